// Looking for goods: by part of a word, narrowed down, by the keyboard, and what is said where
// there is nothing, where it takes long and where it fails.

import type { Page } from "@playwright/test";

import { befriend, expect, putUp, settled, test, type Someone } from "./fairground";
import { sendPhotograph } from "./photograph";

/** The field that is seen: at the side of a desk, on the page itself on a phone. */
const field = (page: Page) => page.locator(".search-box input").locator("visible=true");

async function lookFor(page: Page, words: string): Promise<void> {
    await page.goto("/search");
    await settled(page);
    await field(page).fill(words);
    await field(page).press("Enter");
    await expect(page).toHaveURL(new RegExp(`/search\\?q=`));
    await settled(page);
}

const finds = (page: Page) => page.locator("main .goods .goods-title");

interface Goods {
    title: string;
    minor: number;
    stock?: number;
    audience?: "friends";
    photographs?: boolean;
}

async function putAllUp(seller: Someone, all: readonly Goods[]): Promise<string[]> {
    await seller.page.goto("/policies");
    const ids: string[] = [];
    for (const [i, { photographs, ...goods }] of all.entries()) {
        const pictures = photographs ? [await sendPhotograph(seller, 40 * i)] : [];
        ids.push((await putUp(seller, { stock: 4, ...goods, pictures })).id);
    }
    return ids;
}

test("MS-14: a mask is found inside a title without spaces, with its photograph", async ({
    member,
    look,
}) => {
    const seller = await member("陈美玲", "zh");
    const buyer = await member("阿波", "zh");
    await putAllUp(seller, [
        { title: "韩国补水面膜正品", minor: 6800, photographs: true },
        { title: "日本面包机", minor: 52000, photographs: true },
        { title: "面膜碗和小刷子", minor: 900 },
    ]);
    await lookFor(buyer.page, "面膜");
    // A title that begins with it comes first; the demo market may have some of its own.
    await expect(finds(buyer.page).first()).toHaveText("面膜碗和小刷子");
    await expect(finds(buyer.page).filter({ hasText: "韩国补水面膜正品" })).toBeVisible();
    await expect(buyer.page.getByText("日本面包机")).toHaveCount(0);
    const picture = buyer.page.getByRole("link", { name: /韩国补水面膜正品/ }).locator("img");
    await expect
        .poll(() => picture.evaluate((img) => (img as HTMLImageElement).naturalWidth))
        .toBeGreaterThan(0);
    await look(buyer.page, "search-zh");
    // Traditional characters find the same.
    await lookFor(buyer.page, "韓國 面膜");
    await expect(finds(buyer.page)).toHaveText(["韩国补水面膜正品"]);
    // In one word nobody has it: other words that do find something are one tap away.
    await lookFor(buyer.page, "韩国面膜");
    await look(buyer.page, "search-instead-zh");
    await buyer.page
        .locator("main")
        .getByRole("link", { name: /^韩国 面膜/ })
        .click();
    await expect(finds(buyer.page)).toHaveText(["韩国补水面膜正品"]);
});

test("finds are narrowed down and put in order, and all of it stands in the address", async ({
    member,
    look,
}) => {
    const [seller, other] = [await member("Quilla Quist"), await member("Quentin Quill")];
    const buyer = await member("Bo");
    const prices = [700, 1200, 1900, 2600, 3400, 4100, 5500, 8000, 12500];
    await putAllUp(
        seller,
        prices.map((minor, i) => ({
            title: `Quagga figure ${i + 1}`,
            minor,
            photographs: i % 2 === 0,
        })),
    );
    const [gone = ""] = await putAllUp(other, [{ title: "Quagga cushion", minor: 2200, stock: 1 }]);
    await other.api("PUT", `/listings/${gone}/stock`, { stock: 0 });
    const { page } = buyer;
    await lookFor(page, "quagg");
    await expect(finds(page)).toHaveCount(10);
    // What nobody can buy now comes last.
    await expect(finds(page).last()).toHaveText("Quagga cushion");
    await expect(page.getByText("10 finds")).toBeVisible();
    await look(page, "search");

    await page.getByLabel("Order of the finds").selectOption("price_down");
    await expect(finds(page).first()).toHaveText("Quagga figure 9");
    const narrow = page.getByRole("button", { name: "Narrow down" });
    if (await narrow.isVisible()) await narrow.click();
    await look(page, "search-narrow");
    const facets = page.getByRole("navigation", { name: "Narrow down" });
    await facets.getByRole("link", { name: /^In stock/ }).click();
    await expect(finds(page)).toHaveCount(9);
    await facets.getByRole("link", { name: /^Up to/ }).click();
    await expect(page.getByText("Quagga figure 9")).toHaveCount(0);
    await look(page, "search-chosen");
    const address = page.url();
    expect(address).toMatch(/sort=price_down&in_stock=true&price_max=\d+/);
    // The same for whoever opens the address, and one step back takes the last choice back.
    await page.goBack();
    await expect(finds(page)).toHaveCount(9);
    await page.goto(address);
    await settled(page);
    await expect(finds(page).first()).not.toHaveText("Quagga figure 9");
    await page.getByRole("link", { name: "Without In stock" }).click();
    await page.getByRole("link", { name: /^Without Up to/ }).click();
    await expect(finds(page)).toHaveCount(10);
    if (await narrow.isVisible()) await narrow.click();
    await facets.getByRole("link", { name: /Quentin Quill/ }).click();
    await expect(finds(page)).toHaveText(["Quagga cushion"]);
});

