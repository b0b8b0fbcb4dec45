import { describe, expect, test } from "vitest";

import type { OrderView } from "../api";
import {
    bodyOf,
    isRefundMay,
    leftOf,
    openRefund,
    pickedSum,
    postageGoesAlong,
    withPostage,
    type Draft,
} from "./refund";

const pounds = (minor: number) => ({ minor, currency: "GBP" });
const order = {
    state: "shipped",
    total: pounds(3100),
    held: pounds(2100),
    refunded: pounds(1000),
    lines: [
        { line: 1, quantity: 2, unit_price: pounds(950) },
        { line: 2, quantity: 3, unit_price: pounds(400) },
    ],
} as unknown as OrderView;

const draft = (change: Partial<Draft>): Draft => ({
    cause: "damaged",
    what: "all",
    picked: {},
    typed: "",
    words: " A crack. ",
    ...change,
});

describe("what can go back", () => {
    test("is what is held, and what the seller has after the end", () => {
        expect(leftOf(order).minor).toBe(2100);
        expect(leftOf({ ...order, state: "completed", held: pounds(0) }).minor).toBe(2100);
    });

    test("is priced by line", () => {
        expect(pickedSum(order, { 1: 1, 2: 2 }).minor).toBe(1750);
    });
});

test("the question that waits is the one that nobody has answered", () => {
    const refunds = [
        { id: "1", state: "refused" },
        { id: "2", state: "open" },
    ];
    expect(openRefund({ ...order, refunds } as OrderView)?.id).toBe("2");
    expect(openRefund({ ...order, refunds: refunds.slice(0, 1) } as OrderView)).toBeUndefined();
});

describe("the form", () => {
    test("names nothing but why where all is meant", () => {
        expect(bodyOf(draft({}), "GBP")).toEqual({ cause: "damaged", words: "A crack." });
    });

    test("names an amount, and is not whole without one", () => {
        expect(bodyOf(draft({ what: "amount", typed: "3.50" }), "GBP")).toMatchObject({
            amount: pounds(350),
        });
        expect(bodyOf(draft({ what: "amount", typed: "three" }), "GBP")).toBeNull();
        expect(bodyOf(draft({ what: "amount", typed: "0" }), "GBP")).toBeNull();
    });

    test("names the lines that were picked, and is not whole without one", () => {
        const body = bodyOf(draft({ what: "lines", picked: { 1: 0, 2: 2 } }), "GBP");
        expect(body).toMatchObject({ lines: [{ line: 2, quantity: 2 }] });
        expect(bodyOf(draft({ what: "lines" }), "GBP")).toBeNull();
    });
});

test("acts about refunds are told from the others", () => {
    expect(["confirm", "refund", "ask_refund"].map((one) => isRefundMay(one as "refund"))).toEqual([
        false,
        true,
        true,
    ]);
});

describe("what sending cost", () => {
    const sent = { ...order, postage: { line: 1000, price: pounds(490), returned: false } };
    const all = { 1: 2, 2: 3 };
    const here = { ...sent, state: "accepted" } as OrderView;

    test("goes back by name, as the goods do", () => {
        expect(pickedSum(sent as OrderView, { 1: 1, 1000: 1 }).minor).toBe(1440);
    });

    test("goes with all goods where nothing was sent, or by right", () => {
        const lines = order.lines.map((line) => ({ ...line, returned: 0 }));
        const whole = { ...here, lines, held: pounds(3590) } as OrderView;
        expect(withPostage(whole, all, false)).toEqual({ ...all, 1000: 1 });
        expect(withPostage(whole, { 1: 2 }, false)).toEqual({ 1: 2 });
        expect(withPostage({ ...whole, state: "shipped" }, all, false)).toEqual(all);
        expect(withPostage({ ...whole, state: "shipped" }, all, true)).toEqual({ ...all, 1000: 1 });
        expect(withPostage({ ...whole, held: pounds(3589) }, all, false)).toEqual(all);
        const paid = { line: 1000, price: pounds(490), returned: true };
        expect(withPostage({ ...whole, postage: paid }, all, false)).toEqual(all);
    });

    test("is not the reader's to choose then, whatever they had chosen before", () => {
        const lines = order.lines.map((line) => ({ ...line, returned: 0 }));
        const whole = { ...here, lines, held: pounds(3590) } as OrderView;
        expect(postageGoesAlong(whole, { ...all, 1000: 1 }, false)).toBe(true);
        expect(postageGoesAlong(whole, { 1: 2, 1000: 1 }, false)).toBe(false);
        expect(postageGoesAlong({ ...whole, state: "shipped" }, all, false)).toBe(false);
        expect(postageGoesAlong({ ...whole, state: "shipped" }, all, true)).toBe(true);
    });
});
