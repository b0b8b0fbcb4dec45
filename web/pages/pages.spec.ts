// A picture of every page there is: on a phone and on a desk, by day and by night, in English and
// in Chinese, for whoever may see it. `npm run pages` puts them into build/pages of the repository,
// or where FAIRGROUND_SHOTS says, beside an index.html that shows them together. FAIRGROUND_PAGES
// is a pattern of names, where only some are wanted.
//
// It fails where a page of the router has no picture that shows more than "nothing is here".

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Browser, BrowserContext, Page } from "@playwright/test";

import { expect, settled, test } from "../browser/fairground";
import { match } from "../src/core/router";
import { membersOnly, pages as routes } from "../src/pages";
import { gather } from "./gather";
import { plan, type Walk } from "./plan";

const folder =
    process.env["FAIRGROUND_SHOTS"] ?? fileURLToPath(new URL("../../build/pages", import.meta.url));
const only = new RegExp(process.env["FAIRGROUND_PAGES"] ?? "");
const languages = ["en", "zh"] as const;
const themes = ["light", "dark"] as const;

interface Look {
    width: number;
    language: (typeof languages)[number];
}

/** Takes both pictures of what is open. */
async function shoot(page: Page, name: string, { width, language }: Look): Promise<void> {
    for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
        const file = `${name}.${width}.${language}.${theme}.png`;
        // What sticks to the window's edge would stand in the middle of a long picture.
        const still = await page.addStyleTag({
            content: ".top, .tabs-bar { position: static !important; }",
        });
        await page.screenshot({ path: join(folder, file), fullPage: true });
        await still.evaluate((style) => (style as HTMLElement).remove());
    }
}

async function windowOf(browser: Browser, url: string, who: Walk["who"], look: Look) {
    const context = await browser.newContext({
        baseURL: url,
        viewport: { width: look.width, height: look.width < 600 ? 740 : 860 },
        locale: look.language === "zh" ? "zh-CN" : "en-GB",
        timezoneId: "Europe/London",
        serviceWorkers: "block",
        ...(who ? { storageState: who.state } : {}),
    });
    await context.addInitScript((code) => localStorage.setItem("language", code), look.language);
    return context;
}

/** Two things of two shops. */
async function fillBasket(context: BrowserContext, { id, api }: NonNullable<Walk["who"]>) {
    const found = await api<{ items: { id: string; shop: { id: string } }[] }>(
        "GET",
        "/search?q=tea",
    );
    const [one] = found.items;
    const other = found.items.find(({ shop }) => shop.id !== one?.shop.id);
    const lines = [one, other].flatMap((goods) => (goods ? [[goods.id, 1]] : []));
    await context.addInitScript(
        ([key, text]) => localStorage.setItem(key as string, text as string),
        [`basket-${id}`, JSON.stringify(lines)],
    );
}

/** What says that a page is not there, not for this reader, or broken. */
function nothing(page: Page, { language }: Look) {
    const file = new URL(`../../words/${language}.json`, import.meta.url);
    const words = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    const titles = ["problem.missing_title", "problem.title", "stranger.title"];
    const said = titles.map((key) => words[key] ?? "").join("|");
    return page.locator(".empty h2", { hasText: new RegExp(`^(${said})$`) });
}

/** Pictures that are fetched when one scrolls to them are there too. */
async function whole(page: Page): Promise<void> {
    await page.evaluate(async () => {
        const pictures = [...document.images];
        for (const one of pictures) one.loading = "eager";
        await Promise.all(pictures.map((one) => one.decode().catch(() => undefined)));
        await document.fonts.ready;
    });
}

/** Looks at the pages of one walk, and says which of the router's they were. */
async function go(page: Page, { who, pages, shows }: Walk, look: Look): Promise<string[]> {
    const seen: string[] = [];
    for (const [name, path] of pages) {
        const place = match(Object.keys(routes), path);
        const closed = place && !who && place.pattern in membersOnly;
        if (place && shows === "goods" && !closed) seen.push(place.pattern);
        if (!only.test(name)) continue;
        await page.goto(path);
        if (shows !== "served") await settled(page);
        if (place && shows === "goods" && !closed && !name.endsWith("-broken"))
            expect.soft(await nothing(page, look).count(), `${name} shows nothing`).toBe(0);
        await whole(page);
        await shoot(page, name, look);
    }
    return seen;
}

/** What a page shows while it waits, and when it is refused. */
async function stall(page: Page, look: Look): Promise<void> {
    const needed = /\/api\/v1\/(market|me|hints)$/;
    for (const [name, path] of waits) {
        for (const state of ["waiting", "refused"] as const) {
            if (!only.test(`${name}-${state}`)) continue;
            await page.route("**/api/v1/**", (route) => {
                if (needed.test(new URL(route.request().url()).pathname)) return route.fallback();
                if (state === "waiting") return;
                return route.fulfill({
                    status: 503,
                    contentType: "application/problem+json",
                    body: JSON.stringify({ code: "busy", title: refused[look.language] }),
                });
            });
            await page.goto(path);
            if (state === "waiting") await expect(page.locator(".bone").first()).toBeVisible();
            else await settled(page);
            await shoot(page, `${name}-${state}`, look);
            await page.unrouteAll({ behavior: "ignoreErrors" });
        }
    }
}

const refused = { en: "Come back in a minute.", zh: "请一分钟后再来。" };
const waits = [
    ["feed", "/"],
    ["search", "/search?q=tea"],
    ["listing", "/listings/1"],
    ["shop", "/shops/1"],
    ["person", "/people/demo_ben"],
    ["checkout", "/checkout?lines=1.1"],
    ["orders", "/orders"],
    ["order", "/orders/1"],
    ["board", "/orders/sold"],
    ["stall", "/stall"],
    ["money", "/money"],
    ["settings", "/settings"],
    ["report", "/operator"],
    ["members", "/operator/members"],
] as const;

for (const language of languages) {
    test(`a picture of every page, ${language}`, async ({ browser, market, viewport }) => {
        test.setTimeout(3_600_000);
        mkdirSync(folder, { recursive: true });
        const look: Look = { width: viewport?.width ?? 0, language };
        const seen = new Set<string>();
        walks ??= await plan(market.url);
        for (const walk of walks) {
            const context = await windowOf(browser, market.url, walk.who, look);
            if (walk.who?.handle === "demo_mei") await fillBasket(context, walk.who);
            const page = await context.newPage();
            if (walk.shows === "served")
                await page.route("**/assets/*.js", (route) => route.abort());
            await test.step(walk.who?.handle ?? "a stranger", async () => {
                for (const pattern of await go(page, walk, look)) seen.add(pattern);
                if (walk.who?.handle === "demo_olga") await stall(page, look);
            });
            await context.close();
        }
        const unseen = Object.keys(routes).filter((pattern) => !seen.has(pattern));
        expect(unseen, "pages of the router without a picture").toEqual([]);
    });
}

let walks: Walk[] | undefined;

test.afterAll(() => gather(folder));
