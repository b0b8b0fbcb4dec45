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
    const chart = page.getByRole("img", { name: /^Paid on 30 days/ });
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
