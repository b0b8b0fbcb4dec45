// Everything by the keyboard: going somewhere, the list of keys, dialogs, menus, and where the
// focus is afterwards.

import type { Page } from "@playwright/test";

import { expect, putUp, settled, test } from "./fairground";

const focused = (page: Page) =>
    page.evaluate(() => {
        const at = document.activeElement;
        return at?.id || at?.textContent?.trim() || at?.tagName;
    });

test("g and a letter goes there, and the page's title has the focus", async ({ member }) => {
    const { page } = await member("Kay");
    await page.goto("/");
    await settled(page);
    for (const [letter, title] of [
        ["o", "Orders"],
        ["m", "Money"],
        ["f", "Friends"],
        ["n", "Open your shop"],
        ["h", "Home"],
    ] as const) {
        await page.keyboard.press("g");
        await page.keyboard.press(letter);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
        await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
    }
    // Letters that are typed are text.
    await page.getByLabel("What do you want to say?").focus();
    await page.keyboard.type("go?");
    await expect(page.getByLabel("What do you want to say?")).toHaveValue("go?");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page).toHaveURL(/\/$/);
});

test("? lists the keys, Escape gives the focus back, and single keys can be switched off", async ({
    member,
    look,
}) => {
    for (const [language, title, off] of [
        ["en", "Keys", "Use single keys on this device"],
        ["zh", "快捷键", "在这台设备上使用单键操作"],
    ] as const) {
        const { page } = await member("Kim", language);
        await page.goto("/orders");
        await settled(page);
        await page.locator("main a").first().focus();
        const before = await focused(page);
        await page.keyboard.press("?");
        const list = page.getByRole("dialog", { name: title });
        await expect(list).toBeVisible();
        await look(page, `keys-${language}`);
        await page.keyboard.press("Escape");
        await expect(list).toHaveCount(0);
        expect(await focused(page)).toBe(before);
        await page.keyboard.press("?");
        await page.getByLabel(off).uncheck();
        await page.keyboard.press("Escape");
        await page.keyboard.press("?");
        await expect(list).toHaveCount(0);
    }
});

test("the first stop of Tab skips the navigation", async ({ member }) => {
    const { page } = await member("Kit");
    await page.goto("/orders");
    await settled(page);
    await page.bringToFront(); // A window that is not in front takes no keys.
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.locator("main")).toBeFocused();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Orders");
});

test("a group of choices is one stop, and the arrows go round in it", async ({ member }) => {
    const { page } = await member("Kat");
    await page.goto("/settings");
    await settled(page);
    const theme = page.getByRole("group", { name: "Light or dark" });
    await theme.getByRole("button", { name: "As the system" }).focus();
    await page.keyboard.press("ArrowRight");
    await expect(theme.getByRole("button", { name: "Light" })).toBeFocused();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await expect(theme.getByRole("button", { name: "Dark" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(theme.getByRole("button", { name: "Dark" })).toHaveAttribute(
        "aria-pressed",
        "true",
    );
    await page.keyboard.press("Tab");
    expect(await theme.evaluate((group) => group.contains(document.activeElement))).toBe(false);
});

test("Escape closes a question and changes nothing", async ({ member }) => {
    const seller = await member("Kip");
    const mug = await putUp(seller, { title: "Mug", minor: 900, stock: 2 });
    await seller.page.goto(`/listings/${mug.id}`);
    const open = seller.page.getByRole("button", { name: "Take it down" }).first();
    await open.click();
    await expect(seller.page.getByRole("dialog")).toBeVisible();
    await seller.page.keyboard.press("Escape");
    await expect(seller.page.getByRole("dialog")).toHaveCount(0);
    await expect(open).toBeFocused();
    const { state } = await seller.api<{ state: string }>("GET", `/listings/${mug.id}`);
    expect(state).toBe("live");
});
