import { expect, settled, test } from "./fairground";

test("a stranger looks around, joins, signs out and in again", async ({ page, look }, info) => {
    await page.goto("/");
    await look(page, "welcome");
    await page.locator("main").getByRole("link", { name: "Join", exact: true }).click();
    await look(page, "join");
    const handle = `rosa${info.project.name}${info.workerIndex}`;
    await page.getByLabel("Your name").fill("Rosa Park");
    await page.getByLabel("User name").fill(handle);
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page.getByLabel("Password")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("Password")).toBeFocused();
    await page.getByLabel("Password").fill("a much longer sentence");
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page.getByLabel("What do you want to say?")).toBeVisible();
    await page.goto("/settings");
    await look(page, "settings");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.locator("main").getByRole("link", { name: "Sign in" })).toBeVisible();

    await page.locator("main").getByRole("link", { name: "Sign in" }).click();
    await look(page, "sign-in");
    await page.getByLabel("User name").fill(handle);
    await page.getByLabel("Password").fill("not the sentence");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    await page.getByLabel("Password").fill("a much longer sentence");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByLabel("What do you want to say?")).toBeVisible();
});

test("a demo persona is one tap away", async ({ page }) => {
    await page.goto("/");
    await page
        .getByRole("button", { name: /has a shop/ })
        .first()
        .click();
    await expect(page.getByLabel("What do you want to say?")).toBeVisible();
});

test("a demo moderator finds what they may decide, and invented people are marked", async ({
    page,
    look,
}) => {
    await page.goto("/");
    const main = page.locator("#main");
    await expect(main.getByText("An order to confirm, a decision to appeal against")).toBeVisible();
    await page.getByRole("button", { name: /judges what is reported/ }).click();
    await expect(page).toHaveURL(/\/cases$/);
    await expect(page.getByText(/^Dispute about/)).toBeVisible();
    await page.getByRole("link", { name: "Carrot cake without nuts" }).click();
    await expect(page.getByRole("button", { name: "Take the case" })).toBeVisible();
    await page.goto("/people/demo_felix");
    await expect(page.getByRole("heading", { name: "Felix Amsel demo" })).toBeVisible();
    await look(page, "person-invented");
});

test("the language is switched at once and remembered", async ({ page, look }) => {
    await page.goto("/sign-in");
    await page.locator("main").getByRole("button", { name: "中文" }).click();
    await expect(page.getByRole("heading", { name: "登录", level: 2 })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
    await look(page, "sign-in-zh");
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "货对了，钱才给" })).toBeVisible();
    await look(page, "welcome-zh");
});

test("a link to somewhere leads there after signing in", async ({ page, member }) => {
    const someone = await member("Sam");
    await page.goto("/orders");
    await page.locator("main").getByRole("link", { name: "Sign in" }).click();
    await page.getByLabel("User name").fill(someone.handle);
    await page.getByLabel("Password").fill(someone.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/orders$/);
});

test("an address that nobody has says so, and the back button leads back", async ({ page }) => {
    await page.goto("/policies");
    await settled(page);
    await page.goto("/nowhere/at/all");
    await expect(page.getByText("There is no such thing here").first()).toBeVisible();
    await page.goBack();
    await expect(page.getByRole("heading", { name: "Rules and rates" })).toBeVisible();
});

test("another device can be signed out", async ({ member, browser, market }) => {
    const someone = await member("Tess");
    const elsewhere = await browser.newContext({ baseURL: market.url });
    await elsewhere.request.post("/api/v1/sessions", {
        headers: { Origin: market.url },
        data: { handle: someone.handle, password: someone.password },
    });
    await someone.page.goto("/settings");
    const devices = someone.page.locator("section").filter({ hasText: "Where you are signed in" });
    await devices.getByRole("button", { name: "Sign it out" }).click();
    await expect(devices.getByRole("button", { name: "Sign it out" })).toHaveCount(0);
    const me = await elsewhere.request.get("/api/v1/me");
    expect(((await me.json()) as { member: unknown }).member).toBeNull();
    await elsewhere.close();
});
