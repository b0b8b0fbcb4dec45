import { beforeAll, expect, test } from "vitest";

import type { PayoutRunView } from "../api";
import { isGoing, payoutWords, runWord } from "./payout";
import { setLanguage } from "./words";

const run = (change: Partial<PayoutRunView> = {}) =>
    ({
        state: "ready",
        open: 2,
        handed_at: null,
        may: ["hand_over", "settle"],
        ...change,
    }) as PayoutRunView;

beforeAll(() => setLanguage("en"));

test("a payout says how far it is, and what the bank said of one that it sent back", () => {
    expect(payoutWords({ state: "with_bank", reason: null })).toMatch(/^With the bank/);
    expect(payoutWords({ state: "returned", reason: "Account closed" })).toContain(
        "Account closed",
    );
});

test("a run is looked at again while the program is at it, and not while it waits", () => {
    const handed = { handed_at: "2030-01-01T00:00:00Z", may: ["settle"] } as const;
    const paying = { ...handed, may: [] };
    expect(
        [run(), run({ ...handed, may: ["settle"] }), run({ ...handed, open: 0, may: [] })].map(
            isGoing,
        ),
    ).toEqual([false, false, false]);
    expect([run({ state: "collecting", may: [] }), run(paying)].map(isGoing)).toEqual([true, true]);
    expect(runWord(run({ state: "collecting", open: 0 }))).toBe("collecting");
    expect(runWord(run({ ...handed, may: ["settle"] }))).toBe("handed");
    expect(runWord(run({ open: 0, may: [] }))).toBe("done");
});
