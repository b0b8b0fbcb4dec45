import { readFileSync } from "node:fs";

import { buy, expect, putUp, test, type Someone } from "./fairground";

/** A quilt that was bought, sent and is right. */
async function sold(seller: Someone, buyer: Someone, title: string): Promise<string> {
    const listing = await putUp(seller, { title, minor: 5000, stock: 2 });
    const { id } = await buy(buyer, listing);
    await seller.api("POST", `/orders/${id}/ship`, {});
    await buyer.api("POST", `/orders/${id}/confirm`);
    return id;
}

test("buyer and seller find their documents where the order is, and can keep them", async ({
    member,
    look,
}) => {
    const seller = await member("Paula");
    const buyer = await member("Olaf");
    const id = await sold(seller, buyer, "Quilt");

    await buyer.page.goto(`/orders/${id}`);
    const receipt = buyer.page.getByRole("listitem").filter({ hasText: /^Receipt/ });
    await expect(receipt.getByText(/^R-20\d\d-000001/)).toBeVisible();
    await expect(buyer.page.getByText("Invoice for the market’s fee")).toHaveCount(0);
    await look(buyer.page, "order-documents");
    const [download] = await Promise.all([
        buyer.page.waitForEvent("download"),
        receipt.getByRole("link", { name: /^PDF of/ }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^R-20\d\d-000001\.pdf$/);
    expect(
        readFileSync(await download.path())
            .subarray(0, 5)
            .toString(),
    ).toBe("%PDF-");

    await seller.page.goto("/money");
    await expect(seller.page.getByText("Invoice for the market’s fee")).toBeVisible();
    await look(seller.page, "money-documents");
    await seller.page.getByText("For my buyers", { exact: true }).click();
    await expect(seller.page.getByText(/to Olaf/)).toBeVisible();
});

test("the same in Chinese", async ({ member, look }) => {
    const seller = await member("Pan", "zh");
    const buyer = await member("Ou", "zh");
    const id = await sold(seller, buyer, "青花瓷杯");
    await buyer.page.goto(`/orders/${id}`);
    await expect(buyer.page.getByRole("heading", { name: "单据" })).toBeVisible();
    await look(buyer.page, "order-documents-zh");
    const [read] = await Promise.all([
        buyer.page.context().waitForEvent("page"),
        buyer.page.getByRole("link", { name: /HTML$/ }).click(),
    ]);
    await expect(read.getByRole("heading", { name: "收据" })).toBeVisible();
    await expect(read.getByText("青花瓷杯")).toBeVisible();
});

test("the operator sets a table of fees, sees examples, and everybody’s documents", async ({
    member,
    persona,
    look,
}) => {
    const seller = await member("Pippa");
    const buyer = await member("Oda");
    const boss = await persona("operator");
    const { page } = boss;
    await page.goto("/fees");
    await page.getByLabel("Rows").fill("books, , 3 %, 0.30\n, , 8 %, 0.50, 40");
    await expect(page.getByText(/the last 30 days|in 30 days|30 days/).first()).toBeVisible();
    await page.getByLabel("Reason").first().fill("Our costs");
    await page.getByRole("button", { name: "Set the table" }).click();
    await expect(page.getByText(/the market keeps £0.80/)).toBeVisible();
    await expect(page.getByText(/Version 1, from/)).toBeVisible();
    await look(page, "fees");

    const titles = [`Red hat of ${seller.handle}`, `Blue hat of ${seller.handle}`];
    for (const title of titles) await putUp(seller, { title, minor: 2000, stock: 1 });
    await page.getByLabel("Goods", { exact: true }).fill(seller.handle);
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByLabel("All 2", { exact: true }).check();
    await expect(page.getByText("2 chosen")).toBeVisible();
    await look(page, "fees-goods");
    await page.getByLabel("Category", { exact: true }).fill("hats");
    await page.getByRole("button", { name: "Put into the category" }).click();
    for (const title of titles) {
        const line = page.getByRole("listitem").filter({ hasText: title });
        await expect(line.getByText("hats", { exact: true })).toBeVisible();
    }

    const id = await sold(seller, buyer, "Lamp");
    await seller.page.goto(`/orders/${id}`);
    await expect(seller.page.getByText(/by row 2 of table version 1/)).toBeVisible();
    await look(seller.page, "order-fees");
    await page.goto("/operator/documents");
    const invoices = page.getByRole("listitem").filter({ hasText: /^Invoice for/ });
    await expect(invoices.first()).toBeVisible();
    await look(page, "operator-documents");
    await page.getByLabel("Which").selectOption({ label: "Receipt" });
    await expect(invoices).toHaveCount(0);
    // The market of these tests is one for all of them.
    await boss.api("PUT", "/operator/fees", { rows: [], reason: "as it was" });
});
