// What every browser test starts from: a running program with a market of its own, members who
// were made for the one test, and a look at each page (axe, overflow, a picture).

import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";

export { expect } from "@playwright/test";

const program =
    process.env["FAIRGROUND_BIN"] ??
    fileURLToPath(new URL("../../build/release/fairground", import.meta.url));
const shots = process.env["FAIRGROUND_SHOTS"];

export interface Running {
    url: string;
    /** Its data directory. */
    data: string;
}

/** A running program that its test may stop. */
export interface Market extends Running {
    /** Stops it, does something while it is stopped, and starts it at the same address. */
    restart: (meanwhile: () => void) => Promise<void>;
    close: () => Promise<void>;
}

export interface Someone {
    name: string;
    handle: string;
    password: string;
    page: Page;
    context: BrowserContext;
    /** Asks the API as this person; throws where it refuses. */
    api: <T>(method: string, path: string, data?: unknown) => Promise<T>;
}

/**
 * Looks at a page as a picky person would, and keeps the picture. What was looked at by day is the
 * same page by night in other colours, and only they are looked at again.
 */
export type Look = (
    page: Page,
    name: string,
    how?: "settled" | "waiting" | "night",
) => Promise<void>;

interface Made {
    market: Running;
}

interface Given {
    /** A new member, signed in, with a browser window of their own. */
    member: (name: string, language?: "en" | "zh") => Promise<Someone>;
    /** Somebody of the demo market. */
    persona: (role: "buyer" | "seller" | "moderator" | "operator") => Promise<Someone>;
    look: Look;
}

// A market in pounds; passwords are hashed cheaply and nobody is taken for an attacker, because
// one address signs up a hundred people in a minute here.
const settings = `
name = "Riverside Market"
currency = "GBP"
zone = "Europe/London"
password_operations = 1
password_memory_kib = 1024
attempts_per_address = 100000
log_level = "warning"
webhooks_inside = true
`;

/** A program that runs, and what it said when it began: its address, and a setup code. */
interface Served {
    server: ChildProcess;
    url: string;
    code: string;
}

/** Starts the program and waits until it says where it is. */
async function serve(data: string, port: string, filled = true, more = ""): Promise<Served> {
    const config = join(data, "fairground.toml");
    writeFileSync(config, settings + more);
    const wanted = ["serve", "--config", config, "--port", port, "--data", data];
    if (filled) wanted.push("--demo");
    const server = spawn(program, wanted, { stdio: ["ignore", "pipe", "inherit"] });
    return { server, ...(await saidBy(server)) };
}

async function end(server: ChildProcess): Promise<void> {
    const gone = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGTERM");
    await gone;
}

/** A market in a directory of its own, which goes with it; `more` is said in its configuration. */
export async function open(more = "", port = "0"): Promise<Market> {
    const data = mkdtempSync(join(tmpdir(), "fairground-browser-"));
    let { server, url } = await serve(data, port, true, more);
    const restart = async (meanwhile: () => void) => {
        await end(server);
        meanwhile();
        ({ server, url } = await serve(data, new URL(url).port, true, more));
    };
    const close = async () => {
        await end(server);
        rmSync(data, { recursive: true, force: true });
    };
    return { url, data, restart, close };
}

/** A market in which nobody is yet, and the code that makes its holder the operator. */
export async function openEmpty(): Promise<Running & { code: string; close: () => Promise<void> }> {
    const data = mkdtempSync(join(tmpdir(), "fairground-browser-"));
    const { server, url, code } = await serve(data, "0", false);
    const close = async () => {
        await end(server);
        rmSync(data, { recursive: true, force: true });
    };
    return { url, data, code, close };
}

function saidBy(server: ChildProcess): Promise<{ url: string; code: string }> {
    let code = "";
    return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.once("exit", (status) => reject(new Error(`the program ended with ${status}`)));
        const lines = createInterface({ input: server.stdout as NodeJS.ReadableStream });
        lines.on("line", (line) => {
            code = /with this code to be its operator: (\S+)/.exec(line)?.[1] ?? code;
            const said = /Fairground is open at (http:\/\/[^/\s]+)\//.exec(line);
            if (said?.[1]) resolve({ url: said[1], code });
        });
    });
}

let made = 0;

