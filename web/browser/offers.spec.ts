// MS-05: a price that a buyer names, what the seller says to it, and an order at what was agreed.

import { expect, place, putUp, settled, test, type Someone } from "./fairground";

const pounds = (minor: number) => ({ minor, currency: "GBP" });

/** Offers for one of these by the API. */
async function offered(buyer: Someone, listing: string, minor: number): Promise<string> {
    const form = { version: 1, quantity: 1, price: pounds(minor) };
    return (await buyer.api<{ id: string }>("POST", `/listings/${listing}/offers`, form)).id;
}

test("MS_05 a buyer offers, the seller names another price, and both agree", async ({
    member,
    look,
}) => {
    const seller = await member("Orla");
    const buyer = await member("Pim");
    const lamp = await putUp(seller, { title: "Brass lamp", minor: 4000, stock: 2 });
    const { page } = buyer;
    await page.goto(`/listings/${lamp.id}`);
    await page.getByRole("button", { name: "Make an offer" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Your price for one").fill("45");
    await dialog.getByRole("button", { name: "Offer £45.00" }).click();
    await expect(dialog.getByText("Name less than the goods cost.")).toBeVisible();
    await look(page, "offer-wrong");
    await dialog.getByLabel("Your price for one").fill("30");
    await look(page, "offer-make");
    await dialog.getByRole("button", { name: "Offer £30.00" }).click();
    await expect(page.locator("#status")).toContainText("You offered £30.00. Orla can answer");
    await look(page, "offer-made");

    const sells = seller.page;
    await sells.goto("/offers/got");
    await expect(sells.getByText("Pim offers £30.00")).toBeVisible();
    await look(sells, "offers-got");
    await sells.getByRole("link", { name: /Brass lamp/ }).click();
    await expect(sells.getByRole("button", { name: "Agree to £30.00" })).toBeVisible();
    await look(sells, "offer-got");
    await sells.getByRole("button", { name: "Name another price" }).click();
    await sells.getByRole("dialog").getByLabel("Your price for one").fill("36");
    await look(sells, "offer-counter");
    await sells.getByRole("button", { name: "Name £36.00" }).click();
    await expect(sells.locator("#status")).toContainText("You asked for £36.00");

    await page.reload();
    await page.getByRole("button", { name: "Agree to £36.00" }).click();
    await expect(page.locator("#status")).toContainText("Agreed at £36.00");
    await expect(page.getByRole("heading", { name: "Pay and have it" })).toBeVisible();
    await page.getByLabel("Name", { exact: true }).fill(place.name);
    await page.getByLabel("Address").fill(place.address);
    await look(page, "offer-agreed");
    await sells.reload();
    await expect(sells.locator("#status")).toContainText("set aside for Pim");
    await look(sells, "offer-agreed-seller");
    await page.getByRole("button", { name: "Pay £36.00" }).click();
    await expect(page).toHaveURL(/\/orders\/\d+/);
    await expect(page.locator("#status")).toContainText("£36.00 held");
    await page.goto("/offers");
    await expect(page.getByText("You bought it for £36.00.")).toBeVisible();
    await look(page, "offers-made");
});

test("MS_05 the last piece is set aside, and a seller may take no offers", async ({
    member,
    look,
}) => {
    const seller = await member("Rosa");
    const buyer = await member("Sam");
    const other = await member("Theo", "zh");
    const vase = await putUp(seller, { title: "Last vase", minor: 5000, stock: 1 });
    const id = await offered(buyer, vase.id, 4000);
    await seller.api("POST", `/offers/${id}/accept`, { price: pounds(4000) });
    await other.page.goto(`/listings/${vase.id}`);
    await settled(other.page);
    await expect(other.page.getByRole("button", { name: "报价" })).toHaveCount(0);

    // Who goes away and comes back finds it under the goods, and may think better of it.
    await buyer.page.goto(`/listings/${vase.id}`);
    await buyer.page.getByRole("link", { name: "See the offer" }).click();
    await buyer.page.getByRole("button", { name: "Take it back" }).click();
    await expect(buyer.page.locator("#status")).toContainText("It was taken back");
    await look(buyer.page, "offer-withdrawn");

    await other.page.reload();
    await other.page.getByRole("button", { name: "报价" }).click();
    await other.page.getByRole("dialog").getByLabel("您的单价").fill("20");
    await look(other.page, "offer-make-zh");
    await other.page.getByRole("button", { name: "报价 £20.00" }).click();
    await expect(other.page.locator("#status")).toContainText("您报价 £20.00");
    await look(other.page, "offer-made-zh");

    const sells = seller.page;
    await sells.goto(`/listings/${vase.id}`);
    await sells.getByRole("button", { name: "Take no offers for this" }).click();
    await expect(sells.getByText("You take no offers for this.")).toBeVisible();
    await look(sells, "offers-turned-away");
    await buyer.page.goto(`/listings/${vase.id}`);
    await settled(buyer.page);
    await expect(buyer.page.getByRole("button", { name: "Make an offer" })).toHaveCount(0);
    await sells.goto("/offers/got");
    await sells.getByRole("link", { name: /Last vase/ }).first().click();
    await sells.getByRole("button", { name: "Say no" }).click();
    await expect(sells.locator("#status")).toContainText("It came to nothing");
});
