// What a page shows before the market has answered, when it refuses, and when nobody answers: bones
// that do not jump, the refusal's own sentence, and a way on.

import type { Page, Route } from "@playwright/test";

import { befriend, buy, expect, putUp, settled, test, type Look } from "./fairground";

test.use({ contextOptions: { reducedMotion: "reduce", serviceWorkers: "block" } });

type Pages = readonly (readonly [name: string, path: string])[];

const needed = /\/api\/v1\/(market|me|hints)$/;

/** Lets the page know market and reader, and does as told with all else that it asks. */
async function instead(page: Page, then: (route: Route) => Promise<void>): Promise<void> {
    await page.route("**/api/v1/**", (route) =>
        needed.test(new URL(route.request().url()).pathname) ? route.fallback() : then(route),
    );
}

/** The page's own clock, once what was done to it has been painted. */
function painted(page: Page): Promise<number> {
    return page.evaluate(
        () =>
            new Promise<number>((resolve) =>
                requestAnimationFrame(() =>
                    requestAnimationFrame(() => resolve(performance.now())),
                ),
            ),
    );
}

/** What has jumped by itself since then, where that is more than a tenth of the page. */
function jumped(page: Page, since: number): Promise<string[]> {
    return page.evaluate(
        (begin) =>
            new Promise<string[]>((resolve) => {
                const name = ({ node, previousRect: from, currentRect: to }: Moved) =>
                    `${node?.nodeName} ${node?.parentElement?.className} from ${from.y} to ${to.y}`;
                const shifts: Shift[] = [];
                const see = (list: PerformanceEntryList) => {
                    // The foot comes up into sight where a page is shorter than its bones.
                    for (const one of list as unknown as Shift[]) {
                        const whole = one.sources.some(({ node }) => node?.nodeName !== "FOOTER");
                        if (one.startTime > begin && whole) shifts.push(one);
                    }
                };
                const observer = new PerformanceObserver((list) => see(list.getEntries()));
                observer.observe({ type: "layout-shift", buffered: true });
                // What was kept comes in a task of its own, which two frames lie behind.
                const done = () => {
                    see(observer.takeRecords());
                    const sum = shifts.reduce((before, { value }) => before + value, 0);
                    resolve(sum < 0.1 ? [] : shifts.flatMap((one) => one.sources.map(name)));
                };
                requestAnimationFrame(() => requestAnimationFrame(done));
            }),
        since,
    );
}

interface Moved {
    node: Node | null;
    previousRect: DOMRectReadOnly;
    currentRect: DOMRectReadOnly;
}

interface Shift {
    startTime: number;
    value: number;
    sources: Moved[];
}

async function walk(page: Page, look: Look, pages: Pages): Promise<void> {
    for (const [name, path] of pages) {
        await test.step(name, async () => {
            let letGo: () => void = () => undefined;
            const gate = new Promise<void>((resolve) => (letGo = resolve));
            await instead(page, (route) => gate.then(() => route.fallback()));
            await page.goto(path);
            await expect(page.locator(".bone").first()).toBeVisible();
            await look(page, `${name}-waiting`, "waiting");
            // A picture of the whole page is taken in a window as high as the page.
            const since = await painted(page);
            letGo();
            await settled(page);
            expect.soft(await jumped(page, since), `${name} jumps`).toEqual([]);
            await page.unrouteAll({ behavior: "ignoreErrors" });

            await instead(page, (route) =>
                route.fulfill({
                    status: 503,
                    contentType: "application/problem+json",
                    body: JSON.stringify({ code: "busy", title: "Come back in a minute." }),
                }),
            );
            await page.goto(path);
            await expect(page.getByText("Come back in a minute.").first()).toBeVisible();
            await look(page, `${name}-refused`);
            await page.unrouteAll({ behavior: "ignoreErrors" });
            await page.getByRole("button", { name: "Try again" }).first().click();
            await settled(page);
            await page.unrouteAll({ behavior: "ignoreErrors" });
        });
    }
}

test("the very first moment reads well too", async ({ page, look }) => {
    await page.route("**/api/v1/**", () => undefined);
    await page.goto("/friends");
    await expect(page.locator("main .bone").first()).toBeVisible();
    await look(page, "opening", "waiting");
});

test("a buyer's pages wait without jumping and say what was refused", async ({ member, look }) => {
    const [seller, buyer] = [await member("Sal"), await member("Bea")];
    await befriend(seller, buyer);
    const jam = await putUp(seller, { title: "Jam", minor: 680, stock: 9 });
    const order = await buy(buyer, jam);
    const { member: owner } = await seller.api<{ member: { shop: { id: string } } }>("GET", "/me");
    await walk(buyer.page, look, [
        ["feed", "/"],
        ["listing", `/listings/${jam.id}`],
        ["search", "/search?q=jam"],
        ["shop", `/shops/${owner.shop.id}`],
        ["person", `/people/${seller.handle}`],
        ["checkout", `/checkout?lines=${jam.id}.1`],
        ["orders", "/orders"],
        ["order", `/orders/${order.id}`],
        ["friends", "/friends"],
        ["settings", "/settings"],
    ]);
    await walk(seller.page, look, [
        ["board", "/orders/sold"],
        ["stall", "/stall"],
        ["edit", `/listings/${jam.id}/edit`],
        ["money", "/money"],
    ]);
});

test("the operator's pages wait without jumping and say what was refused", async ({
    persona,
    look,
}) => {
    const { page } = await persona("operator");
    await walk(page, look, [
        ["report", "/operator"],
        ["bank", "/operator/bank"],
        ["ledger", "/operator/ledger"],
        ["policies", "/policies"],
        ["jobs", "/operator/jobs"],
        ["members", "/operator/members"],
        ["audit", "/operator/audit"],
    ]);
});
