// The app on a device: installed, without a network, and when the market has a newer build.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import type { Page } from "@playwright/test";

import { expect, putUp, settled, test } from "./fairground";

/** Until the service worker has the shell and the page. */
async function kept(page: Page): Promise<void> {
    await page.evaluate(async () => {
        await navigator.serviceWorker.ready;
        if (navigator.serviceWorker.controller) return;
        await new Promise((resolve) =>
            navigator.serviceWorker.addEventListener("controllerchange", resolve),
        );
    });
}

function offline(page: Page, is: boolean): Promise<void> {
    return page.context().setOffline(is);
}

test("without a network the app still opens, says so, and goes on by itself", async ({
    page,
    look,
}) => {
    await page.goto("/policies");
    await settled(page);
    await kept(page);
    await offline(page, true);
    await expect(page.getByText("This is how it was last seen")).toBeVisible();
    await expect(page.getByRole("heading", { name: "Rules and rates" })).toBeVisible();
    await look(page, "offline-bar");

    await page.reload();
    await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Riverside Market" })).toBeVisible();
    await look(page, "offline");
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();

    await offline(page, false);
    await expect(page.getByRole("heading", { name: "Rules and rates" })).toBeVisible();
});

test("a page that was never opened says in Chinese too that there is no network", async ({
    member,
    look,
}) => {
    const { page } = await member("Mei", "zh");
    await page.goto("/");
    await settled(page);
    await kept(page);
    await offline(page, true);
    await page.goto("/money");
    await expect(page.getByRole("heading", { name: "您已离线" })).toBeVisible();
    await look(page, "offline-zh");
    await offline(page, false);
    await expect(page.getByRole("heading", { name: "钱款", level: 1 })).toBeVisible();
});

test("goods that everybody may see are remembered for this tab, those of friends are not", async ({
    member,
    look,
}) => {
    const ann = await member("Ann");
    const mug = await putUp(ann, { title: "Striped mug", minor: 900, stock: 2 });
    const ring = await putUp(ann, {
        title: "Ring for a friend",
        minor: 900,
        stock: 1,
        audience: "friends",
    });
    for (const { id } of [mug, ring]) {
        await ann.page.goto(`/listings/${id}`);
        await settled(ann.page);
    }
    await kept(ann.page);
    await offline(ann.page, true);
    await ann.page.reload();
    await expect(ann.page.getByText("Striped mug")).toBeVisible();
    await expect(ann.page.getByText("Ring for a friend")).toHaveCount(0);
    await expect(ann.page.getByText(ann.handle)).toHaveCount(0);
    await look(ann.page, "offline-seen");
    await offline(ann.page, false);
    await expect(
        ann.page.getByRole("heading", { name: "Ring for a friend", level: 1 }),
    ).toBeVisible();
});

