// Photographs: from signing in to goods on sale in six taps, what buyers then see, and what a
// copied address opens for somebody else.

import type { Locator, Page } from "@playwright/test";

import { befriend, expect, inspect, putUp, settled, test, type Someone } from "./fairground";
import { photograph, sendPhotograph } from "./photograph";

/** How wide the picture is that has arrived; 0 where none has. */
const widthOf = (picture: Locator) =>
    picture.evaluate((img) => (img as HTMLImageElement).naturalWidth);

async function arrived(picture: Locator): Promise<void> {
    await expect(picture).toBeVisible();
    await expect.poll(() => widthOf(picture)).toBeGreaterThan(0);
}

const chooser = (page: Page) => page.getByLabel("Choose photographs");

/** Nothing is on its way any more. */
async function sent(page: Page): Promise<void> {
    await expect(page.locator(".photograph progress")).toHaveCount(0);
}

test("MS-01: from signing in to goods on sale with a photograph takes six taps", async ({
    member,
    look,
}) => {
    const ann = await member("Ann Porter");
    const bo = await member("Bo Lind");
    await befriend(ann, bo);
    await ann.api("POST", "/shops", { name: "Ann’s Pottery" });
    const { page } = ann;
    await page.goto("/");
    const shot = await photograph(page, "bowl.jpg", 210);
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await page.getByLabel("User name").fill(ann.handle);
    await page.getByLabel("Password", { exact: true }).fill(ann.password);

    let taps = 0;
    const tap = async (where: Locator) => {
        taps += 1;
        await where.click();
    };
    const write = async (where: Locator, words: string) => {
        await tap(where);
        await where.pressSequentially(words);
    };
    const began = Date.now();
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/$/);
    await tap(page.getByRole("link", { name: /^Sell/ }).locator("visible=true").first());
    const asked = page.waitForEvent("filechooser");
    await tap(page.getByText("Choose photographs"));
    taps += 1; // The photograph itself, in the phone’s own pictures.
    await (await asked).setFiles(shot);
    await write(page.getByLabel("What is it?"), "Large stoneware bowl");
    await write(page.getByLabel("Price"), "38.00");
    await sent(page);
    await look(page, "sell-photograph");
    await tap(page.getByRole("button", { name: "Put it up for sale" }));
    await expect(page).toHaveURL(/\/listings\/\d+$/);
    const seconds = (Date.now() - began) / 1000;
    console.log(`MS-01: ${taps} taps, ${seconds.toFixed(1)} s by script`);
    expect(taps).toBeLessThanOrEqual(6);
    expect(seconds).toBeLessThan(60);
    await arrived(page.getByAltText("Large stoneware bowl, photograph 1 of 1"));

    await bo.page.goto("/");
    await settled(bo.page);
    const card = bo.page.getByRole("link", { name: /Large stoneware bowl/ });
    await arrived(card.locator("img"));
    await look(bo.page, "feed-photograph");
    await card.click();
    await arrived(bo.page.getByAltText("Large stoneware bowl, photograph 1 of 1"));
    await look(bo.page, "listing-photograph");
});

test("goods are not put up without a photograph that did not arrive", async ({ member, look }) => {
    const ann = await member("Ann Ford");
    await ann.api("POST", "/shops", { name: "Ann’s Pottery" });
    const { page } = ann;
    await page.goto("/sell");
    const good = await photograph(page, "bowl.jpg", 210);
    const heic = { name: "img.heic", mimeType: "image/heic", buffer: Buffer.from("ftypheic") };
    await chooser(page).setInputFiles([good, heic]);
    await page.getByLabel("What is it?").fill("Bowl");
    await page.getByLabel("Price").fill("38.00");
    await sent(page);
    for (const name of ["Put it up for sale", "Keep as a draft"]) {
        await page.getByRole("button", { name }).click();
        await expect(page.getByText("One photograph did not arrive.")).toBeVisible();
    }
    await expect(page).toHaveURL(/\/sell$/);
    await look(page, "sell-photograph-lost");
    await page.getByRole("button", { name: "Remove photograph 2" }).click();
    await expect(page.getByText("One photograph did not arrive.")).toHaveCount(0);
    await page.getByRole("button", { name: "Put it up for sale" }).click();
    await expect(page).toHaveURL(/\/listings\/\d+$/);
    await arrived(page.getByAltText("Bowl, photograph 1 of 1"));
});

