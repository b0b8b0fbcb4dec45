import type { Page } from "@playwright/test";

import { expect, openEmpty, test } from "./fairground";

const password = "a sentence is a good password";

/** Signs up in a market in which nobody is yet. */
async function found(page: Page, url: string, code: string, handle: string): Promise<void> {
    await page.goto(`${url}/join`);
    await page.getByLabel("Your name").fill("Olga Park");
    await page.getByLabel("User name").fill(handle);
    await page.getByLabel("Password").fill(password);
    await page.getByLabel(/code/i).fill(code);
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page.getByRole("heading", { name: "First steps" })).toBeVisible();
}

test("the first operator is led through the first steps, and they are gone when done", async ({
    browser,
    contextOptions,
    viewport,
    look,
}) => {
    const market = await openEmpty();
    const context = await browser.newContext({ ...contextOptions, viewport, locale: "en-GB" });
    const page = await context.newPage();
    await found(page, market.url, market.code, "olga");
    const on = page.getByRole("button", { name: "Save and go on" });

    await expect(page.getByRole("heading", { name: "Name and language" })).toBeVisible();
    await look(page, "first-steps-market");
    await page.getByLabel("What the market is called").fill("Maple Street");
    await on.click();
    await expect(page.getByRole("heading", { name: "Who may join" })).toBeVisible();
    // It is resumed where it was left, from anywhere.
    await page.goto(`${market.url}/operator/members`);
    await expect(page.getByText("5 steps are left")).toBeVisible();
    await look(page, "first-steps-resume");
    await page.getByRole("link", { name: "Go on with the first steps" }).click();
    await expect(page.getByRole("heading", { name: "Who may join" })).toBeVisible();
    await look(page, "first-steps-joining");
    await page.getByLabel(/Whoever has the invitation/).check();
    await on.click();

    await expect(page.getByRole("heading", { name: "What you earn" })).toBeVisible();
    const rate = page.getByLabel(/Your share of every sale/);
    await rate.fill("seventy");
    await on.click();
    await expect(rate).toHaveAttribute("aria-invalid", "true");
    await rate.fill("2.5");
    await expect(page.getByText("£39.00")).toBeVisible();
    await look(page, "first-steps-earning");
    await on.click();

    await expect(page.getByRole("heading", { name: "How buyers pay" })).toBeVisible();
    await page
        .getByLabel("Where buyers transfer money to")
        .fill("Maple Street Ltd\nGB29 NWBK 6016 1331 9268 19");
    await page.getByLabel("Not offered").check();
    await look(page, "first-steps-paying");
    await on.click();

    await expect(page.getByRole("heading", { name: "Mail", exact: true })).toBeVisible();
    await look(page, "first-steps-mail");
    await page.getByRole("button", { name: "Skip for now" }).click();

    await expect(page.getByRole("heading", { name: "Invite people" })).toBeVisible();
    await page.getByRole("button", { name: "Make a new link" }).click();
    const link = await page.locator(".invitation code").innerText();
    expect(link).toContain("/join?invitation=");
    await look(page, "first-steps-invite");
    await page.getByRole("button", { name: "Open the market" }).click();
    await expect(page).toHaveURL(`${market.url}/`);
    await page.goto(`${market.url}/operator/first-steps`);
    await expect(page.getByText("Your market is open")).toBeVisible();
    await look(page, "first-steps-over");

    await joinByLink(await browser.newContext({ ...contextOptions, viewport, locale: "en-GB" }));
    await page.goto(`${market.url}/operator/market`);
    await expect(page.getByLabel("What the market is called")).toHaveValue("Maple Street");
    await page.getByText("Earlier versions").first().click();
    await expect(page.locator("main .timeline").getByText(/@olga/).first()).toBeVisible();
    await look(page, "market");
    // People have the link by now: a new one is asked about.
    await page.getByRole("button", { name: "Make a new link" }).click();
    const asked = page.getByRole("dialog");
    await asked.getByLabel("Reason").fill("The link went too far");
    await look(page, "market-invitation");
    await asked.getByRole("button", { name: "Make a new link" }).click();
    await expect(page.locator(".invitation code")).not.toHaveText(link);
    await page.goto(`${market.url}/operator/audit`);
    await expect(page.getByText("The link went too far")).toBeVisible();
    await context.close();
    await market.close();

    async function joinByLink(other: typeof context) {
        const guest = await other.newPage();
        await guest.goto(link);
        await expect(guest.locator("main").getByText("Maple Street").first()).toBeVisible();
        await guest.getByLabel("Your name").fill("Guy Guest");
        await guest.getByLabel("User name").fill("guy");
        await guest.getByLabel("Password").fill(password);
        await look(guest, "join-invited");
        await guest.getByRole("button", { name: "Join" }).click();
        await expect(guest.getByLabel("What do you want to say?")).toBeVisible();
        await guest.goto(`${market.url}/operator/first-steps`);
        await expect(guest.getByText("This is for the operator").first()).toBeVisible();
        await other.close();
    }
});
