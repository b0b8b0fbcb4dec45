// What a checkout is about, kept in its address so that it can be shared, kept and gone back to.

import type { CameFrom, ListingView, Money, PostageView, ShopRef, Way } from "../api";
import { parseFrom, writeFrom } from "./from";
import { offers } from "./handover";
import { postageFor, postageOf } from "./postage";

/** By which page, and by the token of whose link, somebody came to goods. */
export interface Led {
    from: CameFrom | null;
    share: string | null;
}

export interface Wanted {
    listing: string;
    quantity: number;
    /** Of what was put into the basket. */
    led?: Led;
}

/** "12.2,15.1" is two of listing 12 and one of listing 15. Nonsense is left out. */
export function parseLines(text: string | null): Wanted[] {
    const wanted = new Map<string, number>();
    for (const part of (text ?? "").split(",")) {
        const match = /^([\w-]+)\.(\d{1,6})$/.exec(part);
        const quantity = Number(match?.[2] ?? 0);
        if (match?.[1] && quantity > 0) wanted.set(match[1], quantity);
    }
    return [...wanted].map(([listing, quantity]) => ({ listing, quantity }));
}

export function writeLines(lines: readonly Wanted[]): string {
    return lines
        .filter((line) => line.quantity > 0)
        .map((line) => `${line.listing}.${line.quantity}`)
        .join(",");
}

// ---- The basket: lines that are kept in this browser until they are bought, for each member who
// signs in here their own

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Where a browser keeps nothing, the page has a basket until it is left. */
const pageShelf = new Map<string, string>();

function shelf(): Shelf {
    try {
        localStorage.getItem("basket");
        return localStorage;
    } catch {
        return {
            getItem: (name) => pageShelf.get(name) ?? null,
            setItem: (name, text) => void pageShelf.set(name, text),
            removeItem: (name) => void pageShelf.delete(name),
        };
    }
}

const placeOf = (member: string): string => `basket-${member}`;

/** [listing, quantity, page, link], shorter where little is known. */
type KeptLine = [string, number, string?, string?];

function writeKept(lines: readonly Wanted[]): string {
    const kept = lines
        .filter((line) => line.quantity > 0)
        .map(({ listing, quantity, led }): KeptLine => {
            if (!led?.from && !led?.share) return [listing, quantity];
            return [listing, quantity, led.from ? writeFrom(led.from) : "", led.share ?? ""];
        });
    return kept.length > 0 ? JSON.stringify(kept) : "";
}

function readKept(text: string): Wanted[] {
    return (JSON.parse(text) as KeptLine[]).flatMap(([listing, quantity, from, share]) => {
        const [line] = parseLines(`${listing}.${quantity}`);
        if (!line) return [];
        const led = { from: parseFrom(from ?? null), share: share || null };
        return [led.from || led.share ? { ...line, led } : line];
    });
}

export function keptLines(member: string | undefined, on = shelf()): Wanted[] {
    try {
        return member ? readKept(on.getItem(placeOf(member)) ?? "") : [];
    } catch {
        return [];
    }
}

export function keepLines(member: string, lines: readonly Wanted[], on = shelf()): void {
    try {
        const text = writeKept(lines);
        if (text) on.setItem(placeOf(member), text);
        else on.removeItem(placeOf(member));
    } catch {
        // It is full, or switched off: what was there before is there still.
    }
    watchers.forEach((watcher) => watcher());
}

const watchers = new Set<() => void>();

/** Tells of every change of a basket, in another tab too. Hands back how to end it. */
export function watchBaskets(watcher: () => void): () => void {
    const other = ({ key }: StorageEvent) => {
        if (key === null || key.startsWith(placeOf(""))) watcher();
    };
    watchers.add(watcher);
    addEventListener("storage", other);
    return () => {
        watchers.delete(watcher);
        removeEventListener("storage", other);
    };
}

/** The lines with so many more of one listing. A link that led there once is not forgotten. */
export function withMore(lines: readonly Wanted[], more: Wanted): Wanted[] {
    const there = lines.find((line) => line.listing === more.listing);
    if (!there) return [...lines, more];
    const led = more.led?.share || !there.led?.share ? (more.led ?? there.led) : there.led;
    const quantity = there.quantity + more.quantity;
    return lines.map((line) =>
        line === there ? { listing: line.listing, quantity, ...(led ? { led } : {}) } : line,
    );
}

/**
 * What was changed from `before` to `after`, done to the lines as they are now: what another tab
 * has put in or taken out meanwhile stays as it is.
 */
