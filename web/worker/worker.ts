// The service worker: what lets the app open without a network. It keeps the files of one build,
// and nothing that the market answers. A page comes from the network where there is one, so that a
// new build is there with the next load; the kept shell stands in only where none is.

import { outdated, wayOf } from "./rules";

declare const self: ServiceWorkerGlobalScope;
/** Put in by build/shell.ts: the name of the build, and what the shell is made of. */
declare const BUILD: string;
declare const SHELL: readonly string[];

const mine = `shell ${BUILD}`;
const patience = 6000;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
    const way = wayOf(event.request, self.location.origin);
    if (way === "asset") event.respondWith(asset(event));
    if (way === "page") event.respondWith(page(event.request, patience));
    if (way === "written") event.respondWith(page(event.request, null));
});

/** All or nothing: a shell of two builds would be worse than none. */
async function install(): Promise<void> {
    const cache = await caches.open(mine);
    await Promise.all(SHELL.map(async (path) => cache.put(path, await fileOf(path))));
    await self.skipWaiting();
}

async function fileOf(path: string): Promise<Response> {
    const kept = path === "/" ? undefined : await caches.match(path, { ignoreVary: true });
    if (kept) return kept;
    // At "/" whoever is not signed in gets a page with goods on it; the file holds only the app.
    const answer = await (path === "/"
        ? fetch("/index.html", { cache: "no-cache" })
        : fetch(path));
    const text = path === "/" ? await answer.clone().text() : BUILD;
    // While a market is being replaced its nodes may be of two builds.
    if (!answer.ok || !text.includes(BUILD)) throw new Error(`${path} is not of build ${BUILD}`);
    return answer;
}

async function activate(): Promise<void> {
    const old = outdated(await caches.keys(), mine);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
    const pages = await self.clients.matchAll({ type: "window" });
    pages.forEach((open) => open.postMessage({ build: BUILD }));
}

async function asset(event: FetchEvent): Promise<Response> {
    const kept = await caches.match(event.request, { ignoreVary: true });
    if (kept) return kept;
    const answer = await fetch(event.request);
    if (answer.ok) {
        const copy = answer.clone();
        event.waitUntil(caches.open(mine).then((cache) => cache.put(event.request, copy)));
    }
    return answer;
}

/** From the network; the kept shell where there is none, or none that answers in so many ms. */
async function page(request: Request, longest: number | null): Promise<Response> {
    const cache = await caches.open(mine);
    const shell = await cache.match("/", { ignoreVary: true });
    const answer = fetch(request);
    if (!shell) return answer;
    const late = new Promise<undefined>((resolve) => {
        if (longest !== null) setTimeout(resolve, longest);
    });
    try {
        const came = await Promise.race([answer, late]);
        // From 502 on it is what stands before a market that is away, not the market.
        if (came && came.status < 502) return came;
    } catch {
        // No network.
    }
    return shell;
}
