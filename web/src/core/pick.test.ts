import { expect, test } from "vitest";

import type { OrderLineView, OrderView } from "../api";
import { isLater, namedIn, picksOf, piecesOf, toPack } from "./pick";

const pounds = (minor: number) => ({ minor, currency: "GBP" });

function line(listing: string, title: string, quantity: number, returned = 0): OrderLineView {
    return {
        listing,
        version: 1,
        title,
        quantity,
        unit_price: pounds(100),
        total: pounds(100 * quantity),
        picture: null,
        line: 1,
        returned,
    };
}

const order = (id: string, change: Partial<OrderView>): OrderView =>
    ({ id, state: "accepted", may: ["ship"], promised: null, lines: [], ...change }) as OrderView;

test("goods are summed by variant, with the orders that want them", () => {
    const orders = [
        order("1", { lines: [line("7", "Mug (blue)", 2), line("8", "Mug (red)", 1)] }),
        order("2", { lines: [line("7", "Mug (blue)", 3)] }),
        order("3", { lines: [line("9", "Bowl", 1)] }),
    ];
    const picks = picksOf(orders);
    expect(picks.map(({ line: { title }, quantity }) => [title, quantity])).toEqual([
        ["Bowl", 1],
        ["Mug (blue)", 5],
        ["Mug (red)", 1],
    ]);
    expect(picks[1]?.wanted.map((one) => [one.order.id, one.quantity])).toEqual([
        ["1", 2],
        ["2", 3],
    ]);
    expect(piecesOf(picks)).toBe(7);
});

test("what went back is not packed, and what was called otherwise is not the same", () => {
    const orders = [
        order("1", { lines: [line("7", "Mug", 2, 2), line("8", "Bowl", 3, 1)] }),
        order("2", { lines: [line("8", "Bowl, chipped", 1)] }),
    ];
    expect(picksOf(orders).map((pick) => [pick.line.title, pick.quantity])).toEqual([
        ["Bowl", 2],
        ["Bowl, chipped", 1],
    ]);
});

test("what is packed was taken and not sent; what is named may be still to take", () => {
    const orders = [
        order("1", {}),
        order("2", { state: "paid_held", may: ["accept", "ship"] }),
        order("3", { state: "shipped", may: ["deliver"] }),
        order("4", { may: ["agree_refund"] }),
    ];
    const ids = (named: string[]) => toPack(orders, named).map(({ id }) => id);
    expect(ids([])).toEqual(["1"]);
    expect(ids(["2", "3"])).toEqual(["2"]);
});

test("what is ordered ahead is for later until its day", () => {
    const ahead = order("1", { promised: "2030-05-02T00:00:00Z" });
    expect(isLater(ahead, new Date("2030-05-01T00:00:00Z"))).toBe(true);
    expect(isLater(ahead, new Date("2030-05-03T00:00:00Z"))).toBe(false);
    expect(isLater(order("2", {}), new Date())).toBe(false);
});

test("an address names orders and no nonsense", () => {
    expect(namedIn("12,x,,15")).toEqual(["12", "15"]);
    expect(namedIn(null)).toEqual([]);
});
