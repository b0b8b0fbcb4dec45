import { describe, expect, test } from "vitest";

import { joined, keyOf, readOn } from "./pages";

const page = (ids: string[], next: string | null) => ({ items: ids.map((id) => ({ id })), next });

describe("the pages of a list", () => {
    test("show an item once that moved from one page to the next", () => {
        const all = joined([page(["5", "4"], "4"), page(["4", "3"], null)]);
        expect(all.map((item) => item.id)).toEqual(["5", "4", "3"]);
    });

    test("prefer what the current page says of it", () => {
        const now = { items: [{ id: "4", state: "paid" }], next: "4" };
        const then = { items: [{ id: "4", state: "placed" }], next: null };
        expect(joined([now, then])).toEqual([{ id: "4", state: "paid" }]);
    });

    test("tell apart what has no id by what it has", () => {
        expect(keyOf({ seq: 3, order: "1" })).toBe("3");
        expect(keyOf({ member: { id: "7" }, may: [] })).toBe("7");
        const paid = (id: string) => ({ payout: { id }, member: { id: "7" } });
        expect(joined([{ items: [paid("1"), paid("2")], next: null }])).toHaveLength(2);
        const same = { at: "2030", who: "ann", act: "hold" };
        expect(
            joined([{ items: [same, { ...same, who: "bo" }, { ...same }], next: null }]),
        ).toEqual([same, { ...same, who: "bo" }]);
    });
});

describe("reading on", () => {
    const list: Record<string, ReturnType<typeof page>> = {
        b: page(["3"], "c"),
        c: page(["2"], "d"),
        d: page(["1"], null),
    };
    const read = (after: string) => Promise.resolve(list[after] ?? page([], null));

    test("follows the list from where the first page ends now, as far as was read", async () => {
        expect((await readOn("b", 2, read)).map((one) => one.next)).toEqual(["c", "d"]);
    });

    test("ends where the list ends", async () => {
        expect(await readOn("c", 9, read)).toHaveLength(2);
        expect(await readOn(null, 9, read)).toEqual([]);
    });
});
