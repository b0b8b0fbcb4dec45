import { readFileSync } from "node:fs";

import { buy, expect, putUp, settled, test } from "./fairground";
import { sendPhotograph } from "./photograph";

test("RP_04 the operator finds every order, and opens one to read it", async ({
    persona,
    member,
    look,
}) => {
    const seller = await member("Kim");
    const buyer = await member("Lea");
    const listing = await putUp(seller, { title: "Kettle", minor: 4200, stock: 3 });
    const order = await buy(buyer, listing);
    const { page } = await persona("operator");
    await page.goto("/operator/orders/all");
    const mine = page.getByRole("row").filter({ hasText: order.id });
    await expect(mine).toContainText("Paid, held");
    await look(page, "all-orders");
    const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe("orders.csv");
    await page.getByLabel("Where it stands").selectOption("expired");
    await expect(page).toHaveURL(/state=expired/);
    await expect(mine).toHaveCount(0);
    await page.getByLabel("Where it stands").selectOption("paid_held");
    await expect(page).toHaveURL(/state=paid_held/);
    await expect(mine).toBeVisible();
    await page.getByRole("button", { name: "Waits longest" }).click();
    await expect(page).toHaveURL(/sort=waiting/);
    await look(page, "all-orders-waiting");
    const byNumber = page.getByRole("search").filter({ hasText: "Number of an order" });
    await page.getByLabel("Number of an order").fill("the kettle");
    await byNumber.getByRole("button", { name: "Find" }).click();
    await expect(page.getByText("The number of an order has only digits.")).toBeVisible();
    await page.getByLabel("Number of an order").fill(`#${order.id}`);
    await byNumber.getByRole("button", { name: "Find" }).click();
    await expect(page.locator("tbody tr")).toHaveCount(1);
    await page.getByRole("link", { name: `Order ${order.id}` }).click();
    await expect(page).toHaveURL(new RegExp(`/orders/${order.id}$`));
    await expect(page.locator("#status")).toBeVisible();
    await settled(page);
    await expect(page.getByText("1 Fair Lane")).toHaveCount(0);
    await look(page, "order-as-operator");
});

test("RP_04 the operator narrows the register down to one buyer and one stall", async ({
    persona,
    member,
    look,
}, info) => {
    const name = `Vera ${info.project.name}`;
    const [nora, otto] = [await member("Nora Quilter"), await member("Otto Turner")];
    const [vera, walt] = [await member(name), await member("Walt")];
    const quilt = await putUp(nora, { title: "Quilt", minor: 8000, stock: 3 });
    const bowl = await putUp(otto, { title: "Turned bowl", minor: 2600, stock: 3 });
    const orders = {
        veras_quilt: (await buy(vera, quilt)).id,
        veras_bowl: (await buy(vera, bowl)).id,
        walts_bowl: (await buy(walt, bowl)).id,
    };
    const { page } = await persona("operator");
    await page.goto("/operator/orders/all");
    const rows = page.locator("tbody tr");
    await page.getByLabel("Buyer: name, or @handle").fill(name);
    await page.getByLabel("Buyer: name, or @handle").press("Enter");
    await expect(page).toHaveURL(/buyer=Vera/);
    await expect(rows).toHaveCount(2);
    await page.getByRole("link", { name: "Only orders of Otto Turner’s stall" }).click();
    await expect(page).toHaveURL(/stall=%40otto/);
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText(orders.veras_bowl);
    await look(page, "all-orders-one-side");
    await page.getByLabel("Buyer: name, or @handle").fill("");
    await page.getByLabel("Buyer: name, or @handle").press("Enter");
    await expect(rows).toHaveCount(2);
    const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    const text = readFileSync(await saved.path(), "utf8");
    expect(text).toContain(orders.walts_bowl);
    expect(text).toContain(orders.veras_bowl);
    expect(text).not.toContain(orders.veras_quilt);
    await page.goto("/operator/shops");
    await page.getByRole("link", { name: /order.? of Nora Quilter’s stall/ }).click();
    await expect(rows).toHaveCount(1);
});