export const test = base.extend<Given, Made>({
    market: [
        async ({}, use) => {
            const market = await open();
            await use(market);
            await market.close();
        },
        { scope: "worker" },
    ],

    baseURL: async ({ market }, use) => use(market.url),

    member: async ({ browser, market, contextOptions, viewport, locale }, use, info) => {
        const contexts: BrowserContext[] = [];
        await use(async (name, language = "en") => {
            const context = await browser.newContext({
                ...contextOptions,
                viewport,
                locale: language === "zh" ? "zh-CN" : (locale ?? "en-GB"),
                baseURL: market.url,
            });
            contexts.push(context);
            const word =
                name
                    .toLowerCase()
                    .replace(/[^a-z]/g, "")
                    .slice(0, 16) || "somebody";
            const handle = `${word}${info.workerIndex}x${++made}`;
            const password = "a sentence is a good password";
            const someone = await signedIn(context, market.url, { name, handle, password });
            const data = { name, handle, password, language };
            await someone.api("POST", "/members", data);
            return someone;
        });
        for (const context of contexts) await context.close();
    },

    persona: async ({ browser, market, contextOptions, viewport, locale }, use) => {
        const contexts: BrowserContext[] = [];
        await use(async (role) => {
            const context = await browser.newContext({
                ...contextOptions,
                viewport,
                locale: locale ?? "en-GB",
                baseURL: market.url,
            });
            contexts.push(context);
            const answer = await context.request.get("/api/v1/market");
            const { personas } = (await answer.json()) as { personas: PersonaView[] };
            const persona = personas.find((one) => one.role === role);
            if (!persona) throw new Error(`the demo market has no ${role}`);
            const { handle, password } = persona;
            const someone = await signedIn(context, market.url, persona);
            await someone.api("POST", "/sessions", { handle, password });
            return someone;
        });
        for (const context of contexts) await context.close();
    },

    look: async ({}, use, info) => {
        await use(async (page, name, how = "settled") => {
            if (how !== "waiting") await settled(page);
            await inspect(page, name, info.project.name, how === "night");
        });
    },
});

const everyRule = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The same look at a page that does not become another one, for it has no scripts. */
export async function inspect(
    page: Page,
    name: string,
    project: string,
    coloursAlone = false,
): Promise<void> {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
    // The way with a page of its own for the findings takes twice as long, and is for frames.
    expect(page.frames().length, `${name} has no frames`).toBe(1);
    // What lies under the bars of a phone comes out from under them when one scrolls.
    const bar = await page.addStyleTag({
        content: ".top, .tabs-bar { position: static !important; }",
    });
    const axe = new AxeBuilder({ page }).setLegacyMode();
    const found = await (
        coloursAlone ? axe.withRules(["color-contrast"]) : axe.withTags(everyRule)
    ).analyze();
    await bar.evaluate((style) => (style as HTMLElement).remove());
    expect(findings(found.violations), `axe on ${name}`).toEqual([]);
    if (!shots) return;
    mkdirSync(shots, { recursive: true });
    const file = `${name}-${project}.png`;
    await page.screenshot({ path: join(shots, file), fullPage: true });
}

interface PersonaView {
    handle: string;
    name: string;
    role: string;
    password: string;
}

interface Finding {
    id: string;
    nodes: { target: unknown[]; failureSummary?: string | undefined }[];
}

function findings(violations: Finding[]): string[] {
    return violations.flatMap((one) =>
        one.nodes.map((node) => `${one.id} at ${node.target.join(" ")}: ${node.failureSummary}`),
    );
}

async function signedIn(
    context: BrowserContext,
    url: string,
    who: { name: string; handle: string; password: string },
): Promise<Someone> {
    const page = await context.newPage();
    return {
        ...who,
        page,
        context,
        api: async <T>(method: string, path: string, data?: unknown) => {
            const answer = await context.request.fetch(`/api/v1${path}`, {
                method,
                headers: { Origin: url, "Sec-Fetch-Site": "same-origin" },
                ...(data === undefined ? {} : { data }),
            });
            if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
            return (answer.status() === 204 ? undefined : await answer.json()) as T;
        },
    };
}

/** Nothing is loading any more, and the app has taken over from the server's own page. */
export async function settled(page: Page): Promise<void> {
    await expect(page.locator("#served")).toHaveCount(0);
    await expect(page.locator("h1")).toBeAttached();
    await expect(page.locator(".bone")).toHaveCount(0);
}

/** Makes two members friends. */
export async function befriend(one: Someone, other: Someone): Promise<void> {
    const { member: them } = await other.api<Who>("GET", "/me");
    const { member: me } = await one.api<Who>("GET", "/me");
    await one.api("POST", "/friends", { member: them.id });
    await other.api("POST", `/friends/${me.id}/accept`);
}

interface Who {
    member: { id: string };
}

export interface Put {
    id: string;
    version: number;
    shop: { id: string };
}

export interface Goods {
    title: string;
    minor: number;
    stock: number;
    audience?: "everybody" | "friends";
    pictures?: string[];
}

/** Opens a shop for a member where they have none, and puts something up. */
export async function putUp(seller: Someone, goods: Goods): Promise<Put> {
    const { member } = await seller.api<{ member: { shop: unknown } }>("GET", "/me");
    if (!member.shop) await seller.api("POST", "/shops", { name: `${seller.name}’s stall` });
    return seller.api<Put>("POST", "/listings", {
        title: goods.title,
        description: "As good as new.",
        price: { minor: goods.minor, currency: "GBP" },
        stock: goods.stock,
        audience: goods.audience ?? "everybody",
        publish: true,
        pictures: goods.pictures ?? [],
    });
}

interface OrderView {
    id: string;
    state: string;
}

export const place = { name: "Somebody", address: "1 Fair Lane\nCambridge CB1 2AB" };

/** Buys over the API, where buying is not what the test is about. */
export async function buy(buyer: Someone, listing: Put, card = "ok"): Promise<OrderView> {
    return buyer.api<OrderView>("POST", "/orders", {
        lines: [{ listing: listing.id, version: listing.version, quantity: 1 }],
        delivery: place,
        payment: { method: "simulator", card },
    });
}
