import { befriend, buy, expect, place, putUp, settled, test, type Someone } from "./fairground";

async function atCheckout(buyer: Someone, listing: string, quantity = 1): Promise<void> {
    await buyer.page.goto(`/checkout?lines=${listing}.${quantity}`);
    await settled(buyer.page);
    await buyer.page.getByLabel("Name", { exact: true }).fill(place.name);
    await buyer.page.getByLabel("Address").fill(place.address);
}

test("a declined card takes nothing, and another one pays", async ({ member, look }) => {
    const seller = await member("Della");
    const buyer = await member("Evan");
    const scarf = await putUp(seller, { title: "Wool scarf", minor: 2900, stock: 2 });
    const { page } = buyer;
    await atCheckout(buyer, scarf.id);
    await page.getByText("Choose what the test card does").click();
    await page.getByRole("radio", { name: /Is declined/ }).check();
    await look(page, "checkout-cards");
    await page.getByRole("button", { name: "Pay £29.00" }).click();
    await expect(page.locator("#status")).toContainText("declined; nothing was taken");
    await look(page, "order-declined");
    await page.getByRole("button", { name: "Pay £29.00" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Pay £29.00" }).click();
    await expect(page.locator("#status")).toContainText("Paid. £29.00");
});

test("a price that changes meanwhile is asked about, not charged", async ({ member, look }) => {
    const seller = await member("Finn");
    const buyer = await member("Gwen");
    const lamp = await putUp(seller, { title: "Desk lamp", minor: 2000, stock: 2 });
    const { page } = buyer;
    await atCheckout(buyer, lamp.id);
    await seller.api("PATCH", `/listings/${lamp.id}`, {
        version: lamp.version,
        price: { minor: 2250, currency: "GBP" },
    });
    await expect(page.getByText("The price has changed from £20.00 to £22.50")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Pay/ })).toBeDisabled();
    await look(page, "checkout-changed");
    await page.getByRole("button", { name: "Fine, take it for £22.50" }).click();
    await page.getByRole("button", { name: "Pay £22.50" }).click();
    await expect(page.locator("#status")).toContainText("Paid. £22.50");
});

test("what was sold meanwhile is said at its line", async ({ member, look }) => {
    const seller = await member("Hana");
    const buyer = await member("Ivan");
    const faster = await member("Jo");
    const clock = await putUp(seller, { title: "Alarm clock", minor: 375, stock: 1 });
    const { page } = buyer;
    await atCheckout(buyer, clock.id);
    await buy(faster, clock);
    await expect(page.getByText("This is no longer for sale")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Pay/ })).toBeDisabled();
    await look(page, "checkout-gone");
});

test("what a buyer may not see any more is not sold to them", async ({ member, look }) => {
    const seller = await member("Tess");
    const buyer = await member("Uma");
    await befriend(seller, buyer);
    const goods = { title: "Glass vase", minor: 1400, stock: 3, audience: "friends" as const };
    const vase = await putUp(seller, goods);
    const { page } = buyer;
    await atCheckout(buyer, vase.id);
    await expect(page.getByRole("button", { name: "Pay £14.00" })).toBeEnabled();
    const { member: them } = await buyer.api<{ member: { id: string } }>("GET", "/me");
    await seller.api("DELETE", `/friends/${them.id}`);
    await expect(page.getByText("This is no longer for sale")).toBeVisible();
    await expect(page.getByText("Glass vase")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Pay/ })).toBeDisabled();
    await look(page, "checkout-unseen");
});

test("an answer that gets lost is asked for again, and nothing is bought twice", async ({
    member,
}) => {
    const seller = await member("Kim");
    const buyer = await member("Lea");
    const jam = await putUp(seller, { title: "Strawberry jam", minor: 680, stock: 9 });
    const { page } = buyer;
    await atCheckout(buyer, jam.id);
    let lost = 0;
    await page.route("**/api/v1/orders", async (route) => {
        if (route.request().method() !== "POST" || lost++ > 0) return route.continue();
        // The server does its part, and the answer gets lost on the way back.
        await route.fetch();
        await route.abort("connectionreset");
    });
    await page.getByRole("button", { name: "Pay £6.80" }).click();
    await expect(page.getByText("it will not happen twice")).toBeVisible();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.locator("#status")).toContainText("Paid. £6.80");
    const orders = await buyer.api<{ items: unknown[] }>("GET", "/orders?role=buyer");
    expect(orders.items).toHaveLength(1);
});

