// What the first look at the home page costs, in bytes and in seconds on a slow network. Prints
// figures for bench/RESULTS.md; fails where a first view has more script and style than 100 KB.

import type { Browser, BrowserContext, CDPSession, Page } from "@playwright/test";

import { expect, settled, test } from "../browser/fairground";

/** WebPageTest's "3G": 1.6 Mbit/s down, 768 kbit/s up, 300 ms there and back. */
const slow = {
    offline: false,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 768_000 / 8,
    latency: 300,
};
const runs = Number(process.env["RUNS"] ?? 5);
const phone = { width: 360, height: 740 };
const most = 100 * 1024;

type Sort = "page" | "script" | "style" | "api" | "picture" | "other";
type Bytes = Record<Sort, number>;

interface View {
    bytes: Bytes;
    files: number;
    /** Milliseconds from the start of the navigation. */
    paint: number;
    largest: number;
    whole: number;
}

function sortOf(type: string, url: string): Sort {
    if (new URL(url).pathname.startsWith("/api/")) return "api";
    const sorts: Record<string, Sort> = {
        Document: "page",
        Script: "script",
        Stylesheet: "style",
        Image: "picture",
    };
    return sorts[type] ?? "other";
}

/** Adds up what came over the wire, as the browser counts it: heads and compressed bodies. */
async function counting(session: CDPSession): Promise<{ bytes: Bytes; files: () => number }> {
    const bytes: Bytes = { page: 0, script: 0, style: 0, api: 0, picture: 0, other: 0 };
    const sorts = new Map<string, Sort>();
    let files = 0;
    await session.send("Network.enable");
    session.on("Network.responseReceived", ({ requestId, type, response }) => {
        sorts.set(requestId, sortOf(type, response.url));
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
        bytes[sorts.get(requestId) ?? "other"] += encodedDataLength;
        ++files;
    });
    return { bytes, files: () => files };
}

async function painted(page: Page): Promise<{ paint: number; largest: number; whole: number }> {
    const whole = await page.evaluate(() => performance.now());
    const times = await page.evaluate(
        () =>
            new Promise<{ paint: number; largest: number }>((resolve) => {
                const paint = performance.getEntriesByName("first-contentful-paint")[0];
                new PerformanceObserver((list) => {
                    const largest = list.getEntries().at(-1)?.startTime ?? 0;
                    resolve({ paint: paint?.startTime ?? 0, largest });
                }).observe({ type: "largest-contentful-paint", buffered: true });
            }),
    );
    return { ...times, whole };
}

/** The home page in a browser that has never been here, or (`again`) that was here once. */
async function view(context: BrowserContext, network: "full" | "slow", again = false) {
    const page = await context.newPage();
    if (again) {
        await page.goto("/");
        await settled(page);
        await page.evaluate(async () => void (await navigator.serviceWorker.ready));
        await page.goto("about:blank");
    }
    const session = await context.newCDPSession(page);
    const counted = await counting(session);
    if (network === "slow") await session.send("Network.emulateNetworkConditions", slow);
    await page.goto("/", { waitUntil: "commit" });
    await settled(page);
    const view: View = {
        bytes: { ...counted.bytes },
        files: counted.files(),
        ...(await painted(page)),
    };
    await page.close();
    return view;
}

const kilo = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
const second = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

/** "0.84 s (0.80 to 0.91)": the middle of all, the least and the most. */
function spread(values: readonly number[]): string {
    const sorted = [...values].sort((a, b) => a - b);
    const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return `${second(middle)} (${(least / 1000).toFixed(2)} to ${(most / 1000).toFixed(2)})`;
}

function row(name: string, views: readonly View[]): string {
    const { bytes, files } = views[0] as View;
    const sum = Object.values(bytes).reduce((a, b) => a + b, 0);
    const cells = [
        name,
        `${kilo(sum)} in ${files}`,
        kilo(bytes.script + bytes.style),
        spread(views.map(({ paint }) => paint)),
        spread(views.map(({ largest }) => largest)),
        spread(views.map(({ whole }) => whole)),
    ];
    return `| ${cells.join(" | ")} |`;
}

async function browserOf(browser: Browser, url: string, state?: Signed): Promise<BrowserContext> {
    return browser.newContext({
        baseURL: url,
        viewport: phone,
        locale: "en-GB",
        ...(state ? { storageState: state } : {}),
    });
}
type Signed = Awaited<ReturnType<BrowserContext["storageState"]>>;

test("what the first view costs", async ({ browser, market, persona }) => {
    test.skip(test.info().project.name !== "phone", "the same on a desk");
    const buyer = await persona("buyer");
    const member = await buyer.context.storageState();
    const lines: string[] = [];
    for (const [who, state] of [
        ["signed out", undefined],
        ["signed in", member],
    ] as const) {
        for (const [how, network, again] of [
            ["first visit", "full", false],
            ["first visit, 3G", "slow", false],
            ["second visit, 3G", "slow", true],
        ] as const) {
            const views: View[] = [];
            for (let run = 0; run < runs; ++run) {
                const context = await browserOf(browser, market.url, state);
                views.push(await view(context, network, again));
                await context.close();
            }
            lines.push(row(`${who}, ${how}`, views));
            const { script, style } = views[0]?.bytes ?? { script: 0, style: 0 };
            expect(script + style, `script and style, ${who}`).toBeLessThanOrEqual(most);
        }
    }
    const head = [
        "home page",
        "over the wire",
        "script and style",
        "first paint",
        "largest",
        "whole",
    ];
    console.log(`\n| ${head.join(" | ")} |\n|---|--:|--:|--:|--:|--:|\n${lines.join("\n")}\n`);
});
