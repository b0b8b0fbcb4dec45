// Addresses. Every page has one, the back button works, and a link is a plain <a href>.

import { useEffect, useState } from "preact/hooks";

export interface Place {
    /** The pattern that matched: "/listings/:id". */
    pattern: string;
    params: Readonly<Record<string, string>>;
    query: URLSearchParams;
    path: string;
}

/** The first pattern that fits; null where none does. */
export function match(patterns: readonly string[], address: string): Place | null {
    const [path = "/", search = ""] = address.split("?", 2);
    const given = parts(path);
    for (const pattern of patterns) {
        const wanted = parts(pattern);
        if (wanted.length !== given.length) continue;
        const params: Record<string, string> = {};
        const fits = wanted.every((want, i) => {
            const have = given[i] ?? "";
            if (!want.startsWith(":")) return want === have;
            params[want.slice(1)] = decode(have);
            return have !== "";
        });
        if (fits) return { pattern, params, query: new URLSearchParams(search), path };
    }
    return null;
}

function parts(path: string): string[] {
    return path.split("/").filter((part) => part !== "");
}

function decode(part: string): string {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}

const watchers = new Set<() => void>();
const scrolls = new Map<string, number>();
let visit = 0;

function current(): string {
    return location.pathname + location.search;
}

/** Goes to an address of the app. */
export function go(address: string, how: "push" | "replace" = "push"): void {
    keepScroll();
    const path = location.pathname;
    if (how === "push") history.pushState({ visit: ++visit }, "", address);
    else history.replaceState({ visit }, "", address);
    watchers.forEach((watcher) => watcher());
    // A page that only notes something in its address stays where the reader is.
    if (how === "push" || location.pathname !== path) scrollTo(0, 0);
}

function keepScroll(): void {
    scrolls.set(String((history.state as { visit?: number } | null)?.visit ?? 0), scrollY);
}

/** Where the reader was on the page that the back button returned to. */
export function returnScroll(): void {
    const kept = scrolls.get(String((history.state as { visit?: number } | null)?.visit ?? 0));
    if (kept !== undefined) requestAnimationFrame(() => scrollTo(0, kept));
}

/** Makes links and the back button work; called once. */
export function startRouter(): void {
    history.scrollRestoration = "manual";
    addEventListener("popstate", () => {
        watchers.forEach((watcher) => watcher());
        returnScroll();
    });
    document.addEventListener("click", (event) => {
        if (event.defaultPrevented || event.button !== 0) return;
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        const link = (event.target as Element).closest?.("a");
        if (!link || link.target || link.hasAttribute("download")) return;
        if (link.origin !== location.origin || link.pathname.startsWith("/api/")) return;
        if (link.pathname === location.pathname && link.hash) return;
        event.preventDefault();
        go(link.pathname + link.search + link.hash);
    });
}

/** The address as state: the component renders again when it changes. */
export function useAddress(): string {
    const [address, setAddress] = useState(current);
    useEffect(() => {
        const watcher = () => setAddress(current());
        watchers.add(watcher);
        return () => void watchers.delete(watcher);
    }, []);
    return address;
}