test("nothing else is paid for while nobody knows of the last try, even after a reload", async ({
    member,
    look,
}) => {
    const seller = await member("Rita");
    const buyer = await member("Sam");
    const honey = await putUp(seller, { title: "Heather honey", minor: 750, stock: 9 });
    const { page } = buyer;
    await atCheckout(buyer, honey.id);
    let lost = 0;
    await page.route("**/api/v1/orders", async (route) => {
        if (route.request().method() !== "POST" || lost++ > 0) return route.continue();
        await route.fetch();
        await route.abort("connectionreset");
    });
    await page.getByRole("button", { name: "Pay £7.50" }).click();
    await expect(page.getByText("it will not happen twice")).toBeVisible();
    await atCheckout(buyer, honey.id, 2);
    await page.getByRole("button", { name: "Pay £15.00" }).click();
    await expect(page.getByText("We do not know whether what you sent before")).toBeVisible();
    await look(page, "checkout-earlier");
    await page.getByRole("button", { name: "Send the earlier one" }).click();
    await expect(page.locator("#status")).toContainText("Paid. £7.50");
    const orders = await buyer.api<{ items: unknown[] }>("GET", "/orders?role=buyer");
    expect(orders.items).toHaveLength(1);
});

test("a bank transfer counts when the operator has found it at the bank", async ({
    member,
    persona,
    look,
}) => {
    const seller = await member("Mo");
    const buyer = await member("Nia");
    const chair = await putUp(seller, { title: "Garden chair", minor: 4500, stock: 1 });
    const { page } = buyer;
    await atCheckout(buyer, chair.id);
    await page.getByRole("radio", { name: /^Bank transfer/ }).check();
    await page.getByRole("button", { name: "Order for £45.00" }).click();
    const reference = (await page.locator("dd.reference").textContent()) ?? "";
    expect(reference).not.toBe("");
    await look(page, "order-transfer");

    const operator = await persona("operator");
    const bank = operator.page;
    await bank.goto("/operator/bank");
    await look(bank, "bank");
    const card = bank.locator("article").filter({ hasText: reference });
    await card.getByRole("button", { name: "Fill it in" }).click();
    await expect(bank.getByLabel("The bank’s number of the line")).toBeFocused();
    await bank.getByLabel("The bank’s number of the line").fill(`line of ${reference}`);
    await bank.getByLabel("Reason").fill("Statement of today");
    await bank.getByRole("button", { name: "Book the transfer" }).click();
    await expect(bank.getByText("Matched; the order is paid").first()).toBeVisible();
    await expect(page.locator("#status")).toContainText("Paid. £45.00");
});

test("a transfer under the wrong words is matched by hand, and one too much is sent back", async ({
    member,
    persona,
    look,
}) => {
    const seller = await member("Mo");
    const buyer = await member("Ola");
    const bench = await putUp(seller, { title: "Garden bench", minor: 7313, stock: 1 });
    const { page } = buyer;
    await atCheckout(buyer, bench.id);
    await page.getByRole("radio", { name: /^Bank transfer/ }).check();
    await page.getByRole("button", { name: "Order for £73.13" }).click();
    const reference = (await page.locator("dd.reference").textContent()) ?? "";

    const { page: bank } = await persona("operator");
    await bank.goto("/operator/bank");
    for (const [line, amount] of [
        [`first of ${reference}`, "73.13"],
        [`second of ${reference}`, "73.14"],
    ] as const) {
        await bank.getByLabel("The bank’s number of the line").fill(line);
        await bank.getByLabel("Reference").fill("for the bench");
        await bank.getByLabel("Amount").fill(amount);
        await bank.getByLabel("Reason").fill("Statement of today");
        await bank.getByRole("button", { name: "Book the transfer" }).click();
        const open = bank.getByRole("listitem").filter({ hasText: line });
        await open.getByRole("button", { name: "Decide" }).click();
        const dialog = bank.getByRole("dialog");
        await look(bank, `bank-decide-${amount}`);
        await dialog.getByLabel("Reason").fill("She rang");
        if (amount === "73.13") {
            await dialog.getByRole("radio", { name: reference }).check();
            await dialog.getByRole("button", { name: "Decide" }).click();
        } else {
            await expect(dialog.getByText("No order waits for a transfer")).toBeVisible();
            await dialog.getByRole("button", { name: "I have sent it" }).click();
        }
        const row = bank.getByRole("row").filter({ hasText: line });
        const result = amount === "73.13" ? "Matched; the order is paid" : "Sent back";
        await expect(row.getByText(result)).toBeVisible();
        await expect(open).toHaveCount(0);
    }
    await expect(page.locator("#status")).toContainText("Paid. £73.13");
});

test("goods for friends are not there for others", async ({ member }) => {
    const seller = await member("Olga");
    const friend = await member("Pat");
    const stranger = await member("Quin");
    await befriend(seller, friend);
    const cups = { title: "Cups for friends", minor: 900, stock: 3, audience: "friends" as const };
    const listing = await putUp(seller, cups);
    await friend.page.goto(`/listings/${listing.id}`);
    await expect(friend.page.getByRole("button", { name: "Buy for £9.00" })).toBeVisible();
    await stranger.page.goto(`/listings/${listing.id}`);
    await expect(stranger.page.getByText("There is no such thing here").first()).toBeVisible();
});