export function carriedOver(
    before: readonly Wanted[],
    after: readonly Wanted[],
    now: readonly Wanted[],
): Wanted[] {
    const among = (lines: readonly Wanted[], { listing }: Wanted) =>
        lines.find((line) => line.listing === listing);
    const touched = (line: Wanted) =>
        among(before, line)?.quantity !== among(after, line)?.quantity;
    const stayed = now.flatMap((line) => (touched(line) ? (among(after, line) ?? []) : line));
    const fresh = after.filter((line) => touched(line) && !among(now, line));
    return [...stayed, ...fresh];
}

/** How somebody came to these goods of one shop: of several ways, as to those that stand last. */
export function ledTo(lines: readonly Wanted[]): Led {
    const from = lines.findLast(({ led }) => led?.from)?.led?.from ?? null;
    const share = lines.findLast(({ led }) => led?.share)?.led?.share ?? null;
    return { from, share };
}

/** The lines of one shop, and what is known of their goods. */
export interface OfShop {
    shop: ShopRef;
    lines: Wanted[];
    listings: ListingView[];
}

/** The lines by shop, in the order in which the shops first come; what is gone is left out. */
export function byShop(
    lines: readonly Wanted[],
    known: Readonly<Record<string, ListingView>>,
): OfShop[] {
    const parts = new Map<string, OfShop>();
    for (const line of lines) {
        const listing = known[line.listing];
        if (!listing) continue;
        const part = parts.get(listing.shop.id) ?? { shop: listing.shop, lines: [], listings: [] };
        parts.set(listing.shop.id, part);
        part.lines.push(line);
        part.listings.push(listing);
    }
    return [...parts.values()];
}

/** What the buyer saw and agreed to: a version, its price, and what the shop asked for sending. */
export interface SeenListing {
    version: number;
    price: Money;
    postage: PostageView | null;
}
export type Seen = Readonly<Record<string, SeenListing>>;

export type Trouble =
    | { kind: "changed"; before: Money; now: Money }
    | { kind: "short"; left: number }
    | { kind: "few"; least: number }
    | { kind: "way"; way: Way }
    | { kind: "there"; regions: string[]; met: boolean }
    | { kind: "gone" };

/** Where the goods are to go; "" where no country was chosen yet. */
export interface Destination {
    way: Way;
    country: string;
}

/** What stands between the buyer and this line, or null where nothing does. */
export function troubleOf(
    listing: ListingView | undefined,
    wanted: Wanted,
    seen: Seen,
    destination: Destination,
): Trouble | null {
    // Taken down, or not for this buyer to see any more.
    if (!listing) return { kind: "gone" };
    if (listing.state !== "live" || listing.stock === 0) return { kind: "gone" };
    // Otherwise it would be too few and too many in turn, for ever.
    if (listing.stock < listing.terms.least) return { kind: "gone" };
    const before = seen[listing.id];
    if (before && before.version !== listing.version) {
        return { kind: "changed", before: before.price, now: listing.price };
    }
    if (wanted.quantity < listing.terms.least) {
        return { kind: "few", least: listing.terms.least };
    }
    if (listing.stock < wanted.quantity) return { kind: "short", left: listing.stock };
    return reach(listing, destination);
}

function reach({ handover }: ListingView, { way, country }: Destination): Trouble | null {
    if (!offers(handover.ways, way)) return { kind: "way", way };
    const { regions, ways } = handover;
    const there = regions.length === 0 || country === "" || regions.includes(country);
    if (way === "pick_up" || there) return null;
    return { kind: "there", regions, met: offers(ways, "pick_up") };
}

/** The sum of the lines; listings that are not known yet are left out. */
export function totalOf(
    lines: readonly Wanted[],
    known: Readonly<Record<string, ListingView>>,
    currency: string,
): Money {
    const minor = lines.reduce(
        (sum, line) => sum + (known[line.listing]?.price.minor ?? 0) * line.quantity,
        0,
    );
    return { minor, currency };
}

/** What the goods of one shop come to, and what sending them costs, now and as it was seen. */
export interface Sum {
    goods: Money;
    postage: Money;
    before: Money;
    total: Money;
}

export function sumOf(
    { lines, listings }: OfShop,
    known: Readonly<Record<string, ListingView>>,
    seen: Seen,
    destination: Destination,
    currency: string,
): Sum {
    const goods = totalOf(lines, known, currency);
    const postage = postageFor(postageOf(listings), destination, goods);
    const first = listings.find(({ id }) => seen[id]?.postage);
    const shown = first ? (seen[first.id]?.postage ?? null) : null;
    const all = listings.every(({ id }) => seen[id]);
    return {
        goods,
        postage,
        before: all ? postageFor(shown, destination, goods) : postage,
        total: plus(goods, postage),
    };
}

export const plus = (a: Money, b: Money): Money => ({ ...a, minor: a.minor + b.minor });
