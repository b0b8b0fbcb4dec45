// What the operator finds out from the report, beyond its sums.

import { buy, expect, putUp, test } from "./fairground";

test("a report of three quarters, of another zone, with the tax and by category", async ({
    persona,
    member,
    look,
}, info) => {
    const chairs = `chairs of a ${info.project.name}`;
    const seller = await member("Kit");
    const buyer = await member("Lou");
    const listing = await putUp(seller, { title: "Stool", minor: 4200, stock: 3 });
    await buy(buyer, listing);
    const { page, api } = await persona("operator");
    const later = await putUp(seller, { title: "Chair", minor: 6100, stock: 3 });
    await api("PUT", "/operator/fees/goods", { listing: later.id, category: chairs });
    await buy(buyer, later);
    await page.goto("/operator");
    await page.getByRole("button", { name: "First three quarters" }).click();
    await expect(page).toHaveURL(/from=\d{4}-01-01&to=\d{4}-09-30/);
    await page.goto("/operator");
    const categories = page.getByRole("region", { name: "By category" });
    await expect(categories.getByRole("row").filter({ hasText: chairs })).toContainText("£61.00");
    await look(page, "report-categories");
    await categories.getByRole("link", { name: chairs }).click();
    await expect(page.getByText(`Only: ${chairs}`)).toBeVisible();
    await expect(page.locator("tfoot")).toContainText("£61.00");
    await page.locator("tfoot a").first().click();
    await expect(page.getByText(chairs).first()).toBeVisible();
    const row = page.getByRole("row").filter({ hasText: "Lou" });
    await expect(row.first()).toContainText("£61.00");
    await page.goBack();
    await page.getByRole("button", { name: "All categories" }).click();
    await expect(page.getByText(`Only: ${chairs}`)).toHaveCount(0);
    await page.getByText("Zone, currency, tax").click();
    await page.getByLabel("Days of the time zone").selectOption("Asia/Tokyo");
    await expect(page).toHaveURL(/zone=Asia%2FTokyo/);
    await expect(page.getByText("Days of Asia/Tokyo.")).toBeVisible();
    await page.getByLabel("Commission", { exact: true }).selectOption("in");
    await expect(page).toHaveURL(/tax=in/);
    await expect(page.getByText("These figures equal the ledger")).toBeVisible();
    await look(page, "report-narrowed");
});

test("exchange rates are entered, and a report names them", async ({ persona, look }, info) => {
    const { page } = await persona("operator");
    await page.goto("/operator/rates");
    const many = page.locator("form").filter({ hasText: "Rows" });
    await many.getByLabel("Rows").fill("2030-01-15,EUR,GBP");
    await many.getByLabel("Source").fill(`The central bank, ${info.project.name}`);
    await many.getByRole("button", { name: "Enter many" }).click();
    await expect(many.getByText("Row 1: write day,base,quote,rate")).toBeVisible();
    await look(page, "rates-wrong");
    await many.getByLabel("Rows").fill("day,base,quote,rate\n2020-01-15,EUR,GBP,0.85");
    await many.getByRole("button", { name: "Enter many" }).click();
    const table = page.getByRole("region", { name: /^Entered rates/ });
    await expect(table.getByText("1 EUR = 0.85 GBP").first()).toBeVisible();
    const one = page.locator("form").filter({ hasText: "One unit of" });
    await one.getByLabel("Day").fill("2020-01-16");
    await one.getByLabel("One unit of").fill("eur");
    await one.getByLabel("Rate", { exact: true }).fill("0,86");
    await one.getByLabel("Source").fill("Somebody else");
    await one.getByRole("button", { name: "Enter a rate" }).click();
    await expect(table.getByText("1 EUR = 0.86 GBP").first()).toBeVisible();
    await look(page, "rates");
    await page.goto("/operator?into=GBP");
    await expect(page.getByRole("heading", { name: "Turned into GBP" })).toBeVisible();
    await look(page, "report-turned");
});

test("the operator sees what banks took back", async ({ persona, member, look }) => {
    const seller = await member("Max");
    const buyer = await member("Nia");
    const listing = await putUp(seller, { title: "Rug", minor: 7300, stock: 3 });
    const order = await buy(buyer, listing, "charged_back");
    const { page } = await persona("operator");
    await page.goto("/operator/bank");
    await page.getByRole("link", { name: "Chargebacks" }).click();
    await expect(page.getByRole("heading", { name: "Chargebacks", level: 1 })).toBeVisible();
    const row = page.getByRole("row").filter({ hasText: order.id });
    await expect(async () => {
        await page.reload();
        await expect(row).toContainText("£73.00", { timeout: 1000 });
    }).toPass();
    await expect(row).toContainText("Lost");
    await look(page, "chargebacks");
    await page.getByRole("button", { name: "Won back" }).click();
    await expect(page).toHaveURL(/state=won/);
    await expect(row).toHaveCount(0);
    await page.goBack();
    await page.goto("/operator/chargebacks");
    await row.getByRole("link").click();
    await expect(page).toHaveURL(new RegExp(`/orders/${order.id}$`));
});
