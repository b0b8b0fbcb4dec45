// Acts of which nobody knows yet whether they arrived. The same act is sent again with the same
// key, so that it happens once. Of an act that pays it is kept where a reload does not lose it, and
// another one does not take its place unasked.

import type { Problem } from "./call";

export interface Open {
    /** The act with its body, as text to compare. */
    what: string;
    body: unknown;
    key: string;
}

/** Where the open act is kept: at most one. */
export interface Slot {
    get: () => Open | null;
    set: (open: Open | null) => void;
    /** Whether another act must wait until this one is settled. */
    waits: boolean;
}

/** Another act than the one that is open was wanted: doing both might pay twice. */
export class Unsettled extends Error {
    constructor(readonly body: unknown) {
        super("an earlier act is open");
    }
}

interface Address {
    readonly method: string;
    readonly path: string;
}

/** Whether sending it twice would pay twice. */
export function pays({ method, path }: Address): boolean {
    return method === "POST" && /^\/(orders(\/\w+\/pay)?|purchases)$/.test(path);
}

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A slot on the shelf: one for each person and address, lasting as long as the tab. */
export function shelved(shelf: Shelf, who: string, { path }: Address): Slot {
    const name = `open ${who} ${path}`;
    const get = () => {
        try {
            return JSON.parse(shelf.getItem(name) ?? "null") as Open | null;
        } catch {
            return null;
        }
    };
    const set = (open: Open | null) => {
        if (open) shelf.setItem(name, JSON.stringify(open));
        else shelf.removeItem(name);
    };
    return { get, set, waits: true };
}

/**
 * Whether a refusal says what became of the act. Of one that was sent before, a refusal at the
 * door (who is it, how often) says only that nobody has looked.
 */
export function settles(problem: Problem, before: boolean): boolean {
    if (problem.unknown) return false;
    return !before || ![401, 403, 429].includes(problem.status);
}

/** Sends an act with the key that it has, or with a new one. */
export async function attempt<T>(
    slot: Slot,
    act: Omit<Open, "key">,
    key: string,
    send: (key: string) => Promise<T>,
): Promise<T> {
    const open = slot.get();
    const before = open?.what === act.what;
    if (open && !before && slot.waits) throw new Unsettled(open.body);
    const mine = before ? open : { ...act, key };
    // Before it is sent: the page may be gone before the answer comes.
    slot.set(mine);
    try {
        const answer = await send(mine.key);
        slot.set(null);
        return answer;
    } catch (problem) {
        if (settles(problem as Problem, before)) slot.set(null);
        throw problem;
    }
}
