// What the app knows of the server: answers kept by address, fetched again when a hint says so.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import { call, freshKey, Problem, type Hint, type HintKind, type List, type Method } from "../api";

interface Kept {
    data?: unknown;
    problem?: Problem;
    fetching?: Promise<void> | undefined;
    /** When the data came, by the page's clock. */
    came?: number;
    /** A hint came while it was being fetched, so that the answer may be old already. */
    stale: boolean;
    watchers: Set<() => void>;
}

const kept = new Map<string, Kept>();

function keep(path: string): Kept {
    let entry = kept.get(path);
    if (!entry) kept.set(path, (entry = { stale: true, watchers: new Set() }));
    return entry;
}

/** Fetches it unless it is on its way, or came within this second (a page that follows another). */
function need(path: string): void {
    const entry = keep(path);
    const fresh = entry.came !== undefined && performance.now() - entry.came < 1000;
    if (!entry.fetching && !(fresh && !entry.stale)) void fetchInto(path, entry);
}

/** Begins to fetch what the first page will want, before there is a page. */
export function warm(...paths: string[]): void {
    paths.forEach(need);
}

function fetchInto(path: string, entry: Kept): Promise<void> {
    if (entry.fetching) {
        entry.stale = true;
        return entry.fetching;
    }
    entry.stale = false;
    entry.fetching = call<unknown>("GET", path)
        .then(
            (data) => {
                entry.data = data;
                entry.came = performance.now();
                delete entry.problem;
            },
            (problem: unknown) => {
                entry.problem = problem as Problem;
                entry.stale = true;
            },
        )
        .then(() => {
            entry.fetching = undefined;
            entry.watchers.forEach((watcher) => watcher());
            if (entry.stale && !entry.problem && entry.watchers.size > 0) {
                return fetchInto(path, entry);
            }
            return undefined;
        });
    return entry.fetching;
}

export interface Got<T> {
    data: T | undefined;
    problem: Problem | undefined;
    reload: () => void;
}

/** The answer to GET `path`, the last known one at once, and kept current. null asks nothing. */
export function useGet<T>(path: string | null): Got<T> {
    const [, render] = useState(0);
    const shown = path === null ? undefined : kept.get(path)?.data;
    useEffect(() => {
        if (path === null) return;
        const entry = keep(path);
        const watcher = () => render((n) => n + 1);
        entry.watchers.add(watcher);
        // It may have come between the rendering and this.
        if (entry.data !== shown) watcher();
        // What was fetched on an earlier page is shown at once and asked again meanwhile.
        need(path);
        return () => void entry.watchers.delete(watcher);
    }, [path]);
    const entry = path === null ? undefined : kept.get(path);
    return {
        data: entry?.data as T | undefined,
        problem: entry?.problem,
        reload: () => path !== null && void fetchInto(path, keep(path)),
    };
}

export interface GotList<T> {
    items: T[] | undefined;
    problem: Problem | undefined;
    more: (() => void) | null;
    reload: () => void;
}

/** A list with its further pages; the first page stays current, the others were true when read. */
export function useList<T>(path: string | null): GotList<T> {
    const first = useGet<List<T>>(path);
    const [rest, setRest] = useState<{ path: string | null; pages: List<T>[] }>({
        path,
        pages: [],
    });
    const pages = rest.path === path ? rest.pages : [];
    const next = pages.length > 0 ? pages[pages.length - 1]?.next : first.data?.next;
    const more = useCallback(() => {
        if (path === null || !next) return;
        const sign = path.includes("?") ? "&" : "?";
        void call<List<T>>("GET", `${path}${sign}after=${encodeURIComponent(next)}`)
            .then((page) => setRest({ path, pages: [...pages, page] }))
            .catch(() => first.reload());
    }, [path, next, pages.length]);
    return {
        items: first.data && [...first.data.items, ...pages.flatMap((page) => page.items)],
        problem: first.problem,
        more: next ? more : null,
        reload: first.reload,
    };
}

/** Puts an answer where GET `path` would, so that an act shows before the hint comes. */
export function put(path: string, data: unknown): void {
    const entry = keep(path);
    entry.data = data;
    delete entry.problem;
    entry.watchers.forEach((watcher) => watcher());
}

