// What the app knows of the server: answers kept by address, fetched again when a hint says so.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";

import type { Hint, HintKind, MeView, OrderView } from "../api";
import { call, freshKey, further, Problem } from "./call";
import type { Answer, At, Listing, Look, Page, Route, Sent } from "./call";
import { joined, readOn } from "./pages";
import { attempt, pays, shelved, Unsettled, type Open, type Slot } from "./open";

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
function need(to: At<Look>): void {
    const entry = keep(to.path);
    const fresh = entry.came !== undefined && performance.now() - entry.came < 1000;
    if (!entry.fetching && !(fresh && !entry.stale)) void fetchInto(to, entry);
}

/** Begins to fetch what the first page will want, before there is a page. */
export function warm(...all: At<Look>[]): void {
    all.forEach(need);
}

function fetchInto(to: At<Look>, entry: Kept): Promise<void> {
    if (entry.fetching) {
        entry.stale = true;
        return entry.fetching;
    }
    entry.stale = false;
    entry.fetching = call(to)
        .then(
            (data) => {
                entry.data = data;
                entry.came = performance.now();
                delete entry.problem;
            },
            (problem: unknown) => {
                entry.problem = problem as Problem;
                entry.stale = true;
                // What the reader may not see any more is not shown any more.
                if (withdraws(entry.problem)) delete entry.data;
            },
        )
        .then(() => {
            entry.fetching = undefined;
            entry.watchers.forEach((watcher) => watcher());
            if (entry.stale && !entry.problem && entry.watchers.size > 0) {
                return fetchInto(to, entry);
            }
            return undefined;
        });
    return entry.fetching;
}

/** Whether a refusal says that the last answer is not the reader's to see any more. */
export function withdraws({ status }: Problem): boolean {
    return status === 401 || status === 403 || status === 404;
}

export interface Got<T> {
    data: T | undefined;
    problem: Problem | undefined;
    reload: () => void;
}

/** The answer, the last known one at once, and kept current. null asks nothing. */
export function useGet<R extends Look>(to: At<R> | null): Got<Answer<R>> {
    const [, render] = useState(0);
    const path = to?.path ?? null;
    const shown = path === null ? undefined : kept.get(path)?.data;
    useEffect(() => {
        if (!to || path === null) return;
        const entry = keep(path);
        const watcher = () => render((n) => n + 1);
        entry.watchers.add(watcher);
        // It may have come between the rendering and this.
        if (entry.data !== shown) watcher();
        // What was fetched on an earlier page is shown at once and asked again meanwhile.
        need(to);
        return () => void entry.watchers.delete(watcher);
    }, [path]);
    const entry = path === null ? undefined : kept.get(path);
    return {
        data: entry?.data as Answer<R> | undefined,
        problem: entry?.problem,
        reload: () => to && void fetchInto(to, keep(to.path)),
    };
}

export interface GotList<T> {
    items: T[] | undefined;
    problem: Problem | undefined;
    more: (() => void) | null;
    reload: () => void;
}

interface Rest<T> {
    path: string | null;
    /** Where the first page ended when these were read. */
    from: string | null;
    pages: Page<T>[];
}

/**
 * A list with its further pages. The first page stays current; where it comes to end elsewhere,
 * the others are read again, so that nothing falls between them.
 */
export function useList<R extends Listing>(to: At<R> | null): GotList<Answer<R>["items"][number]> {
    type Item = Answer<R>["items"][number];
    const first = useGet(to);
    const path = to?.path ?? null;
    const [rest, setRest] = useState<Rest<Item>>({ path, from: null, pages: [] });
    const pages = rest.path === path ? rest.pages : [];
    const from = first.data?.next ?? null;
    const next = pages.length > 0 ? pages[pages.length - 1]?.next : from;
    /** Counts the readings, so that one which was overtaken changes nothing. */
    const reading = useRef(0);
    const read = (n: number) => {
        if (!to) return;
        const mine = ++reading.current;
        readOn(from, n, (after) => call<Listing>(further(to, after)) as Promise<Page<Item>>)
            .then((found) => mine === reading.current && setRest({ path, from, pages: found }))
            .catch(() => mine === reading.current && setRest({ path, from, pages: [] }));
    };
    const moved = first.data !== undefined && pages.length > 0 && rest.from !== from;
    useEffect(() => {
        if (moved) read(pages.length);
    }, [path, from]);
    const more = useCallback(() => {
        if (!to || !next) return;
        if (moved) return read(pages.length + 1);
        const mine = ++reading.current;
        void call<Listing>(further(to, next))
            .then((page) => {
                if (mine === reading.current) setRest({ path, from, pages: [...pages, page] });
            })
            .catch(() => first.reload());
    }, [path, from, next, pages.length]);
    return {
        items: first.data && joined<Item>([first.data, ...pages]),
        problem: first.problem,
        more: next ? more : null,
        reload: first.reload,
    };
}

