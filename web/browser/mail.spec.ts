// A mail address is given and confirmed by its link, and lets its owner in again. The mails are the
// files that a market without a mail server writes.

import { expect, test } from "./fairground";
import { giveMail, linkOf, mail } from "./mails";

test("an address is confirmed by its mail and opens a forgotten account", async ({
    member,
    market,
    browser,
    look,
}) => {
    const amy = await member("Amy");
    const { page } = amy;
    const address = `${amy.handle}@example.org`;
    await test.step("Amy gives an address", async () => {
        await page.goto("/settings");
        const card = page.locator("section").filter({ hasText: "Mail address" });
        await card.getByLabel("Password").fill(amy.password);
        await card.getByLabel("Your mail address").fill(address);
        await card.getByRole("button", { name: "Save the address" }).click();
        await expect(card.getByText(`A link was mailed to ${address}.`)).toBeVisible();
        await look(page, "settings-mail-waits");
    });
    await test.step("and confirms it", async () => {
        await page.goto(linkOf(await mail(market, address, "/confirm-mail#")));
        await look(page, "confirm-mail");
        expect(page.url()).not.toContain("#");
        await page.getByRole("button", { name: "Yes, this address is mine" }).click();
        await expect(page.getByText("The address is confirmed.")).toBeVisible();
        await look(page, "confirm-mail-done");
        await page.goto("/settings");
        await expect(page.getByText(`You are written to at ${address}.`)).toBeVisible();
        await look(page, "settings-mail");
    });
    const elsewhere = await browser.newContext({ baseURL: market.url, locale: "en-GB" });
    const lost = await elsewhere.newPage();
    await test.step("she forgets the password, and sets a new one by the mailed link", async () => {
        await lost.goto("/sign-in");
        await lost.getByRole("link", { name: "Forgotten your password?" }).click();
        await look(lost, "forgotten");
        await lost.getByLabel("User name or mail address").fill(address);
        await lost.getByRole("button", { name: "Mail me the link" }).click();
        await expect(lost.getByText(/If there is such an account/)).toBeVisible();
        await look(lost, "forgotten-sent");
        await lost.goto(linkOf(await mail(market, address, "/reset-password#")));
        await lost.getByLabel("New password").fill("short");
        await lost.getByRole("button", { name: "Set it and sign in" }).click();
        await expect(lost.getByLabel("New password")).toHaveAttribute("aria-invalid", "true");
        await look(lost, "new-password");
        await lost.getByLabel("New password").fill("quite another sentence");
        await lost.getByRole("button", { name: "Set it and sign in" }).click();
        await expect(lost.getByLabel("What do you want to say?")).toBeVisible();
    });
    await test.step("everybody else is out, and she is told", async () => {
        await mail(market, address, "was changed");
        await page.goto("/orders");
        await expect(page.locator("main").getByRole("link", { name: "Sign in" })).toBeVisible();
    });
    await elsewhere.close();
});

test("a link that is over, or not whole, says what to do", async ({ page, look }) => {
    await page.goto(`/reset-password#${"x".repeat(43)}`);
    await page.getByLabel("New password").fill("quite another sentence");
    await page.getByRole("button", { name: "Set it and sign in" }).click();
    await expect(page.getByRole("alert")).toContainText("This link was used already");
    await look(page, "new-password-over");
    await page.getByRole("link", { name: "Have a new link mailed" }).click();
    await expect(page.getByLabel("User name or mail address")).toBeVisible();
    await page.goto("/confirm-mail");
    await expect(page.getByText(/lacks what the mailed link ends with/)).toBeVisible();
    const confirm = page.getByRole("button", { name: /this address is mine/ });
    await expect(confirm).toBeDisabled();
    await test.step("the whole link, pasted into the same tab, is taken", async () => {
        await page.evaluate((token) => {
            location.hash = token;
        }, "x".repeat(43));
        await expect(page.getByText(/lacks what the mailed link ends with/)).toHaveCount(0);
        await expect(confirm).toBeEnabled();
        expect(page.url()).not.toContain("#");
    });
    await page.goto("/reset-password");
    await expect(page.getByRole("button", { name: "Set it and sign in" })).toBeDisabled();
    await expect(page.getByRole("link", { name: "Have a new link mailed" })).toBeVisible();
});

test("an address is taken back by its own button, with the password", async ({
    member,
    market,
    look,
}) => {
    const eve = await member("Eve");
    const { page } = eve;
    const address = await giveMail(market, eve);
    await page.goto("/settings");
    const card = page.locator("section").filter({ hasText: "Mail address" });
    const yours = card.getByText(`You are written to at ${address}.`);
    const back = card.getByRole("button", { name: "Take the address back" });
    await expect(yours).toBeVisible();
    await test.step("nothing is sent without an address, or without a password", async () => {
        await card.getByLabel("Password").fill(eve.password);
        await card.getByRole("button", { name: "Save the address" }).click();
        await expect(card.getByLabel("New mail address")).toBeFocused();
        await card.getByLabel("Password").fill("");
        await back.click();
        await expect(card.getByLabel("Password")).toBeFocused();
        await card.getByLabel("Password").fill("not this one");
        await back.click();
        await expect(card.getByText("The password is not right.")).toBeVisible();
        await expect(yours).toBeVisible();
        await look(page, "settings-mail-refused");
    });
    await card.getByLabel("Password").fill(eve.password);
    await back.click();
    await expect(page.getByText("You are written to nowhere any more.")).toBeVisible();
    await expect(yours).toHaveCount(0);
    await expect(back).toHaveCount(0);
    await mail(market, address, "no longer written to");
});

test("mails and their pages are in the reader’s language", async ({ member, market, look }) => {
    const mei = await member("Mei", "zh");
    const address = `${mei.handle}@example.org`;
    await mei.page.goto("/settings");
    await mei.page.getByLabel("您的邮箱").fill(address);
    const card = mei.page.locator("section").filter({ hasText: "邮箱" });
    await card.locator('input[type="password"]').fill(mei.password);
    await card.getByRole("button", { name: "保存邮箱" }).click();
    const text = await mail(market, address, "/confirm-mail#");
    expect(text).toContain("Mei，您好：");
    await mei.page.goto(linkOf(text));
    await look(mei.page, "confirm-mail-zh");
    await mei.page.getByRole("button", { name: "是的，这是我的邮箱" }).click();
    await expect(mei.page.getByText("邮箱已确认。")).toBeVisible();
});

test("everywhere else is signed out with one button", async ({ member, browser, market }) => {
    const tom = await member("Tom");
    const elsewhere = await browser.newContext({ baseURL: market.url });
    for (let i = 0; i < 2; ++i) {
        await elsewhere.request.post("/api/v1/sessions", {
            headers: { Origin: market.url },
            data: { handle: tom.handle, password: tom.password },
        });
    }
    await tom.page.goto("/settings");
    await tom.page.getByRole("button", { name: "Sign out everywhere else" }).click();
    await expect(tom.page.getByRole("button", { name: "Sign it out" })).toHaveCount(0);
    const me = await elsewhere.request.get("/api/v1/me");
    expect(((await me.json()) as { member: unknown }).member).toBeNull();
    await elsewhere.close();
});
