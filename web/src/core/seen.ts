// What was last seen, for a page that is opened without a network: only what anybody may see (goods
// put up for everybody, the market's name), only for this tab, and gone when another person reads.

import type { Instant, ListingView, Money } from "../api";

export interface Seen {
    id: string;
    title: string;
    price: Money;
    shop: string;
    at: Instant;
}

const most = 6;

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

function shelf(which: "sessionStorage" | "localStorage"): Shelf | null {
    try {
        return globalThis[which];
    } catch {
        return null;
    }
}

/** The latest first; each once. */
export function added(seen: readonly Seen[], one: Seen): Seen[] {
    return [one, ...seen.filter(({ id }) => id !== one.id)].slice(0, most);
}

export function lastSeen(from = shelf("sessionStorage")): Seen[] {
    try {
        return JSON.parse(from?.getItem("seen") ?? "[]") as Seen[];
    } catch {
        return [];
    }
}

export function noteSeen(
    { id, title, price, shop, audience, state }: ListingView,
    now = new Date(),
    to = shelf("sessionStorage"),
): void {
    if (audience !== "everybody" || state !== "live") return;
    const one = { id, title, price, shop: shop.name, at: now.toISOString() };
    keep(to, "seen", JSON.stringify(added(lastSeen(to), one)));
}

export function forgetSeen(from = shelf("sessionStorage")): void {
    from?.removeItem("seen");
}

/** The market's name outlives the tab: it is how the installed app greets without a network. */
export function noteMarket(name: string): void {
    keep(shelf("localStorage"), "market", name);
}

export function marketSeen(): string {
    return shelf("localStorage")?.getItem("market") ?? "Fairground";
}

function keep(to: Shelf | null, name: string, value: string): void {
    try {
        to?.setItem(name, value);
    } catch {
        // A full shelf keeps nothing more; nobody waits for it.
    }
}
