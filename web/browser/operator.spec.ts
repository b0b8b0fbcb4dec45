import { buy, expect, putUp, test } from "./fairground";

test("a rule is changed with a reason, which stands in its history and in the audit", async ({
    persona,
    look,
}, info) => {
    const { page } = await persona("operator");
    await page.goto("/policies");
    await look(page, "policies");
    const reason = `Voted at the meeting, ${info.project.name}`;
    const first = page.getByRole("article").first();
    await first.getByRole("button", { name: "Change" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill(reason);
    await look(page, "policy-change");
    await dialog.getByRole("button", { name: "Change" }).click();
    await expect(dialog).toHaveCount(0);
    await first.getByText("History").click();
    await expect(first.getByText(reason)).toBeVisible();
    await page.goto("/operator/audit");
    await expect(page.getByText(reason).first()).toBeVisible();
    await look(page, "audit");
    const here = page.getByRole("link", { name: "Audit" }).filter({ visible: true });
    await expect(here).toBeInViewport();
    expect(await page.evaluate(() => scrollY), "the page begins at its title").toBe(0);
});

test("a permission is given with a reason", async ({ persona, member, look }) => {
    const somebody = await member("Edda");
    const { page } = await persona("operator");
    await page.goto(`/operator/members?q=${somebody.handle}`);
    await look(page, "members");
    await page.getByRole("button", { name: /^Permissions of/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "Operator" }).check();
    await dialog.getByLabel("Reason").fill("Helps out in May");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.locator("main .tag").filter({ hasText: "Operator" })).toBeVisible();
    await somebody.page.goto("/operator/ledger");
    await expect(somebody.page.getByText("All accounts together are exactly zero")).toBeVisible();
    await look(somebody.page, "ledger");
    await somebody.page.goto("/operator/audit");
    await expect(
        somebody.page.getByText("Changed permissions: none → Operator").first(),
    ).toBeVisible();
});

test("a member who is no operator is told so", async ({ member }) => {
    const somebody = await member("Fred");
    await somebody.page.goto("/operator");
    await expect(somebody.page.getByText("This is for the operator").first()).toBeVisible();
});

test("the report follows its days, and every bar can be read with the keyboard", async ({
    persona,
    member,
}) => {
    const seller = await member("Gil");
    const buyer = await member("Hope");
    const listing = await putUp(seller, { title: "Apron", minor: 1500, stock: 3 });
    await buy(buyer, listing);
    const { page } = await persona("operator");
    await page.goto("/operator?measure=paid");
    const chart = page.getByRole("img", { name: /^Paid, 30 days/ });
    await chart.focus();
    await page.keyboard.press("ArrowRight");
    await expect(page.locator(".chart output")).toContainText("Paid £");
    const totals = page.locator("tfoot");
    await expect(totals).toContainText("Together");
    await page.getByLabel("From", { exact: true }).fill("2020-01-01");
    await page.getByLabel("To", { exact: true }).fill("2020-01-31");
    await expect(page).toHaveURL(/from=2020-01-01&to=2020-01-31/);
    await expect(totals).toContainText("£0.00");
});

test("a figure of the report leads to its orders, and both can be saved", async ({
    persona,
    member,
    look,
}) => {
    const seller = await member("Ida");
    const buyer = await member("Jon");
    const listing = await putUp(seller, { title: "Lamp", minor: 2300, stock: 3 });
    await buy(buyer, listing);
    const { page } = await persona("operator");
    await page.goto("/operator");
    await page.getByRole("button", { name: "This year" }).click();
    await page.getByRole("button", { name: "Month", exact: true }).click();
    await expect(page).toHaveURL(/step=month/);
    await expect(page.getByRole("columnheader", { name: "Month" })).toBeVisible();
    await look(page, "report-months");
    const [saved] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Save as CSV: The same, in figures" }).click(),
    ]);
    expect(saved.suggestedFilename()).toMatch(/^turnover-month-/);
    await page.getByLabel("An amount counts on").selectOption("order");
    await expect(page.getByText("Dated by their orders")).toBeVisible();
    await page.locator("tfoot a").first().click();
    await expect(page.getByRole("heading", { name: "Orders behind a figure" })).toBeVisible();
    const mine = page.getByRole("row").filter({ hasText: "Jon" }).first();
    await expect(mine).toContainText("£23.00");
    await look(page, "report-orders");
    const [list] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    expect(list.suggestedFilename()).toMatch(/^orders-placed-/);
    await mine.getByRole("link").click();
    await expect(page).toHaveURL(/\/orders\/\d+$/);
});
