// A report, what moderators decide of it, and the appeal that somebody else decides.

import { befriend, expect, putUp, settled, test, type Look, type Someone } from "./fairground";

interface Who {
    member: { id: string };
}

interface Listed {
    id: string;
    permissions: string[];
}

async function permit(operator: Someone, id: string, permissions: string[]): Promise<void> {
    const path = `/operator/members/${id}/permissions`;
    await operator.api("PUT", path, { permissions, reason: "a test" });
}

/** The operator makes somebody a moderator. */
async function appoint(operator: Someone, one: Someone): Promise<void> {
    const { member } = await one.api<Who>("GET", "/me");
    await permit(operator, member.id, ["moderator"]);
}

async function decide({ page }: Someone, what: string, facts: string): Promise<void> {
    await page.getByRole("button", { name: "Decide" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(what, { exact: true }).click();
    await dialog.getByLabel("The facts you rely on").fill(facts);
    await dialog.getByRole("button", { name: "Decide" }).click();
    await expect(dialog).toHaveCount(0);
}

async function report({ page }: Someone, listing: string, look: Look): Promise<void> {
    await page.goto(`/listings/${listing}`);
    await page.getByRole("button", { name: "Report" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What is wrong?").selectOption({ label: "A fake" });
    await dialog.getByLabel("What should a moderator know?").fill("The stamp is wrong.");
    await look(page, "report");
    await dialog.getByRole("button", { name: "Report" }).click();
    await expect(page.getByText(/^Reported\./)).toBeVisible();
    await look(page, "listing-reported");
    await page.getByRole("link", { name: "See my reports" }).click();
    await expect(page.getByText(/It waits for a moderator/)).toBeVisible();
    await look(page, "reports");
}

test("a report is decided, appealed against, and decided by somebody else", async ({
    member,
    persona,
    look,
}) => {
    const operator = await persona("operator");
    const [sal, rob] = [await member("Sal Vance"), await member("Rob Teal")];
    const [mia, ned] = [await member("Mia Lake"), await member("Ned Moor")];
    await appoint(operator, mia);
    await appoint(operator, ned);
    const title = `Vase of ${sal.handle}`;
    const vase = await putUp(sal, { title, minor: 2500, stock: 2 });
    await test.step("Rob reports it", () => report(rob, vase.id, look));
    await test.step("Mia takes the case and takes the goods down", async () => {
        await mia.page.goto("/cases");
        await settled(mia.page);
        await look(mia.page, "cases");
        await mia.page.getByRole("link", { name: title }).click();
        await mia.page.getByRole("button", { name: "Take the case" }).click();
        await expect(mia.page.getByText("As good as new.")).toBeVisible();
        await look(mia.page, "case");
        await decide(mia, "Take it down", "The maker says that it is not theirs.");
        await expect(mia.page.getByText("Decided, can be appealed")).toBeVisible();
        await look(mia.page, "case-decided");
    });
    await test.step("nobody sees the goods; Sal reads why, and appeals", async () => {
        await rob.page.goto(`/listings/${vase.id}`);
        await expect(rob.page.getByText("There is no such thing here").first()).toBeVisible();
        await sal.page.goto(`/listings/${vase.id}`);
        await sal.page.getByRole("link", { name: "Why, and how to appeal" }).click();
        await look(sal.page, "statements");
        await sal.page.getByRole("link", { name: `Why “${title}”` }).click();
        await expect(sal.page.getByText("The maker says that it is not theirs.")).toBeVisible();
        await expect(sal.page.getByText("Rob Teal")).toHaveCount(0);
        await look(sal.page, "statement");
        await sal.page.getByRole("button", { name: "Appeal" }).click();
        const dialog = sal.page.getByRole("dialog");
        await dialog.getByLabel("Why should it be decided otherwise?").fill("Here is the invoice.");
        await dialog.getByRole("button", { name: "Appeal" }).click();
        await expect(sal.page.getByText(/Somebody else decides it by/)).toBeVisible();
    });
    await test.step("Mia cannot judge it, Ned does, and it is for sale again", async () => {
        await mia.page.reload();
        await expect(mia.page.getByText("Here is the invoice.")).toBeVisible();
        await expect(mia.page.getByRole("button", { name: "Take the case" })).toHaveCount(0);
        await ned.page.goto("/cases?list=appeals");
        await ned.page.getByRole("link", { name: title }).click();
        await ned.page.getByRole("button", { name: "Take the case" }).click();
        await decide(ned, "Leave it as it is", "The invoice is from the maker.");
        await sal.page.reload();
        await expect(sal.page.getByText("Nothing of this decision holds any more.")).toBeVisible();
        await look(sal.page, "statement-reversed");
        await rob.page.goto(`/listings/${vase.id}`);
        await expect(rob.page.getByRole("button", { name: /^Buy/ })).toBeVisible();
    });
});

test("cases that nobody may judge are said to be there, to moderators and to the operator", async ({
    member,
    persona,
    look,
}) => {
    const operator = await persona("operator");
    const [sal, rob, mia] = [await member("Sal"), await member("Rob"), await member("Mia")];
    await appoint(operator, mia);
    await befriend(mia, sal);
    const vase = await putUp(sal, { title: `Vase of ${sal.handle}`, minor: 2500, stock: 2 });
    await rob.api("POST", "/reports", {
        kind: "listing",
        subject: vase.id,
        rule: "counterfeit",
        words: "",
    });
    await mia.page.goto("/cases");
    await settled(mia.page);
    await expect(mia.page.getByText(/that you may not judge/)).toBeVisible();
    await expect(mia.page.getByText("Nothing waits here")).toHaveCount(0);
    await expect(mia.page.getByText(sal.handle)).toHaveCount(0);
    await look(mia.page, "cases-closed");
    await mia.page.getByLabel("Show").selectOption("decided");
    await expect(mia.page.getByText(/that you may not judge/)).toHaveCount(0);

    // Other tests have moderators of their own: for a while, nobody is one.
    const { items } = await operator.api<{ items: Listed[] }>("GET", "/operator/members?limit=100");
    const others = items.filter((one) => one.permissions.includes("moderator"));
    for (const one of others) await permit(operator, one.id, []);
    await operator.page.goto("/operator");
    await settled(operator.page);
    await expect(operator.page.getByText(/no moderator may decide/)).toBeVisible();
    await look(operator.page, "report-without-judge");
    for (const one of others) await permit(operator, one.id, ["moderator"]);
    await operator.page.getByRole("link", { name: "Appoint another moderator" }).click();
    await expect(operator.page).toHaveURL(/\/operator\/members$/);
});

test("a moderator works in Chinese", async ({ member, persona, look }) => {
    const operator = await persona("operator");
    const sal = await member("Sal Vance");
    const mei = await member("Mei Lin", "zh");
    await appoint(operator, mei);
    const cup = await putUp(sal, { title: `Cup of ${sal.handle}`, minor: 900, stock: 1 });
    await mei.page.goto(`/listings/${cup.id}`);
    await mei.page.getByRole("button", { name: "立案" }).click();
    const dialog = mei.page.getByRole("dialog");
    await dialog.getByLabel("依据的规则").selectOption({ label: "垃圾信息" });
    await dialog.getByRole("button", { name: "立案" }).click();
    await expect(mei.page.getByRole("button", { name: "作出决定" })).toBeVisible();
    await look(mei.page, "case-chinese");
});
