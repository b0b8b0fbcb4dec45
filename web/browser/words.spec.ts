// What the pages say: in the reader's language, and set as that language is.

import type { Page } from "@playwright/test";

import { expect, putUp, test } from "./fairground";

/** How wide a character is in the page's own type, in hundredths of its size. */
function widthOf(page: Page, character: string): Promise<number> {
    return page.evaluate((text) => {
        const span = document.createElement("span");
        span.textContent = text;
        span.style.fontSize = "100px";
        document.body.append(span);
        const { width } = span.getBoundingClientRect();
        span.remove();
        return width;
    }, character);
}

test("apostrophes are narrow, and quotes are narrow in English and wide in Chinese", async ({
    member,
    look,
}) => {
    const ann = await member("Ann");
    const mug = await putUp(ann, { title: "Ann’s “second best” mug", minor: 900, stock: 2 });
    await ann.page.goto(`/listings/${mug.id}`);
    await look(ann.page, "apostrophe");
    for (const mark of "‘’“”") expect(await widthOf(ann.page, mark), mark).toBeLessThan(50);
    const mei = await member("Mei", "zh");
    await mei.page.goto(`/listings/${mug.id}`);
    await look(mei.page, "apostrophe-zh");
    expect(await widthOf(mei.page, "’")).toBeLessThan(50);
    for (const mark of "“”") expect(await widthOf(mei.page, mark), mark).toBeGreaterThan(90);
});

test("what the server refuses before it knows the reader is said in Chinese too", async ({
    member,
}) => {
    const lan = await member("Lan", "zh");
    await lan.api("POST", "/shops", { name: "兰的小店" });
    await lan.page.goto("/sell");
    await lan.page.getByLabel("卖什么？").fill("一本很长的书");
    await lan.page.getByLabel("价格").fill("9.00");
    await lan.page.getByLabel("描述").fill("长".repeat(30_000));
    await lan.page.getByRole("button", { name: "开始出售" }).click();
    await expect(lan.page.getByRole("alert")).toHaveText("内容太大，无法一次发送。");
});

test("a member's own language is said on every part of the page", async ({ member }) => {
    const ida = await member("Ida", "zh");
    await ida.page.goto("/money");
    const heading = ida.page.getByRole("heading", { level: 1 });
    await expect(heading).toHaveText("钱款");
    await ida.api("PATCH", "/me", { language: "en" });
    await ida.page.reload();
    await expect(ida.page.locator("html")).toHaveAttribute("lang", "en");
    await expect(heading).toHaveText("Money");
});