test("RP_04 an operator sees a settled order whole: what was said of it, its photograph", async ({
    persona,
    member,
    look,
}, info) => {
    const seller = await member("Kai");
    const buyer = await member("Lou");
    await seller.page.goto("/");
    const pictures = [await sendPhotograph(seller, 30)];
    const listing = await putUp(seller, { title: "Kettle", minor: 4200, stock: 3, pictures });
    const order = await buy(buyer, listing);
    await seller.api("POST", `/orders/${order.id}/ship`, {});
    await buyer.api("POST", `/orders/${order.id}/confirm`);
    const words = { line: 1, stars: 4, text: "Boils in a minute." };
    await buyer.api("POST", `/orders/${order.id}/reviews`, words);
    const { page } = await persona("operator");
    await page.goto(`/orders/${order.id}`);
    await settled(page);
    await expect(page.getByText("Boils in a minute.")).toBeVisible();
    await expect(page.getByText("There is no such thing here")).toHaveCount(0);
    const drawn = page.locator("img.picture").first();
    await expect
        .poll(() => drawn.evaluate((img) => (img as HTMLImageElement).naturalWidth))
        .toBeGreaterThan(0);
    if (info.project.name !== "phone") {
        const here = page.locator('nav [aria-current="page"]');
        await expect(here).toHaveText("All orders");
    }
    await look(page, "order-settled-as-operator");
    await page.emulateMedia({ colorScheme: "dark" });
    await look(page, "order-settled-as-operator-dark", "night");
});

test("RP_04 the operator sees every stall, by sales and by what is open", async ({
    persona,
    look,
}) => {
    const { page } = await persona("operator");
    await page.goto("/operator/shops");
    await expect(page.locator("tbody tr").first()).toBeVisible();
    await look(page, "shops");
    await page.getByRole("button", { name: "Most sold" }).click();
    await expect(page).toHaveURL(/sort=sales/);
    await expect(page.getByText("have never had an order")).toBeVisible();
    await look(page, "shops-sales");
    await page.getByLabel("Only", { exact: true }).selectOption("unsold");
    await expect(page).toHaveURL(/only=unsold/);
});

test("a rule is tried before it is changed", async ({ persona, look }) => {
    const { page } = await persona("operator");
    await page.goto("/policies");
    const commission = page.getByRole("article").filter({ hasText: "ommission" }).first();
    await commission.getByRole("button", { name: "Change" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("This is the value in force")).toBeVisible();
    await dialog.getByLabel("New value (%)").fill("8.00 %");
    await expect(dialog.getByText("That is 8.00%: 80,000 parts per million.")).toBeVisible();
    await expect(dialog.getByText(/^Difference: \+£/)).toBeVisible();
    await look(page, "policy-trial");
    await dialog.getByLabel("New value (%)").fill("eight");
    await dialog.getByRole("button", { name: "Change" }).click();
    await expect(dialog.getByText("Please fill this in.")).toBeVisible();
    await dialog.getByLabel("Reason").fill("to try it");
    await dialog.getByRole("button", { name: "Change" }).click();
    await expect(dialog.getByText("Write a number, such as 5.")).toBeVisible();
    await dialog.getByRole("button", { name: "Back" }).click();
    const clock = page.getByRole("article").filter({ hasText: "accept" }).first();
    await clock.getByRole("button", { name: "Change" }).click();
    await dialog.getByLabel(/New value/).fill("1");
    await expect(dialog.getByText("Clocks that run do not move")).toBeVisible();
    await look(page, "policy-trial-clock");
});

test("运营者的列表也说中文", async ({ persona, look }) => {
    const { page } = await persona("operator");
    await page.addInitScript(() => localStorage.setItem("language", "zh"));
    await page.goto("/operator/shops");
    await expect(page.getByRole("heading", { name: "店铺" })).toBeVisible();
    await expect(page.locator("tbody tr").first()).toBeVisible();
    await look(page, "shops-zh");
    await page.goto("/operator/orders/all");
    await expect(page.locator("tbody tr").first()).toBeVisible();
    await look(page, "all-orders-zh");
});