/** Puts an answer where asking would, so that an act shows before the hint comes. */
export function put<R extends Look>(to: At<R>, data: Answer<R>): void {
    const entry = keep(to.path);
    entry.data = data;
    delete entry.problem;
    // An answer that is on its way may be older than this.
    if (entry.fetching) entry.stale = true;
    entry.watchers.forEach((watcher) => watcher());
}

/** Changes an answer from what is kept now, and says what it is then; nothing of none. */
export function change<R extends Look>(
    to: At<R>,
    how: (data: Answer<R>) => Answer<R>,
): Answer<R> | undefined {
    const data = kept.get(to.path)?.data as Answer<R> | undefined;
    if (data === undefined) return undefined;
    const changed = how(data);
    put(to, changed);
    return changed;
}

/** Fetches again what is on the page and matches; what is not on the page is forgotten. */
export function refresh(matches: (path: string) => boolean = () => true): void {
    for (const [path, entry] of kept) {
        if (!matches(path)) continue;
        if (entry.watchers.size > 0) void fetchInto({ method: "GET", path }, entry);
        else kept.delete(path);
    }
}

/** Whether an act on an order may have moved it: orders, disputes, and where the money is. */
export const ofOrders = (path: string): boolean =>
    /^\/(orders|disputes|me\/(money|payouts))/.test(path);

/** Another person reads from now on (`put` says who): nothing of the last one may be shown. */
export function forgetAll(): void {
    for (const [path, entry] of kept) {
        if (path === "/market" || path === "/me") continue;
        delete entry.data;
        if (entry.watchers.size > 0) void fetchInto({ method: "GET", path }, entry);
        else kept.delete(path);
    }
}

const touched: Record<HintKind, RegExp> = {
    order: /^\/(orders|disputes|me\/(money|payouts)|operator\/(reports|orders|bank|ledger))/,
    listing: /^\/(listings|shops|feed|me\/(listings|saved\?))/,
    // Also what the program says of a listing to who is not named by the change.
    // A search that is open does not move with what strangers list: it would ask the dearest
    // question again each second. It is asked anew whenever it is opened.
    feed: /^\/(feed|listings|shops|me\/saved\?)/,
    // Also the goods that only friends may see.
    friend: /^\/(friends|members|feed|search|listings|shops|me\/saved\?)/,
    money: /^\/(me\/(money|payouts)|orders|operator)/,
    // Also the dispute that a case is about: both sides wait for what is decided.
    case: /^\/(cases|disputes|reports|statements)/,
    import: /^\/(imports|me\/listings)/,
    notice: /^\/notices/,
    offer: /^\/(offers|listings\/\w+\/offers)/,
};

/** Whether a hint makes the answer of GET `path` old. */
export function concerns(hint: Hint, path: string): boolean {
    if (!touched[hint.kind]?.test(path)) return false;
    // A thing's own page need not move when another thing of its kind changed.
    const thing = /^\/(orders|listings|imports|offers)\/(\w+)/.exec(path);
    // An offer is one for a listing, whose own answer says which one it is.
    const others = ["money", "friend"].includes(hint.kind) || path.endsWith("/offers");
    return !thing || others || hint.subject === "" || thing[2] === hint.subject;
}

/** Whether an order was bought with the one that changed: what there is to pay may be less now. */
function boughtWith(hint: Hint, path: string): boolean {
    if (hint.kind !== "order") return false;
    const order = kept.get(path)?.data as Partial<OrderView> | undefined;
    return order?.purchase?.orders.some((one) => one.order === hint.subject) ?? false;
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
    refresh((path) => hints.some((hint) => concerns(hint, path) || boughtWith(hint, path)));
    setTimeout(() => {
        const more = waiting ?? [];
        waiting = null;
        if (more.length > 0) follow(more);
    }, 1000);
}

let source: EventSource | null = null;
let watching = false;

/**
 * Listens to the server's hints from now on, as whoever is signed in now; but only while the page
 * can be seen. A browser has six connections for one market, and every tab would hold one.
 */
