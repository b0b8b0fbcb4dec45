import { buy, expect, putUp, settled, test } from "./fairground";

test("a listing is edited, restocked, paused and taken down", async ({ member, look }) => {
    const seller = await member("Zoe");
    const mug = await putUp(seller, { title: "Blue mug", minor: 1100, stock: 4 });
    const { page } = seller;
    await page.goto("/stall");
    await look(page, "stall");
    await page.getByRole("link", { name: "Edit" }).click();
    await look(page, "edit");
    await page.getByLabel("Price").fill("12.50");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page).toHaveURL(new RegExp(`/listings/${mug.id}$`));
    await expect(page.locator(".listing-price")).toHaveText("£12.50");
    await expect(page.getByText("Changed: 2 versions")).toBeVisible();

    await page.getByRole("button", { name: "Stock: 4" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "One more" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("button", { name: "Stock: 5" })).toBeFocused();

    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Sell again" }).click();
    await page.getByRole("button", { name: "Take it down" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take it down" }).click();
    await expect(page.locator(".tag").filter({ hasText: "Ended" }).first()).toBeVisible();
    // What opened the dialog is gone: the keyboard goes on from the page.
    await expect(page.locator("#main")).toBeFocused();
});

test("a price that is none is said at its field", async ({ member }) => {
    const seller = await member("Abe");
    await seller.api("POST", "/shops", { name: "Abe’s stall" });
    const { page } = seller;
    await page.goto("/sell");
    await page.getByLabel("What is it?").fill("A thing");
    await page.getByLabel("Price").fill("twelve");
    await page.getByRole("button", { name: "Put it up for sale" }).click();
    await expect(page.getByText("Write an amount of GBP")).toBeVisible();
    await expect(page.getByLabel("Price")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("Price")).toBeFocused();
});

test("a catalogue is tried first, and then put up", async ({ member, look }) => {
    const seller = await member("Bea");
    await seller.api("POST", "/shops", { name: "Bea’s things" });
    const { page } = seller;
    await page.goto("/stall/import");
    await look(page, "import");
    await page
        .getByLabel("Or paste it here")
        .fill(
            "sku,title,description,price,stock\n" +
                "M-1,Blue mug,Hand thrown,12.50,4\n" +
                "M-2,Red mug,Hand thrown,twelve,4\n" +
                "M-3,Green mug,Hand thrown,13.00,2\n",
        );
    await page.getByRole("button", { name: "Check it" }).click();
    await expect(page.getByRole("heading", { name: "This is what would happen" })).toBeVisible();
    await expect(page.getByRole("cell", { name: "twelve" })).toBeVisible();
    await look(page, "import-tried");
    await page.getByRole("button", { name: "Put up 2 things" }).click();
    await expect(page.getByRole("heading", { name: "Imported", exact: true })).toBeVisible();
    await look(page, "import-done");
    await page.getByRole("link", { name: "See my shop" }).click();
    await expect(page.getByRole("link", { name: "Green mug" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Red mug" })).toHaveCount(0);
});

test("an order that is not sent can be cancelled, and all of it comes back", async ({
    member,
    look,
}) => {
    const seller = await member("Cora");
    const buyer = await member("Dirk");
    const bag = await putUp(seller, { title: "Jumbo bag", minor: 208, stock: 5 });
    const order = await buy(buyer, bag);
    const { page } = buyer;
    await page.goto(`/orders/${order.id}`);
    await page.getByRole("button", { name: "Cancel the order" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Cancel the order" }).click();
    await expect(page.locator("#status")).toContainText("£2.08 went back to you");
    await look(page, "order-cancelled");
});

test("what an import refused, and why, fits a phone", async ({ member, look }) => {
    const ann = await member("Ann");
    await ann.api("POST", "/shops", { name: "Ann’s stall" });
    const csv =
        "sku,title,description,price,stock\n" +
        "MUG-1,Blue mug,Hand thrown,12.50,4\n" +
        "MUG-2,Red mug,Hand thrown,twelve pounds and fifty pence,4\n" +
        "MUG-3,Green mug,Hand thrown,12.50,several\n";
    const { id } = await ann.api<{ id: string }>("POST", "/imports", {
        csv,
        audience: "everybody",
    });
    const { page } = ann;
    await page.goto(`/stall/import/${id}`);
    const table = page.getByRole("region", { name: "Rows that cannot be imported" });
    await expect(table.locator("tbody tr")).toHaveCount(2);
    await settled(page);
    const hidden = await table.evaluate((box) => box.scrollWidth - box.clientWidth);
    expect(hidden).toBeLessThanOrEqual(0);
    await look(page, "import-problems");
});
