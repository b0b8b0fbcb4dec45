import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { key, openCardProvider, secret, type CardProvider } from "./card_provider";
import { expect, open, place, putUp, settled, test as base, type Running } from "./fairground";

// A market of its own, which has a card provider.
const test = base.extend<object, { market: Running; provider: CardProvider }>({
    provider: [
        async ({}, use) => {
            const provider = await openCardProvider();
            await use(provider);
            provider.close();
        },
        { scope: "worker" },
    ],
    market: [
        async ({ provider }, use) => {
            const port = await freePort();
            const secrets = mkdtempSync(join(tmpdir(), "fairground-browser-"));
            const file = (name: string, text: string) => {
                writeFileSync(join(secrets, name), text, { mode: 0o600 });
                return join(secrets, name);
            };
            const market = await open(
                `public_url = "http://127.0.0.1:${port}"
card_api = "${provider.url}"
card_key_file = "${file("card-key", key)}"
card_webhook_file = "${file("card-webhook", secret)}"
`,
                port,
            );
            provider.tells(market.url);
            await use(market);
            await market.close();
            rmSync(secrets, { recursive: true });
        },
        { scope: "worker" },
    ],
});

/** Of this machine; buyers come back to it, so it has to be known before the program runs. */
function freePort(): Promise<string> {
    return new Promise((resolve) => {
        const server = createServer();
        server.listen(0, "127.0.0.1", () => {
            const { port } = server.address() as AddressInfo;
            server.close(() => resolve(String(port)));
        });
    });
}

test("a card is paid on the provider's page", async ({ member, look }) => {
    const seller = await member("Della");
    const buyer = await member("Evan");
    const scarf = await putUp(seller, { title: "Wool scarf", minor: 2900, stock: 2 });
    const { page } = buyer;
    await page.goto(`/checkout?lines=${scarf.id}.1`);
    await settled(page);
    await page.getByLabel("Name", { exact: true }).fill(place.name);
    await page.getByLabel("Address").fill(place.address);
    await expect(page.getByRole("radio", { name: "Card You pay" })).toBeChecked();
    await look(page, "checkout-card-page");
    await page.getByRole("button", { name: "Pay £29.00" }).click();
    await expect(page.getByRole("heading", { name: /^Order \d+: 29.00$/ })).toBeVisible();

    await page.getByRole("link", { name: "Back" }).click();
    await expect(page.locator("#status")).toContainText("Waiting for your payment");
    await look(page, "order-card-page");
    await page.getByRole("link", { name: "Continue to pay" }).click();
    await page.getByRole("button", { name: "Pay by card" }).click();
    await expect(page.locator("#status")).toContainText("Paid. £29.00");
    await expect(page.getByRole("link", { name: "Continue to pay" })).toHaveCount(0);
});

test("goods of two shops are paid on one page", async ({ member }) => {
    const [one, other, buyer] = [await member("Finn"), await member("Gus"), await member("Hal")];
    const lamp = await putUp(one, { title: "Desk lamp", minor: 2000, stock: 2 });
    const clock = await putUp(other, { title: "Alarm clock", minor: 375, stock: 2 });
    const { page } = buyer;
    await page.goto(`/checkout?lines=${lamp.id}.1,${clock.id}.2`);
    await settled(page);
    await page.getByLabel("Name", { exact: true }).fill(place.name);
    await page.getByLabel("Address").fill(place.address);
    await page.getByRole("button", { name: "Pay £27.50" }).click();
    await expect(page.getByRole("heading", { name: /^Purchase \d+: 27.50$/ })).toBeVisible();
    await page.getByRole("button", { name: "Pay by card" }).click();
    await expect(page.locator("#status")).toContainText("Paid. £20.00");
});

test("the operator looks after what the provider refuses and banks take", async ({
    member,
    persona,
    provider,
    look,
}) => {
    const seller = await member("Ida");
    const buyer = await member("Joan");
    const operator = await persona("operator");
    const jam = await putUp(seller, { title: "Strawberry jam", minor: 680, stock: 9 });
    const { page } = buyer;
    const pay = async () => {
        const order = await buyer.api<{ id: string; payment: { page: string } }>(
            "POST",
            "/orders",
            {
                lines: [{ listing: jam.id, version: jam.version, quantity: 1 }],
                delivery: place,
                payment: { method: "card" },
            },
        );
        await page.goto(order.payment.page);
        await page.getByRole("button", { name: "Pay by card" }).click();
        await expect(page.locator("#status")).toContainText("Paid. £6.80");
        return order;
    };
    const first = await pay();
    provider.refuse("charge_disputed");
    await seller.api("POST", `/orders/${first.id}/cancel`, {});
    await pay();
    await provider.dispute();

    const desk = operator.page;
    await desk.goto("/operator/bank");
    await settled(desk);
    await expect(async () => {
        await desk.reload();
        await settled(desk);
        await expect(desk.getByText("charge_disputed")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 60_000 });
    await look(desk, "operator-bank-cards");
    await desk.getByRole("button", { name: "Pay it back by transfer" }).click();
    const dialog = desk.getByRole("dialog");
    await dialog.getByLabel("When and how did the buyer agree").fill("By mail of today");
    await dialog.getByLabel("Reason").fill("The card is closed");
    await look(desk, "operator-refund-other-way");
    await dialog.getByRole("button", { name: "Pay it back by transfer" }).click();
    await expect(desk.getByText("charge_disputed")).toHaveCount(0);
    await expect(desk.getByRole("button", { name: "I have sent it" })).toBeVisible();
    provider.refuse(null);
});
