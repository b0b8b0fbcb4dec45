// What anybody may read: before the app runs, and where it cannot.

import type { Browser, BrowserContextOptions, Page } from "@playwright/test";

import { expect, inspect, putUp, settled, test } from "./fairground";

interface Goods {
    id: string;
    title: string;
    shop: { id: string; name: string };
}

/** A page of somebody whose browser runs no scripts. */
async function plain(browser: Browser, more: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ javaScriptEnabled: false, ...more });
    return context.newPage();
}

test("PX-01: goods are read without an account and without scripts", async ({
    browser,
    market,
    member,
    viewport,
}, info) => {
    const seller = await member("Paula");
    const put = await putUp(seller, { title: "Slip-cast teapot", minor: 3450, stock: 2 });
    const path = `/listings/${put.id}`;
    const page = await plain(browser, { baseURL: market.url, viewport, locale: "en-GB" });
    const answer = await page.goto(path);
    expect(answer?.status()).toBe(200);
    expect((await answer?.body())?.length).toBeLessThan(100_000);
    await expect(page).toHaveTitle("Slip-cast teapot · Riverside Market");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Slip-cast teapot");
    await expect(page.getByText("£34.50").first()).toBeVisible();
    const end = await page.locator("main").boundingBox();
    const foot = await page.locator("footer").boundingBox();
    expect(foot?.y, "the foot stands below").toBeGreaterThanOrEqual(
        (end?.y ?? 0) + (end?.height ?? 0),
    );
    const buy = page.getByRole("link", { name: "Sign in to buy" });
    const back = encodeURIComponent(`${path}?from=listing.${put.id}`);
    await expect(buy).toHaveAttribute("href", `/sign-in?then=${back}`);
    await page.getByRole("link", { name: "Paula’s stall" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Paula’s stall");
    await expect(page.getByRole("link", { name: /Slip-cast teapot/ })).toBeVisible();
    await page.context().close();

    // The same with a browser that could, but is kept from it: so that axe can look.
    for (const [name, locale, colorScheme] of [
        ["public", "en-GB", "light"],
        ["public-zh", "zh-CN", "dark"],
    ] as const) {
        const context = await browser.newContext({
            baseURL: market.url,
            viewport,
            locale,
            colorScheme,
        });
        const look = await context.newPage();
        await look.route("**/assets/*.js", (route) => route.abort());
        await look.goto(path);
        await expect(look.locator("html")).toHaveAttribute(
            "lang",
            locale === "zh-CN" ? "zh-Hans" : "en",
        );
        await inspect(look, `${name}-listing`, info.project.name);
        const shop = await look.locator(`main a[href^="/shops/"]`).getAttribute("href");
        await look.goto(shop ?? "");
        await inspect(look, `${name}-shop`, info.project.name);
        await look.goto("/listings/1");
        await inspect(look, `${name}-nothing`, info.project.name);
        await context.close();
    }
});

test("PX-01: what is for friends is not there for others", async ({
    browser,
    market,
    member,
    viewport,
}) => {
    const seller = await member("Olga");
    const put = await putUp(seller, { title: "Hush", minor: 100, stock: 1, audience: "friends" });
    const page = await plain(browser, { baseURL: market.url, viewport });
    const secret = await page.goto(`/listings/${put.id}`);
    expect(secret?.status()).toBe(404);
    const said = (await secret?.text())?.replaceAll(put.id, "1");
    const nothing = await page.goto("/listings/1");
    expect(said).toBe(await nothing?.text());
    await page.context().close();
});

test("the app takes over from the page that the server wrote", async ({ page, member }) => {
    const seller = await member("Nell");
    const put = await putUp(seller, { title: "Oak stool", minor: 5200, stock: 1 });
    await page.goto(`/listings/${put.id}`);
    await settled(page);
    await expect(page.locator("#served")).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Oak stool", level: 2 })).toBeVisible();
    await page.getByRole("link", { name: "Sign in to buy" }).click();
    await expect(page).toHaveURL(/\/sign-in\?then=/);
    await expect(page.getByLabel("User name")).toBeVisible();
});

test("search engines are led to what is for everybody", async ({ page, request, member }) => {
    const seller = await member("Mona");
    const put = await putUp(seller, { title: "Wool hat", minor: 2000, stock: 4 });
    const robots = await (await request.get("/robots.txt")).text();
    const map = /Sitemap: (\S+)/.exec(robots)?.[1] ?? "";
    const lists = (await (await request.get(map)).text()).matchAll(/<loc>([^<]+)<\/loc>/g);
    const all: string[] = [];
    for (const [, list = ""] of lists) all.push(await (await request.get(list)).text());
    expect(all.join("")).toContain(`/listings/${put.id}<`);
    await page.goto("/");
    const goods = await (await request.get(`/api/v1/listings/${put.id}`)).json();
    expect(all.join("")).toContain(`/shops/${(goods as Goods).shop.id}<`);
});

test("PX-02: the seller sees by which pages orders came", async ({ page, member, look }) => {
    const seller = await member("Uma");
    const put = await putUp(seller, { title: "Felt slippers", minor: 2100, stock: 9 });
    for (const name of ["Vera", "Walt", "Xena"]) {
        const buyer = await member(name);
        // From the public page, signed out, to the order.
        await page.context().clearCookies();
        await page.goto(`/listings/${put.id}`);
        await settled(page);
        await page.getByRole("link", { name: "Sign in to buy" }).click();
        await page.getByLabel("User name").fill(buyer.handle);
        await page.getByLabel("Password").fill(buyer.password);
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByRole("button", { name: /^Buy for/ }).click();
        await expect(page).toHaveURL(new RegExp(`from=listing.${put.id}`));
        await page.getByLabel("Address").fill("1 Fair Lane");
        await page.getByRole("button", { name: /Pay|Buy|Confirm/ }).click();
        await expect(page).toHaveURL(/\/orders\/\d+$/);
    }
    await seller.page.goto("/stall");
    await settled(seller.page);
    const sources = seller.page.locator("section", { hasText: "Where buyers came from" });
    await expect(sources.getByRole("link", { name: "Felt slippers" })).toBeVisible();
    await expect(sources.getByText("3", { exact: true })).toBeVisible();
    await look(seller.page, "stall-sources");
});

test("a shared link shows its card, and who can open it", async ({ member, look }) => {
    const seller = await member("Yara");
    const open = await putUp(seller, { title: "Linen towel", minor: 1500, stock: 3 });
    const close = await putUp(seller, {
        title: "Plum wine",
        minor: 900,
        stock: 2,
        audience: "friends",
    });
    const { page } = seller;
    await page.goto(`/listings/${open.id}?from=shop.1`);
    await page.getByRole("button", { name: "Share" }).click();
    const card = page.getByRole("dialog");
    await expect(card.getByText("£15.00")).toBeVisible();
    await expect(card.getByText(new RegExp(`/listings/${open.id}$`))).toBeVisible();
    await expect(card.getByText(/can open this link/)).toHaveCount(0);
    await look(page, "share");
    await page.goto(`/listings/${close.id}`);
    await page.getByRole("button", { name: "Share" }).click();
    await expect(card.getByText("Only friends of Yara can open this link.")).toBeVisible();
});
