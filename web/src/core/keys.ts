// What a key pressed outside of any field means: pure, so that it can be tested without a keyboard.

import type { Key } from "./words";

export interface Target {
    letter: string;
    href: string;
    word: Key;
    /** For everybody, or only for who has signed in. */
    stranger?: true;
}

/** "g", then a letter. */
export const targets: readonly Target[] = [
    { letter: "h", href: "/", word: "nav.home", stranger: true },
    { letter: "o", href: "/orders", word: "nav.orders" },
    { letter: "b", href: "/orders/sold", word: "orders.sold_title" },
    { letter: "n", href: "/sell", word: "nav.sell_something" },
    { letter: "t", href: "/stall", word: "nav.stall" },
    { letter: "v", href: "/saved", word: "nav.saved" },
    { letter: "f", href: "/friends", word: "nav.friends" },
    { letter: "m", href: "/money", word: "nav.money" },
    { letter: "r", href: "/policies", word: "nav.policies", stranger: true },
    { letter: "e", href: "/settings", word: "nav.settings" },
];

export type Meaning = { go: string } | "help" | "search" | "wait" | null;

/** `after` says whether "g" was the key before. */
export function meaning(key: string, after: boolean, signedIn: boolean): Meaning {
    if (after) {
        if (key === "s") return "search";
        const target = targets.find(({ letter }) => letter === key);
        if (target && (signedIn || target.stranger)) return { go: target.href };
    }
    if (key === "g") return "wait";
    if (key === "?") return "help";
    return key === "/" ? "search" : null;
}

interface At {
    tagName: string;
    isContentEditable: boolean;
}
type Modifiers = Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey" | "isComposing">;

/** Letters typed into a field are text, and with a modifier they are the browser's. */
export function isForUs(at: At, event: Modifiers): boolean {
    const typing = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    return !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
}

/** Where an arrow, Home or End leads in a row of `n` from the one at `at`; null: nowhere. */
export function step(key: string, at: number, n: number, rightToLeft = false): number | null {
    const forward = rightToLeft ? "ArrowLeft" : "ArrowRight";
    const back = rightToLeft ? "ArrowRight" : "ArrowLeft";
    if (at < 0 || n < 2) return null;
    if (key === forward || key === "ArrowDown") return (at + 1) % n;
    if (key === back || key === "ArrowUp") return (at + n - 1) % n;
    if (key === "Home") return 0;
    return key === "End" ? n - 1 : null;
}

// Single letters can be in the way of who speaks to the computer: they can be switched off.
const place = "keys";

export function keysOn(): boolean {
    try {
        return localStorage.getItem(place) !== "off";
    } catch {
        return true;
    }
}

export function switchKeys(on: boolean): void {
    try {
        if (on) localStorage.removeItem(place);
        else localStorage.setItem(place, "off");
    } catch {
        // A browser that keeps nothing has them on.
    }
}

let search: (() => void) | null = null;

/** Who can search says so; "/" and "g s" then do. Hands back how to take it back. */
export function searchWith(open: () => void): () => void {
    search = open;
    return () => {
        if (search === open) search = null;
    };
}

export const searcher = (): (() => void) | null => search;