test("CI-04: what is for friends is found and counted by friends alone", async ({
    page,
    member,
    look,
}) => {
    const seller = await member("Fay");
    const [friend, stranger] = [await member("Flo"), await member("Finn")];
    await befriend(seller, friend);
    await putAllUp(seller, [
        { title: "Zither for all", minor: 9000 },
        { title: "Zither for friends", minor: 8000, audience: "friends" },
    ]);
    await lookFor(friend.page, "zither");
    await expect(finds(friend.page)).toHaveCount(2);
    await look(friend.page, "search-friends");
    for (const nobody of [stranger.page, page]) {
        await lookFor(nobody, "zither");
        await expect(finds(nobody)).toHaveText(["Zither for all"]);
        await expect(nobody.getByText("one find")).toBeVisible();
        await expect(nobody.getByText("Friends only")).toHaveCount(0);
    }
});

test("all goods are looked through without a word, and a stall's own on its page", async ({
    member,
    look,
    page,
}) => {
    const seller = await member("Browse");
    const [first = ""] = await putAllUp(seller, [
        { title: "Quill of a goose", minor: 100_000_001 },
        { title: "Quill of a swan", minor: 100_000_003 },
        { title: "Inkwell", minor: 100_000_002 },
    ]);
    await page.goto("/search?sort=price_down");
    await expect(finds(page).first()).toHaveText("Quill of a swan");
    await look(page, "search-all");
    await page.goto("/");
    await expect(page.getByRole("region", { name: "New at the shops" })).toContainText("Inkwell");
    await look(page, "home-stranger");

    const { shop } = await seller.api<{ shop: { id: string } }>("GET", `/listings/${first}`);
    await seller.page.goto(`/shops/${shop.id}`);
    const bar = seller.page.locator(".stall-bar");
    await bar.getByRole("searchbox").fill("quill");
    await bar.getByRole("searchbox").press("Enter");
    await expect(finds(seller.page)).toHaveCount(2);
    await bar.getByRole("combobox").selectOption("price_down");
    await expect(finds(seller.page)).toHaveText(["Quill of a swan", "Quill of a goose"]);
    await look(seller.page, "shop-search");
    await bar.getByRole("searchbox").fill("bathtub");
    await bar.getByRole("searchbox").press("Enter");
    await expect(seller.page.getByRole("link", { name: "Search all shops" })).toBeVisible();
});

test("it is worked by the keyboard", async ({ member, look }) => {
    const seller = await member("Key");
    await putAllUp(seller, [{ title: "Xylophone", minor: 3000 }]);
    const { page } = seller;
    await page.goto("/orders");
    await settled(page);
    await page.keyboard.press("?");
    const keys = page.getByRole("dialog", { name: "Keys" });
    await expect(keys.getByText("Search")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(keys).toBeHidden();
    // Where no field is seen, the key leads to the page that has one.
    const presses = (await field(page).isVisible()) ? 1 : 2;
    for (let n = 0; n < presses; ++n) {
        await page.keyboard.press("/");
        await expect(field(page)).toBeVisible();
    }
    await expect(field(page)).toBeFocused();
    await page.keyboard.type("xylo/phone");
    await expect(field(page)).toHaveValue("xylo/phone");
    await field(page).fill("xyloph");
    await page.keyboard.press("Enter");
    await expect(finds(page)).toHaveText(["Xylophone"]);
    await page.getByRole("link", { name: /Xylophone/ }).focus();
    await look(page, "search-focus");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/listings\/\d+/);
    await page.goBack();
    await expect(finds(page)).toHaveText(["Xylophone"]);
    await expect(field(page)).toHaveValue("xyloph");
});

test("it says what to do where there is nothing, while it waits and when it fails", async ({
    member,
    look,
}) => {
    for (const language of ["en", "zh"] as const) {
        const { page } = await member("Nil", language);
        await page.goto("/search");
        await look(page, `search-begin-${language}`);
        await lookFor(page, "qwertzuiop");
        await look(page, `search-none-${language}`);
        await page.goto("/search?q=%F0%9F%8E%89");
        await expect(page.locator("main .empty")).toBeVisible();
        await look(page, `search-nothing-${language}`);

        let letGo: () => void = () => undefined;
        const gate = new Promise<void>((resolve) => (letGo = resolve));
        await page.route("**/api/v1/search?*", (route) => gate.then(() => route.fallback()));
        await page.goto("/search?q=mug");
        await expect(page.locator(".bone").first()).toBeVisible();
        await look(page, `search-waiting-${language}`, "waiting");
        letGo();
        await settled(page);
        await page.unrouteAll({ behavior: "ignoreErrors" });
        await page.route("**/api/v1/search?*", (route) =>
            route.fulfill({
                status: 503,
                contentType: "application/problem+json",
                body: JSON.stringify({ code: "busy", title: "Come back in a minute." }),
            }),
        );
        await page.goto("/search?q=lamp");
        await expect(page.getByText("Come back in a minute.")).toBeVisible();
        await look(page, `search-refused-${language}`);
        await page.unrouteAll({ behavior: "ignoreErrors" });
        await page.locator("main .empty button").click();
        await expect(page.getByText("Come back in a minute.")).toHaveCount(0);
    }
});
