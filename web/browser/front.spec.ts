// The front page that the server draws for a stranger, and what the app makes of it: nothing moves
// under their finger.

import type { Page } from "@playwright/test";

import { expect, inspect, putUp, settled, test } from "./fairground";

interface Box {
    what: string;
    x: number;
    y: number;
    width: number;
    height: number;
}

/** Where what a stranger looks at first stands, as far as it is in sight. */
function boxes(page: Page): Promise<Box[]> {
    return page.evaluate(() => {
        const found: [string, Element | null | undefined][] = [
            ["welcome", document.querySelector(".welcome")],
            ["its title", document.querySelector(".welcome h2")],
            ["join", document.querySelector(".welcome a.next")],
            ["the heading of the goods", document.querySelector(".welcome ~ section h2")],
            ...[...document.querySelectorAll("a.goods")]
                .slice(0, 4)
                .map((one, i): [string, Element] => [`goods ${i}`, one]),
        ];
        return found
            .map(([what, one]) => {
                const { x, y, width, height } = one?.getBoundingClientRect() ?? new DOMRect();
                return { what, x, y, width, height };
            })
            .filter((box) => box.y < innerHeight);
    });
}

test("PX-01: the front page stays where it is when the app takes over", async ({
    browser,
    market,
    member,
    viewport,
}, info) => {
    const seller = await member("Fay");
    for (const [title, stock] of [
        ["Tall jug", 9],
        ["Small jug with a very long name that needs a second line", 2],
        ["Jug for two", 9],
        ["Pouring bowl", 9],
    ] as const) {
        await putUp(seller, { title, minor: 1800, stock });
    }
    for (const [locale, colorScheme] of [
        ["en-GB", "light"],
        ["zh-CN", "dark"],
    ] as const) {
        const context = await browser.newContext({
            baseURL: market.url,
            viewport,
            locale,
            colorScheme,
        });
        const held = await context.newPage();
        await held.route("**/assets/*.js", (route) => route.abort());
        // The goods that stand there are looked for every ten seconds.
        await expect(async () => {
            await held.goto("/");
            await expect(held.getByText("Pouring bowl")).toBeVisible({ timeout: 100 });
        }).toPass({ timeout: 15_000 });
        await inspect(held, `front-served-${locale}`, info.project.name);
        await held.evaluate(() => scrollTo(0, 0));
        const before = await boxes(held);
        await held.close();

        const page = await context.newPage();
        await page.addInitScript(() => {
            const kept = { sum: 0 };
            Object.assign(window, { shifted: kept });
            new PerformanceObserver((list) => {
                for (const one of list.getEntries() as unknown as { value: number }[]) {
                    kept.sum += one.value;
                }
            }).observe({ type: "layout-shift", buffered: true });
        });
        await page.goto("/");
        await settled(page);
        await page.evaluate(
            () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        );
        const shifted = await page.evaluate(
            () => (window as unknown as { shifted: { sum: number } }).shifted.sum,
        );
        expect(shifted, "the layout shifted").toBeLessThan(0.1);
        const after = await boxes(page);
        expect(after.map((box) => box.what)).toEqual(before.map((box) => box.what));
        for (const [i, box] of after.entries()) {
            const was = before[i];
            if (!was) throw new Error("nothing was there before");
            for (const side of ["x", "y", "width", "height"] as const) {
                expect
                    .soft(Math.abs(box[side] - was[side]), `${locale}: ${side} of ${box.what}`)
                    .toBeLessThanOrEqual(4);
            }
        }
        await inspect(page, `front-app-${locale}`, info.project.name);
        await context.close();
    }
});
