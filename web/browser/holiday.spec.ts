import { expect, putUp, test } from "./fairground";

test("a shop on holiday shows its goods and sells none, until it is back", async ({
    member,
    look,
}) => {
    const seller = await member("Hana");
    const buyer = await member("Igor");
    const mug = await putUp(seller, { title: "Holiday mug", minor: 1500, stock: 4 });
    await seller.api("PATCH", `/listings/${mug.id}`, {
        version: mug.version,
        price: { minor: 1200, currency: "GBP" },
    });
    const { page } = seller;
    await page.goto(`/shops/${mug.shop.id}`);
    await page.getByRole("button", { name: "Holiday" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("A word to your buyers").fill("At the seaside.");
    await look(page, "holiday-dialog");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(/^On holiday until/)).toBeVisible();
    await look(page, "holiday-shop");

    await buyer.page.goto(`/listings/${mug.id}`);
    await expect(buyer.page.getByText(/^The shop is on holiday until/)).toBeVisible();
    await expect(buyer.page.getByText("Lowest price in the 30 days before: £15.00")).toBeVisible();
    await expect(buyer.page.getByRole("button", { name: /^Buy/ })).toHaveCount(0);
    await look(buyer.page, "holiday-listing");

    await page.getByRole("button", { name: "Open again now" }).click();
    await expect(page.getByText(/^On holiday until/)).toHaveCount(0);
    await buyer.page.reload();
    await expect(buyer.page.getByRole("button", { name: /^Buy/ })).toBeVisible();
});

test("goods go out as a file and come in again as they are", async ({ member, look }) => {
    const seller = await member("Jana");
    await putUp(seller, { title: "Lamp, blue", minor: 1999, stock: 2 });
    const { page } = seller;
    await page.goto("/stall/import");
    await look(page, "import-and-export");
    for (const [name, file] of [
        ["CSV, our columns", "goods.csv"],
        ["CSV for Shopify", "goods.csv"],
        ["Product feed (TSV)", "goods.tsv"],
    ] as const) {
        const [saved] = await Promise.all([
            page.waitForEvent("download"),
            page.getByRole("link", { name, exact: true }).click(),
        ]);
        expect(saved.suggestedFilename()).toContain(file.split(".")[1] ?? "");
        await page.getByLabel("A file").setInputFiles(await saved.path());
        await page.getByRole("button", { name: "Check it" }).click();
        await expect(
            page.getByRole("heading", { name: "This is what would happen" }),
        ).toBeVisible();
        await expect(page.locator("dt", { hasText: "Unchanged" }).locator("+ dd")).toHaveText("1");
        await page.goto("/stall/import");
    }
});
