// ES-18: what sending costs, from the stall to an order of which it goes back.

import { expect, place, putUp, settled, test } from "./fairground";

test("ES_18 a stall asks for delivery, and a buyer who sees another price is asked again", async ({
    member,
    look,
}) => {
    const seller = await member("Posy");
    const buyer = await member("Quin");
    const vase = await putUp(seller, { title: "Tall vase", minor: 2000, stock: 9 });
    const sells = seller.page;
    await sells.goto("/stall");
    await sells.getByText("What delivery costs").click();
    await sells.getByLabel("Delivery of one order").fill("4.90");
    await sells.getByLabel("Free from this sum of goods").fill("50");
    await sells.getByLabel("Another price for a country").selectOption("AT");
    await sells.getByLabel("Delivery to Austria").fill("a lot");
    await sells.getByRole("button", { name: "Save", exact: true }).first().click();
    await expect(sells.getByLabel("Delivery to Austria")).toHaveAttribute("aria-invalid", "true");
    await look(sells, "stall-postage-wrong");
    await sells.getByLabel("Delivery to Austria").fill("6.90");
    await sells.getByRole("button", { name: "Save", exact: true }).first().click();
    await expect(sells.getByText("Your prices for delivery are saved.")).toBeVisible();
    await look(sells, "stall-postage");

    const { page } = buyer;
    await page.goto(`/listings/${vase.id}`);
    await expect(page.getByText("Plus £4.90 for delivery, free from £50.00")).toBeVisible();
    await expect(page.getByText("To Austria: £6.90")).toBeVisible();
    await look(page, "listing-postage");
    await page.getByRole("button", { name: "Buy for £20.00" }).click();
    await settled(page);
    await page.getByLabel("Name", { exact: true }).fill(place.name);
    await page.getByLabel("Address").fill(place.address);
    await page.getByLabel("Country").selectOption("AT");
    await expect(page.getByRole("button", { name: "Pay £26.90" })).toBeVisible();
    await page.getByLabel("Country").selectOption("DE");
    await expect(page.getByRole("button", { name: "Pay £24.90" })).toBeVisible();
    await look(page, "checkout-postage");

    // Dearer meanwhile: nothing is taken, and the buyer says whether that is fine.
    const me = await seller.api<{ member: { shop: { id: string } } }>("GET", "/me");
    const pounds = (minor: number) => ({ minor, currency: "GBP" });
    await seller.api("PUT", `/shops/${me.member.shop.id}/postage`, { price: pounds(520) });
    await page.getByRole("button", { name: "Pay £24.90" }).click();
    await expect(page.getByText("has changed from £4.90 to £5.20")).toBeVisible();
    await expect(page.getByRole("button", { name: "Pay £25.20" })).toBeDisabled();
    await look(page, "checkout-postage-changed");
    await page.getByRole("button", { name: "Fine, send it for £5.20" }).click();
    await page.getByRole("button", { name: "Pay £25.20" }).click();
    await expect(page.locator("#status")).toContainText("Paid. £25.20");
    await expect(page.getByText("£5.20")).toBeVisible();
    await look(page, "order-postage");

    await sells.goto(page.url());
    await sells.getByRole("button", { name: "Give money back" }).click();
    const dialog = sells.getByRole("dialog");
    await dialog.getByRole("radio", { name: /Some of the goods/ }).check();
    const delivery = dialog.getByRole("group", { name: "How many of Delivery" });
    await delivery.getByRole("button", { name: "One more" }).click();
    await expect(dialog.getByText("£5.20")).toHaveCount(2);
    await look(sells, "refund-postage");
    await dialog.getByRole("button", { name: "Pay it back" }).click();
    await expect(sells.getByText("Paid back", { exact: true }).first()).toBeVisible();
    await look(sells, "order-postage-returned");
});

test("ES_18 each stall of a basket asks for its own delivery, and pick-up costs nothing", async ({
    member,
    look,
}) => {
    const potter = await member("Rhea");
    const weaver = await member("Saul");
    const buyer = await member("Tess", "zh");
    const bowl = await putUp(potter, { title: "Soup bowl", minor: 3100, stock: 3 });
    const scarf = await putUp(weaver, { title: "Wool scarf", minor: 4200, stock: 3 });
    for (const [seller, minor] of [[potter, 490] as const, [weaver, 300] as const]) {
        const me = await seller.api<{ member: { shop: { id: string } } }>("GET", "/me");
        const price = { minor, currency: "GBP" };
        await seller.api("PUT", `/shops/${me.member.shop.id}/postage`, { price });
    }
    const { page } = buyer;
    for (const { id } of [bowl, scarf]) {
        await page.goto(`/listings/${id}`);
        await page.getByRole("button", { name: /^加入购物篮/ }).click();
        await settled(page);
    }
    await expect(page.getByText("£35.90")).toBeVisible();
    await expect(page.getByText("£45.00")).toBeVisible();
    await page.getByLabel("收件人", { exact: true }).fill(place.name);
    await page.getByLabel("地址").fill(place.address);
    await look(page, "basket-postage-zh");
    await page.getByRole("button", { name: /£80\.90/ }).click();
    await expect(page.locator("#status")).toContainText("£35.90");
});
