import { beforeAll, describe, expect, test } from "vitest";

import type { DisputeState, DisputeView, OrderView } from "../api";
import {
    actsOnOrder,
    byClock,
    clockOf,
    disputable,
    isDisputeMay,
    leadingAct,
    liveDispute,
    nowOf,
} from "./dispute";
import { setLanguage, setZone, t } from "./words";

beforeAll(async () => {
    await setLanguage("en");
    setZone("UTC");
});

const pounds = (minor: number) => ({ minor, currency: "GBP" });
const order = {
    role: "buyer",
    state: "shipped",
    total: pounds(4000),
    held: pounds(4000),
    refunded: pounds(0),
    refunds: [
        { by: "buyer", state: "given", asked: pounds(900), amount: pounds(300) },
        { by: "seller", state: "given", asked: pounds(100), amount: pounds(100) },
    ],
    disputes: [{ id: "1", ended_at: "2030-01-01T12:00:00Z" }],
} as unknown as OrderView;

const view = (state: DisputeState, more: Partial<DisputeView> = {}): DisputeView =>
    ({
        dispute: {
            state,
            answer_by: "2030-01-04T12:00:00Z",
            appeal_until: "2030-01-14T12:00:00Z",
        },
        order,
        late: false,
        waits_for_judge: false,
        judge_by: "2030-01-07T12:00:00Z",
        ...more,
    }) as unknown as DisputeView;

describe("what can be disputed", () => {
    test("is what the buyer asked for last and did not get", () => {
        expect(disputable(order).minor).toBe(500);
        expect(disputable({ ...order, held: pounds(200) }).minor).toBe(200);
        expect(disputable({ ...order, state: "completed", refunded: pounds(3900) }).minor).toBe(
            100,
        );
    });

    test("is open while it has not ended", () => {
        expect(liveDispute(order)).toBeUndefined();
    });
});

describe("the sentence of a dispute", () => {
    const said = (one: DisputeView) => {
        const now = nowOf(one);
        return t(now.key, now.args);
    };

    test("says whose turn it is, until when, and what happens otherwise", () => {
        expect(said(view("open"))).toMatch(/^The seller can answer until .*4 Jan/);
        expect(said(view("open", { order: { ...order, role: "seller" } }))).toMatch(
            /^Answer until/,
        );
        expect(said(view("heard"))).toMatch(/^A moderator decides by/);
        expect(said(view("heard", { late: true }))).toContain("stays frozen");
        expect(said(view("decided"))).toMatch(/can appeal until .*14 Jan/);
        expect(said(view("appealed", { waits_for_judge: true }))).toContain("nobody else");
        for (const state of ["final", "given_in"] as const) {
            expect(said(view(state))).toBe("It is over, and the money has moved.");
        }
        // Of an order that is held nothing moves then.
        expect(said(view("withdrawn"))).toMatch(/not frozen any more/);
        expect(said(view("over"))).toMatch(/^It is over: all the money went back/);
    });

    test("is amber where a clock runs against the reader", () => {
        expect(nowOf(view("open")).tone).toBe("safe");
        expect(nowOf(view("open", { order: { ...order, role: "seller" } })).tone).toBe("clock");
    });
});

describe("an order in dispute", () => {
    const live = { ...order.disputes[0], ended_at: null, answer_by: "2030-01-04T12:00:00Z" };
    const clock = { what: "auto_confirm", at: "2030-01-20T12:00:00Z" };
    const disputed = { ...order, clock, disputes: [live] } as unknown as OrderView;

    test("runs by the dispute's clock while its seller has to answer", () => {
        const seller: OrderView = { ...disputed, may: ["answer_dispute", "give_in"] };
        expect(clockOf(seller)).toBe("2030-01-04T12:00:00Z");
        expect(clockOf({ ...disputed, may: ["confirm"] })).toBe("2030-01-20T12:00:00Z");
        const still: OrderView = { ...order, clock: null, may: [] };
        expect(clockOf(still)).toBeNull();
        const later: OrderView = { ...disputed, may: [] };
        expect([later, still, seller].sort(byClock)).toEqual([seller, later, still]);
    });

    test("has a place for acts only where there are some outside of the dispute's room", () => {
        expect(actsOnOrder({ ...disputed, may: ["add_evidence", "give_in"] })).toBe(false);
        expect(actsOnOrder({ ...disputed, may: ["answer_dispute", "give_in"] })).toBe(true);
        expect(actsOnOrder({ ...disputed, may: ["open_dispute"] })).toBe(true);
        expect(actsOnOrder({ ...disputed, may: ["confirm", "withdraw_dispute"] })).toBe(true);
    });
});

test("giving in is never what a dispute asks of its reader", () => {
    expect(leadingAct(["answer_dispute", "give_in"])).toBe("answer_dispute");
    expect(leadingAct(["appeal_dispute", "withdraw_dispute"])).toBe("appeal_dispute");
    expect(leadingAct(["withdraw_dispute"])).toBeNull();
    expect(leadingAct(["give_in"])).toBeNull();
});

test("acts of a dispute are told from the others", () => {
    expect(isDisputeMay("give_in")).toBe(true);
    expect(isDisputeMay("refund")).toBe(false);
});