/** Fetches again what is on the page and matches; what is not on the page is forgotten. */
export function refresh(matches: (path: string) => boolean = () => true): void {
    for (const [path, entry] of kept) {
        if (!matches(path)) continue;
        if (entry.watchers.size > 0) void fetchInto(path, entry);
        else kept.delete(path);
    }
}

/** Another person reads from now on (`put` says who): nothing of the last one may be shown. */
export function forgetAll(): void {
    for (const [path, entry] of kept) {
        if (path === "/market" || path === "/me") continue;
        delete entry.data;
        if (entry.watchers.size > 0) void fetchInto(path, entry);
        else kept.delete(path);
    }
}

const touched: Record<HintKind, RegExp> = {
    order: /^\/(orders|me\/money|operator\/(reports|bank|ledger))/,
    listing: /^\/(listings|shops|feed|me\/listings)/,
    // Also what the program says of a listing to who is not named by the change.
    feed: /^\/(feed|listings|shops)/,
    friend: /^\/(friends|members|feed)/,
    money: /^\/(me\/money|orders|operator)/,
    import: /^\/(imports|me\/listings)/,
};

/** Whether a hint makes the answer of GET `path` old. */
export function concerns(hint: Hint, path: string): boolean {
    if (!touched[hint.kind]?.test(path)) return false;
    // A thing's own page need not move when another thing of its kind changed.
    const thing = /^\/(orders|listings|imports)\/(\w+)/.exec(path);
    return !thing || hint.kind === "money" || hint.subject === "" || thing[2] === hint.subject;
}

/** Hints that came while the last ones were being followed; null: none are. */
let waiting: Hint[] | null = null;

/** Follows a hint at once, and those that come in the same second together. */
function take(hint: Hint): void {
    if (waiting) return void waiting.push(hint);
    follow([hint]);
}

function follow(hints: readonly Hint[]): void {
    waiting = [];
    refresh((path) => hints.some((hint) => concerns(hint, path)));
    setTimeout(() => {
        const more = waiting ?? [];
        waiting = null;
        if (more.length > 0) follow(more);
    }, 1000);
}

let source: EventSource | null = null;

/** Listens to the server's hints from now on, as whoever is signed in now. */
export function listen(): void {
    source?.close();
    source = new EventSource("/api/v1/hints");
    source.addEventListener("hint", (event) => {
        take(JSON.parse((event as MessageEvent<string>).data) as Hint);
    });
    source.addEventListener("reset", () => refresh());
}

export interface Acting {
    busy: boolean;
    problem: Problem | null;
    /** Sends a change; undefined where it was refused (then `problem` says why). */
    run: <T>(method: Method, path: string, body?: unknown) => Promise<T | undefined>;
    clear: () => void;
}

/**
 * One thing a person does on a page. While nobody knows whether the last try arrived, the same
 * intention is sent with the same key, so that a lost answer cannot buy twice.
 */
export function useAct(): Acting {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<Problem | null>(null);
    const open = useRef<{ what: string; key: string } | null>(null);
    const run = useCallback(async <T>(method: Method, path: string, body?: unknown) => {
        const what = JSON.stringify([method, path, body]);
        if (open.current?.what !== what) open.current = { what, key: freshKey() };
        const { key } = open.current;
        setBusy(true);
        setProblem(null);
        try {
            const answer = await call<T>(
                method,
                path,
                body === undefined ? { key } : { body, key },
            );
            open.current = null;
            return answer ?? ({} as T);
        } catch (caught) {
            const refused = caught as Problem;
            if (!refused.unknown) open.current = null;
            setProblem(refused);
            return undefined;
        } finally {
            setBusy(false);
        }
    }, []);
    return { busy, problem, run, clear: useCallback(() => setProblem(null), []) };
}

/** Several answers at once, each as useGet gives it. */
export function useGets<T>(paths: readonly string[]): Got<T>[] {
    const [, render] = useState(0);
    const together = paths.join(" ");
    useEffect(() => {
        const watcher = () => render((n) => n + 1);
        const entries = paths.map(keep);
        entries.forEach((entry) => entry.watchers.add(watcher));
        watcher();
        paths.forEach(need);
        return () => entries.forEach((entry) => void entry.watchers.delete(watcher));
    }, [together]);
    return paths.map((path) => ({
        data: kept.get(path)?.data as T | undefined,
        problem: kept.get(path)?.problem,
        reload: () => void fetchInto(path, keep(path)),
    }));
}