test("who signs in next on the same device finds nothing of who was there before", async ({
    member,
}) => {
    const [ann, bo] = [await member("Ann Leaver"), await member("Bo Comer")];
    const mug = await putUp(ann, { title: "Mug of before", minor: 900, stock: 2 });
    const { page } = ann;
    for (const path of [`/listings/${mug.id}`, "/settings"]) {
        await page.goto(path);
        await settled(page);
    }
    await kept(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.goto("/sign-in");
    await page.getByLabel("User name").fill(bo.handle);
    await page.getByLabel("Password").fill(bo.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/$/);
    await settled(page);
    await offline(page, true);
    for (const path of ["/settings", "/", "/orders", `/listings/${mug.id}`]) {
        await page.goto(path);
        await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
        const text = await page.locator("html").innerHTML();
        for (const trace of ["Ann Leaver", ann.handle, "Mug of before"]) {
            expect(text, `${trace} on ${path}`).not.toContain(trace);
        }
    }
    await offline(page, false);
});

test("nothing that the market answered is kept on the device", async ({ member }) => {
    const { page } = await member("Uli");
    for (const path of ["/", "/orders", "/money"]) {
        await page.goto(path);
        await settled(page);
    }
    await kept(page);
    const files = await page.evaluate(async () => {
        const names = await caches.keys();
        const all = await Promise.all(
            names.map(async (name) => (await (await caches.open(name)).keys()).map((r) => r.url)),
        );
        return all.flat().map((url) => new URL(url).pathname);
    });
    expect(files).toContain("/");
    expect(files.filter((path) => path !== "/" && !path.startsWith("/assets/"))).toEqual([]);
});

test("it can be installed, in both languages", async ({ page, request }) => {
    await page.goto("/sign-in");
    const link = page.locator('link[rel="manifest"]');
    const icons = new Set<string>();
    for (const [button, description] of [
        ["English", /Your money is held/],
        ["中文", /货对了/],
    ] as const) {
        await page.locator("main").getByRole("button", { name: button }).click();
        if (button === "中文") await expect(link).toHaveAttribute("href", /zh/);
        const answer = await request.get((await link.getAttribute("href")) ?? "");
        expect(answer.headers()["content-type"]).toContain("application/manifest+json");
        const manifest = (await answer.json()) as Manifest;
        expect(manifest.description).toMatch(description);
        expect([manifest.name, manifest.short_name]).toEqual(Array(2).fill("Riverside Market"));
        expect(manifest.shortcuts).toHaveLength(3);
        manifest.icons.forEach(({ src }) => icons.add(src));
    }
    for (const icon of [...icons, "/apple-touch-icon.png"]) {
        const answer = await request.get(icon);
        expect(answer.headers()["content-type"], icon).toMatch(/^image\/(png|svg)/);
    }
    const session = await page.context().newCDPSession(page);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    expect(installabilityErrors.map(({ errorId }) => errorId)).not.toContain("no-manifest");
});

interface Manifest {
    name: string;
    short_name: string;
    description: string;
    shortcuts: unknown[];
    icons: { src: string }[];
}

/** The market behind an address at which the build can be made to look like another one. */
async function behind(url: string): Promise<{ url: string; renew: () => void; server: Server }> {
    let newer = false;
    const server = createServer((request, response) => {
        const path = request.url ?? "/";
        void fetch(url + path, { headers: { "Accept-Encoding": "identity" } }).then(
            async (answer) => {
                const type = answer.headers.get("Content-Type") ?? "";
                let body = Buffer.from(await answer.arrayBuffer());
                if (newer && (path === "/sw.js" || type.startsWith("text/html"))) {
                    const text = body.toString().replaceAll(await buildOf(url), "0123456789ab");
                    body = Buffer.from(text);
                }
                response.writeHead(answer.status, { "Content-Type": type });
                response.end(body);
            },
            () => response.destroy(),
        );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, renew: () => (newer = true), server };
}

async function buildOf(url: string): Promise<string> {
    const text = await (await fetch(url)).text();
    return /name="build" content="(\w+)"/.exec(text)?.[1] ?? "none";
}

test("a newer build says so quietly, and is there with the next load", async ({ page, market }) => {
    const place = await behind(market.url);
    const build = page.locator('meta[name="build"]');
    // Its hints never end, and this market behind a wall has none to give.
    await page.route("**/api/v1/hints", (route) => route.abort());
    await page.goto(`${place.url}/policies`);
    await settled(page);
    await kept(page);
    await expect(page.getByText("There is a new version")).toHaveCount(0);

    place.renew();
    await page.evaluate(async () => {
        await (await navigator.serviceWorker.ready).update();
    });
    await expect(page.getByText("There is a new version")).toBeVisible();
    await expect(build).not.toHaveAttribute("content", "0123456789ab");
    await page.getByRole("button", { name: "Load it" }).click();
    await expect(build).toHaveAttribute("content", "0123456789ab");
    await settled(page);
    await expect(page.getByText("There is a new version")).toHaveCount(0);
    await offline(page, true);
    await page.reload();
    await expect(build).toHaveAttribute("content", "0123456789ab");
    place.server.closeAllConnections();
    place.server.close();
});
