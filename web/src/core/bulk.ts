// What a seller does with several orders in one go. Each is a request of its own with a key of its
// own, so each is answered for itself: one that is refused stops none of the others, and after a
// lost answer only those are sent again of which nobody knows, with the same keys. One request for
// all would need new keys for a part of itself, and keep everybody else's commands waiting behind.

import type { OrderView } from "../api";
import type { Problem } from "./call";
import { attempt, type Open, type Slot } from "./open";

/** Taking orders, handing parcels over, and having things ready for who picks them up. */
export type BulkAct = "accept" | "send" | "ready";
export const bulkActs: readonly BulkAct[] = ["accept", "send", "ready"];

/** Whether the server offers this act of this order now. */
export function fits(order: Pick<OrderView, "may" | "way">, act: BulkAct): boolean {
    if (act === "accept") return order.may.includes("accept");
    return order.may.includes("ship") && (order.way === "pick_up") === (act === "ready");
}

export const isChoosable = (order: Pick<OrderView, "may" | "way">): boolean =>
    bulkActs.some((act) => fits(order, act));

/** How far one order of several is. */
export type Outcome =
    | { how: "waits" }
    | { how: "asked" }
    | { how: "done" }
    | { how: "refused" | "unknown"; problem: Problem };

/** At the door: nobody has looked at the order itself. */
const atDoor = [401, 429];

/** Whether asking again is of use: what was refused for good stays refused. */
export function isOpen(outcome: Outcome | undefined): boolean {
    if (!outcome || outcome.how === "waits" || outcome.how === "unknown") return true;
    return outcome.how === "refused" && atDoor.includes(outcome.problem.status);
}

/** Where the keys of a bulk act are kept while it is on the page: one for each order. */
export function slots(): (id: string) => Slot {
    const kept = new Map<string, Open>();
    return (id) => ({
        get: () => kept.get(id) ?? null,
        set: (open) => void (open ? kept.set(id, open) : kept.delete(id)),
        waits: false,
    });
}

interface Run {
    /** What is asked of an order, as text: the same text goes with the same key. */
    what: (id: string) => string;
    slot: (id: string) => Slot;
    freshKey: () => string;
    send: (id: string, key: string) => Promise<unknown>;
    tell: (id: string, outcome: Outcome) => void;
}

/** A browser has six connections for a market, and the page needs some itself. */
const atOnce = 3;

/** Asks for every order, a few at a time; ends early where the others would fare no better. */
export async function runAll(ids: readonly string[], run: Run): Promise<void> {
    const left = [...ids];
    let stopped = false;
    const ask = async (id: string) => {
        run.tell(id, { how: "asked" });
        const act = { what: run.what(id), body: null };
        try {
            await attempt(run.slot(id), act, run.freshKey(), (key) => run.send(id, key));
            run.tell(id, { how: "done" });
        } catch (caught) {
            const problem = caught as Problem;
            run.tell(id, { how: problem.unknown ? "unknown" : "refused", problem });
            stopped ||= problem.status === 0 || atDoor.includes(problem.status);
        }
    };
    const lane = async () => {
        while (!stopped) {
            const id = left.shift();
            if (id === undefined) return;
            await ask(id);
        }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
}