test("several photographs are put in order, shown, and changed in a new version", async ({
    browser,
    member,
    look,
    viewport,
}, info) => {
    const ann = await member("Ann Porter");
    const bo = await member("Bo Lind");
    await ann.api("POST", "/shops", { name: "Ann’s Pottery" });
    const { page } = ann;
    await page.goto("/sell");
    const shots = [];
    for (const [i, hue] of [10, 130, 250].entries()) {
        shots.push(await photograph(page, `${i}.jpg`, hue));
    }
    const broken = { name: "b.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not a picture") };
    await chooser(page).setInputFiles([...shots, broken]);
    await expect(page.locator(".photograph")).toHaveCount(4);
    await expect(page.getByText("Send a JPEG, PNG or WebP picture")).toBeVisible();
    await sent(page);
    await look(page, "sell-photographs");
    await page.getByRole("button", { name: "Remove photograph 4" }).click();
    // The blue one, by the keyboard, to the front.
    for (const place of [3, 2]) {
        await page.getByRole("button", { name: `Show photograph ${place} earlier` }).focus();
        await page.keyboard.press("Enter");
    }
    await page.getByLabel("What is it?").fill("Three bowls");
    await page.getByLabel("Price").fill("60");
    await page.getByRole("button", { name: "Put it up for sale" }).click();
    await expect(page).toHaveURL(/\/listings\/\d+$/);
    const listing = page.url();
    await arrived(page.getByAltText("Three bowls, photograph 1 of 3"));
    await look(page, "own-listing-photographs");

    await bo.page.goto(listing);
    await arrived(bo.page.getByAltText("Three bowls, photograph 1 of 3"));
    await bo.page.getByRole("button", { name: "Show photograph 3 of 3" }).click();
    await arrived(bo.page.getByAltText("Three bowls, photograph 3 of 3"));
    await look(bo.page, "listing-photographs");

    // Whoever has no account, and no scripts.
    const plain = await browser.newContext({ viewport });
    const outside = await plain.newPage();
    await outside.route("**/assets/*.js", (route) => route.abort());
    await outside.goto(listing);
    await arrived(outside.locator("#served .listing-top img"));
    const shared = await outside.locator('meta[property="og:image"]').getAttribute("content");
    const answer = await plain.request.get(shared ?? "");
    expect(answer.headers()["content-type"]).toBe("image/jpeg");
    await inspect(outside, "public-photograph", info.project.name);
    await plain.close();

    await page.goto(`${listing}/edit`);
    await page.getByRole("button", { name: "Remove photograph 1" }).click();
    await look(page, "edit-photographs");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page).toHaveURL(listing);
    await arrived(page.getByAltText("Three bowls, photograph 1 of 2"));
});

interface Shown {
    picture: { sizes: { url: string }[] };
}

/** What an address answers to whoever has this window. */
async function statusOf(someone: Someone, url: string): Promise<number> {
    return (await someone.context.request.get(url)).status();
}

test("CI-06: a copied address opens nothing for anybody else", async ({
    member,
    browser,
    market,
}) => {
    const ann = await member("Ann Porter");
    const bo = await member("Bo Lind");
    const stranger = await member("Cy Stranger");
    await befriend(ann, bo);
    await ann.api("POST", "/shops", { name: "Ann’s Pottery" });
    await ann.page.goto("/");
    const picture = await sendPhotograph(ann, 300);
    const goods = { title: "For friends", minor: 900, stock: 1, audience: "friends" as const };
    const { id } = await putUp(ann, { ...goods, pictures: [picture] });
    const shown = await bo.api<Shown>("GET", `/listings/${id}`);
    const url = shown.picture.sizes[0]?.url ?? "";
    expect(await statusOf(bo, url)).toBe(200);
    expect(await statusOf(stranger, url)).toBe(403);
    const clean = await browser.newContext({ baseURL: market.url });
    expect((await clean.request.get(url)).status()).toBe(403);
    expect((await clean.request.get(`/listings/${id}/photograph.jpg`)).status()).toBe(404);
    await clean.close();
    // Who is no friend any more does not even see it at their own address.
    const { member: them } = await bo.api<{ member: { id: string } }>("GET", "/me");
    await ann.api("POST", `/blocks`, { member: them.id });
    expect(await statusOf(bo, url)).toBe(404);
});
