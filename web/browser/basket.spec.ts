import { expect, place, putUp, settled, test, type Someone } from "./fairground";

async function intoTheBasket({ page }: Someone, listing: string): Promise<void> {
    await page.goto(`/listings/${listing}`);
    await page.getByRole("button", { name: /^Put it in the basket/ }).click();
    await settled(page);
}

async function fill({ page }: Someone): Promise<void> {
    await page.getByLabel("Name", { exact: true }).fill(place.name);
    await page.getByLabel("Address").fill(place.address);
}

test("ES_13 goods of two shops are paid with one confirmation, and go on by themselves", async ({
    member,
    look,
}) => {
    const potter = await member("Peta");
    const weaver = await member("Wim");
    const buyer = await member("Bea");
    const bowl = await putUp(potter, { title: "Salad bowl", minor: 3100, stock: 3 });
    const scarf = await putUp(weaver, { title: "Silk scarf", minor: 4200, stock: 3 });
    const { page } = buyer;
    await intoTheBasket(buyer, bowl.id);
    await intoTheBasket(buyer, scarf.id);
    await expect(page.getByText("From 2 shops, paid together")).toBeVisible();
    await expect(page.getByRole("link", { name: "Basket: 2 things" }).first()).toBeVisible();
    await expect(page.getByText("£31.00").first()).toBeVisible();
    await fill(buyer);
    // Where the form was left, a title lies half under the header, which a scroll uncovers.
    await page.evaluate(() => scrollTo(0, 0));
    await look(page, "basket");
    await page.getByRole("button", { name: "Pay £73.00" }).click();
    await expect(page.locator("#status")).toContainText("Paid. £31.00");
    await expect(page.getByText("One payment of £73.00 for 2 orders")).toBeVisible();
    await look(page, "order-bought-together");
    await page.getByRole("link", { name: /^Wim/ }).last().click();
    await expect(page.locator("#status")).toContainText("Paid. £42.00");
    await expect(page.getByRole("heading", { name: "Bought together" })).toBeVisible();
    await page.goto("/basket");
    await expect(page.getByText("There is nothing to pay for")).toBeVisible();

    // A seller sees their own order, and nothing of the rest.
    const orders = await weaver.api<{ items: { id: string }[] }>("GET", "/orders?role=seller");
    expect(orders.items).toHaveLength(1);
    await weaver.page.goto(`/orders/${orders.items[0]?.id ?? ""}`);
    await expect(weaver.page.locator("#status")).toBeVisible();
    await expect(weaver.page.getByText("Bought together")).toHaveCount(0);
    await expect(weaver.page.getByText("£73.00")).toHaveCount(0);
});

test("ES_13 one transfer is asked for, and less of it when a seller declines", async ({
    member,
    look,
}) => {
    const potter = await member("Pia");
    const weaver = await member("Wes");
    const buyer = await member("Bob");
    const cup = await putUp(potter, { title: "Tea cup", minor: 1100, stock: 3 });
    const shawl = await putUp(weaver, { title: "Warm shawl", minor: 5200, stock: 3 });
    const { page } = buyer;
    await intoTheBasket(buyer, cup.id);
    await intoTheBasket(buyer, shawl.id);
    await fill(buyer);
    await page.getByRole("radio", { name: /^Bank transfer/ }).check();
    await page.getByRole("button", { name: "Order for £63.00" }).click();
    await expect(page.locator("#status")).toContainText("£63.00");
    const orders = await weaver.api<{ items: { id: string }[] }>("GET", "/orders?role=seller");
    await weaver.api("POST", `/orders/${orders.items[0]?.id ?? ""}/cancel`, {});
    await expect(page.locator("#status")).toContainText("£11.00");
    await look(page, "order-less-due");
});

test("a basket in Chinese, with what is gone from it", async ({ member, look }) => {
    const potter = await member("Pam");
    const weaver = await member("Wes");
    const smith = await member("Sam");
    const buyer = await member("Bo", "zh");
    const goods = [
        await putUp(potter, { title: "Milk jug", minor: 1500, stock: 3 }),
        await putUp(weaver, { title: "Linen towel", minor: 900, stock: 3 }),
        await putUp(smith, { title: "Iron hook", minor: 700, stock: 3 }),
    ];
    const { page } = buyer;
    for (const one of goods) {
        await page.goto(`/listings/${one.id}`);
        await page.getByRole("button", { name: /^加入购物篮/ }).click();
        await settled(page);
    }
    await expect(page.getByText("来自 3 家店铺，一次付款")).toBeVisible();
    await smith.api("POST", `/listings/${goods[2]?.id ?? ""}/end`, {});
    await look(page, "basket-zh");
});

test("a basket is one in all tabs, and the way of a shop stays chosen when others go", async ({
    member,
    look,
}) => {
    const potter = await member("Petra");
    const weaver = await member("Willa");
    const buyer = await member("Ben");
    await potter.api("POST", "/shops", { name: "Petra’s stall" });
    const jar = await potter.api<{ id: string }>("POST", "/listings", {
        title: "Honey jar",
        description: "From the hive.",
        price: { minor: 700, currency: "GBP" },
        stock: 5,
        audience: "everybody",
        publish: true,
        pictures: [],
        handover: { ways: "both", area: "North gate", place: "1 Yard", regions: [], ahead: null },
    });
    const towel = await putUp(weaver, { title: "Hand towel", minor: 900, stock: 5 });
    const soap = await putUp(weaver, { title: "Olive soap", minor: 300, stock: 5 });
    const { page } = buyer;
    await intoTheBasket(buyer, jar.id);
    await intoTheBasket(buyer, towel.id);

    // Another tab puts something in and takes something out.
    const other = { ...buyer, page: await buyer.context.newPage() };
    await intoTheBasket(other, soap.id);
    await expect(page.getByText("Olive soap")).toBeVisible();
    await page.getByRole("button", { name: "One more" }).first().click();
    await expect(other.page.getByText("£26.00").first()).toBeVisible();
    await page.getByRole("radio", { name: /^Pick it up/ }).check();
    await look(page, "basket-two-tabs");
    for (const title of ["Hand towel", "Olive soap"]) {
        const line = other.page.locator("li").filter({ hasText: title });
        await line.getByRole("button", { name: "One less" }).click();
    }
    await expect(page.getByText("Olive soap")).toHaveCount(0);
    await expect(page.getByRole("radio", { name: /^Pick it up/ })).toBeChecked();
    await expect(page.getByText("£14.00").first()).toBeVisible();
});
