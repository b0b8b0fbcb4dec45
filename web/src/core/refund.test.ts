import { describe, expect, test } from "vitest";

import type { OrderView } from "../api";
import { bodyOf, isRefundMay, leftOf, openRefund, pickedSum, type Draft } from "./refund";

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
