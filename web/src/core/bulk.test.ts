import { describe, expect, test } from "vitest";

import { fits, isChoosable, isOpen, runAll, slots, type Outcome } from "./bulk";
import { Problem } from "./call";

/** A server that answers as it is told to, and what it was asked. */
function served(answers: Record<string, (Problem | "ok")[]>) {
    const asked: [string, string][] = [];
    const outcomes: Record<string, Outcome> = {};
    const slot = slots();
    let keys = 0;
    const run = {
        what: (id: string) => `ship ${id}`,
        slot,
        freshKey: () => `k${++keys}`,
        send: async (id: string, key: string) => {
            asked.push([id, key]);
            const answer = answers[id]?.shift() ?? "ok";
            await Promise.resolve();
            if (answer !== "ok") throw answer;
        },
        tell: (id: string, outcome: Outcome) => void (outcomes[id] = outcome),
    };
    return { run, asked, outcomes };
}

const how = (outcomes: Record<string, Outcome>) =>
    Object.fromEntries(Object.entries(outcomes).map(([id, one]) => [id, one.how]));
const refused = new Problem(409, "not_now", "");
const lost = new Problem(0, "no_answer", "");
const broken = new Problem(500, "accident", "");
const stranger = new Problem(401, "not_signed_in", "");

describe("several orders in one go", () => {
    test("each is answered for itself, with a key of its own", async () => {
        const { run, asked, outcomes } = served({ "2": [refused] });
        await runAll(["1", "2", "3", "4", "5"], run);
        expect(how(outcomes)).toEqual({
            "1": "done",
            "2": "refused",
            "3": "done",
            "4": "done",
            "5": "done",
        });
        expect(new Set(asked.map(([, key]) => key)).size).toBe(5);
        expect(isOpen(outcomes["2"])).toBe(false);
    });

    test("what nobody knows of is sent again with the same key, and nothing else", async () => {
        const { run, asked, outcomes } = served({ "2": [broken], "3": [refused] });
        await runAll(["1", "2", "3"], run);
        const open = ["1", "2", "3"].filter((id) => isOpen(outcomes[id]));
        expect(open).toEqual(["2"]);
        await runAll(open, run);
        expect(outcomes["2"]).toEqual({ how: "done" });
        const keysOf = (id: string) => asked.filter(([one]) => one === id).map(([, key]) => key);
        expect(keysOf("2")).toHaveLength(2);
        expect(new Set(keysOf("2")).size).toBe(1);
        expect(keysOf("1")).toHaveLength(1);
    });

    test("another tracking number is another act", async () => {
        const { run, asked } = served({ "1": [broken] });
        await runAll(["1"], run);
        await runAll(["1"], { ...run, what: (id) => `ship ${id} RM1` });
        expect(new Set(asked.map(([, key]) => key)).size).toBe(2);
    });

    test("where nobody answers, the rest waits", async () => {
        for (const problem of [lost, stranger]) {
            const { run, asked, outcomes } = served({ "1": [problem] });
            const ids = Array.from({ length: 9 }, (_, i) => String(i + 1));
            await runAll(ids, run);
            expect(asked.length).toBeLessThanOrEqual(3);
            expect(isOpen(outcomes["1"])).toBe(true);
            expect(isOpen(outcomes["9"])).toBe(true);
            const again = ids.filter((id) => isOpen(outcomes[id]));
            await runAll(again, run);
            expect(new Set(Object.values(how(outcomes)))).toEqual(new Set(["done"]));
        }
    });
});

describe("what several orders may be asked for", () => {
    test("is what the server offers of each, as it fits the way", () => {
        const paid = { may: ["accept", "ship", "cancel"], way: "ship" } as const;
        const order = (one: { may: readonly string[]; way: "ship" | "pick_up" }) =>
            one as Parameters<typeof fits>[0];
        expect(fits(order(paid), "accept")).toBe(true);
        expect(fits(order(paid), "send")).toBe(true);
        expect(fits(order(paid), "ready")).toBe(false);
        const met = { may: ["ship"], way: "pick_up" } as const;
        expect(fits(order(met), "accept")).toBe(false);
        expect(fits(order(met), "send")).toBe(false);
        expect(fits(order(met), "ready")).toBe(true);
        expect(isChoosable(order({ may: ["cancel", "agree_refund"], way: "ship" }))).toBe(false);
    });
});
