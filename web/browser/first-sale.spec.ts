// The whole of it, as people do it: one lists a thing, a friend buys it, the money is held, the
// goods travel, the buyer says it arrived, the seller is owed, the operator's report agrees.

import { befriend, expect, settled, test, type Look, type Someone } from "./fairground";

test("a friend buys, the money is held, and the seller is owed once it arrived", async ({
    member,
    persona,
    look,
}) => {
    const ann = await member("Ann Porter");
    const bo = await member("Bo Lind");
    await befriend(ann, bo);
    await test.step("Ann opens a stall and puts up a bowl", () => putUpBowl(ann, look));
    await test.step("Bo finds it in his feed and buys it", () => findAndBuy(bo, look));
    await test.step("Ann accepts it and sends it", () => acceptAndSend(ann, look));
    await test.step("Bo says that it arrived", () => sayItArrived(bo, look));
    await test.step("Ann is owed the price less the commission", () => seeOwed(ann, look));
    await test.step("the operator's report counts it, and equals the ledger", async () => {
        const { page } = await persona("operator");
        await page.goto("/operator");
        await expect(page.getByText("These figures equal the ledger")).toBeVisible();
        await look(page, "report");
    });
});

async function putUpBowl({ page }: Someone, look: Look): Promise<void> {
    await page.goto("/sell");
    await look(page, "open-stall");
    await page.getByLabel("Name of the shop").fill("Ann’s Pottery");
    await page.getByRole("button", { name: "Open it" }).click();
    await page.getByLabel("What is it?").fill("Large stoneware bowl");
    await page.getByLabel("Price").fill("38.00");
    await page.getByLabel("Description").fill("Oat glaze, about 30 cm across.");
    await page.getByLabel("How many there are").fill("1");
    await page.getByRole("radio", { name: /^Friends/ }).check();
    await look(page, "sell");
    await page.getByRole("button", { name: "Put it up for sale" }).click();
    await expect(page).toHaveURL(/\/listings\/\d+$/);
    await look(page, "own-listing");
}

async function findAndBuy({ page }: Someone, look: Look): Promise<void> {
    await page.goto("/");
    await look(page, "feed");
    await page.getByRole("link", { name: /Large stoneware bowl/ }).click();
    await expect(page.getByText("What was checked, and what was not")).toBeVisible();
    await look(page, "listing");
    await page.getByRole("button", { name: "Buy for £38.00" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Bo Lind");
    await page.getByLabel("Address").fill("12 Fair Lane\nCambridge CB1 2AB");
    await look(page, "checkout");
    await page.getByRole("button", { name: "Pay £38.00" }).click();
    await expect(page).toHaveURL(/\/orders\/\d+$/);
    await expect(page.locator("#status")).toContainText(/^Paid\. £38\.00 (is )?held/);
    await look(page, "order-paid");
}

async function acceptAndSend({ page }: Someone, look: Look): Promise<void> {
    await page.goto("/orders/sold");
    await look(page, "board");
    await page.getByRole("link", { name: /Large stoneware bowl/ }).click();
    await page.getByRole("button", { name: "Accept the order" }).click();
    await page.getByRole("button", { name: "It is on its way" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Tracking number").fill("RM 1234 5678 GB");
    await dialog.getByRole("button", { name: "It is on its way" }).click();
    await expect(page.locator("#status")).toContainText("On its way. £38.00");
    await page.getByRole("button", { name: "It was delivered" }).click();
    await dialog.getByRole("button", { name: "It was delivered" }).click();
    await expect(page.locator("#status")).toContainText("Delivered. £38.00");
    await look(page, "sold-order");
    await page.goto("/money");
    await expect(page.locator(".safe-sum")).toContainText("£3");
    await look(page, "money-held");
}

/** Bo has not touched his page since he paid: it has moved on by itself. */
async function sayItArrived({ page }: Someone, look: Look): Promise<void> {
    const held = /^Delivered\. £38\.00 held until \w+day \d+ \w+.*, or until you say it is right/;
    await expect(page.locator("#status")).toContainText(held);
    await look(page, "order-delivered");
    await page.getByRole("button", { name: "It arrived" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "It arrived" }).click();
    await expect(page.locator("#status")).toContainText("Done. £38.00 went to Ann’s Pottery");
    await look(page, "order-done");
    await page.goto("/orders");
    await look(page, "orders");
}

interface ShareView {
    purpose: string;
    amount: { minor: number };
}

async function seeOwed(ann: Someone, look: Look): Promise<void> {
    const sold = await ann.api<{ items: { shares: ShareView[] }[] }>("GET", "/orders?role=seller");
    const shares = sold.items[0]?.shares ?? [];
    expect(shares.reduce((sum, share) => sum + share.amount.minor, 0)).toBe(3800);
    const mine = shares.find((share) => share.purpose === "seller")?.amount.minor ?? 0;
    await ann.page.goto("/money");
    await settled(ann.page);
    const mineNow = ann.page.locator(".sums > div").filter({ hasText: "Available" });
    await expect(mineNow).toContainText(`£${(mine / 100).toFixed(2)}`);
    await look(ann.page, "money-owed");
}