export function listen(): void {
    if (!watching) {
        document.addEventListener("visibilitychange", turn);
        addEventListener("online", comeBack);
    }
    watching = true;
    source?.close();
    source = null;
    if (!document.hidden) attend();
}

function turn(): void {
    if (document.hidden) {
        source?.close();
        source = null;
    } else if (!source) {
        attend();
        // Whatever was hinted at meanwhile.
        refresh();
    }
}

/** The network is back: what could not be had is asked for again, and what may be old with it. */
function comeBack(): void {
    // A stream that broke off opens by itself, one that was refused meanwhile does not.
    if (source?.readyState === EventSource.CLOSED) attend();
    refresh();
}

function attend(): void {
    source = new EventSource("/api/v1/hints");
    source.addEventListener("hint", (event) => {
        take(JSON.parse((event as MessageEvent<string>).data) as Hint);
    });
    source.addEventListener("reset", () => refresh());
}

/** What a change answered; of one that answers nothing, that it was done. */
export type Done<R extends Route> = Answer<R> extends undefined ? true : Answer<R>;

export interface Acting {
    busy: boolean;
    problem: Problem | null;
    /** Sends a change; undefined where it was refused (then `problem` says why). */
    run: <R extends Route>(to: At<R>, ...sent: Sent<R>) => Promise<Done<R> | undefined>;
    clear: () => void;
    /** An earlier act that pays, by its body: it may have arrived, and this one is another. */
    earlier: unknown;
    /** Gives up the earlier one: the reader has looked. */
    forget: () => void;
}

/** Where a browser keeps nothing for a tab, the page itself does. */
const pageShelf = new Map<string, string>();

function slotOf(to: At<Route>, mine: { current: Open | null }): Slot {
    if (!pays(to)) {
        return { get: () => mine.current, set: (open) => (mine.current = open), waits: false };
    }
    const reader = kept.get("/me")?.data as MeView | undefined;
    return shelved(shelf(), reader?.member?.id ?? "", to);
}

function shelf(): Parameters<typeof shelved>[0] {
    try {
        sessionStorage.setItem("open", "");
        return sessionStorage;
    } catch {
        return {
            getItem: (name) => pageShelf.get(name) ?? null,
            setItem: (name, value) => void pageShelf.set(name, value),
            removeItem: (name) => void pageShelf.delete(name),
        };
    }
}

/**
 * One thing a person does on a page. While nobody knows whether the last try arrived, the same
 * intention is sent with the same key, so that a lost answer cannot buy twice.
 */
export function useAct(): Acting {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<Problem | null>(null);
    const [earlier, setEarlier] = useState<unknown>(null);
    const open = useRef<Open | null>(null);
    const waiting = useRef<Slot | null>(null);
    const run = useCallback(async <R extends Route>(to: At<R>, ...sent: Sent<R>) => {
        const [body] = sent;
        const what = { what: JSON.stringify([to, body]), body };
        const slot = slotOf(to, open);
        setBusy(true);
        setProblem(null);
        setEarlier(null);
        try {
            const answer = await attempt(slot, what, freshKey(), (key) =>
                call(to, ...([body, { key }] as Sent<R>)),
            );
            return (answer ?? true) as Done<R>;
        } catch (caught) {
            if (caught instanceof Unsettled) {
                waiting.current = slot;
                setEarlier(caught.body);
            } else setProblem(caught as Problem);
            return undefined;
        } finally {
            setBusy(false);
        }
    }, []);
    const clear = useCallback(() => setProblem(null), []);
    const forget = useCallback(() => {
        waiting.current?.set(null);
        setEarlier(null);
    }, []);
    return { busy, problem, run, clear, earlier, forget };
}

/** Several answers at once, each as useGet gives it. */
export function useGets<R extends Look>(all: readonly At<R>[]): Got<Answer<R>>[] {
    const [, render] = useState(0);
    const together = all.map((to) => to.path).join(" ");
    useEffect(() => {
        const watcher = () => render((n) => n + 1);
        const entries = all.map((to) => keep(to.path));
        entries.forEach((entry) => entry.watchers.add(watcher));
        watcher();
        all.forEach(need);
        return () => entries.forEach((entry) => void entry.watchers.delete(watcher));
    }, [together]);
    return all.map((to) => ({
        data: kept.get(to.path)?.data as Answer<R> | undefined,
        problem: kept.get(to.path)?.problem,
        reload: () => void fetchInto(to, keep(to.path)),
    }));
}
