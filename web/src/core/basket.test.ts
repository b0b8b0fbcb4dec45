import { describe, expect, test } from "vitest";

import type { HandoverView, ListingView } from "../api";
import {
    byShop,
    keepLines,
    keptLines,
    parseLines,
    totalOf,
    troubleOf,
    withMore,
    writeLines,
    type Destination,
} from "./basket";

const pounds = (minor: number) => ({ minor, currency: "GBP" });

function listing(change: Partial<ListingView> = {}): ListingView {
    return {
        id: "12",
        shop: { id: "1", name: "Ann’s" },
        seller: { id: "2", handle: "ann", name: "Ann" },
        title: "Mug",
        price: pounds(1250),
        stock: 3,
        state: "live",
        version: 2,
        at: "2030-01-01T00:00:00Z",
        rating: { count: 0, hundredths: 0, low: 0, high: 0 },
        variant: "",
        variants: [],
        closed_until: null,
        handover: { ways: "ship", area: "", place: null, regions: [], ahead: null },
        price_before: null,
        terms: { least: 1, most: null },
        conditions: 0,
        open_pickup: { hours: "", place: "" },
        picture: null,
        pictures: [],
        may: ["buy"],
        description: "",
        sku: null,
        audience: "everybody",
        versions: 2,
        checked: [],
        unchecked: [],
        ...change,
    };
}

describe("the lines of a checkout", () => {
    test("go into an address and come back", () => {
        const lines = [
            { listing: "12", quantity: 2 },
            { listing: "15", quantity: 1 },
        ];
        expect(parseLines(writeLines(lines))).toEqual(lines);
    });

    test("leave out nonsense and what nobody wants", () => {
        expect(parseLines("12.0,15.x,,.3,16.2")).toEqual([{ listing: "16", quantity: 2 }]);
        expect(parseLines(null)).toEqual([]);
        expect(writeLines([{ listing: "12", quantity: 0 }])).toBe("");
    });

    test("come to the sum of their prices", () => {
        const known = { "12": listing(), "15": listing({ id: "15", price: pounds(99) }) };
        expect(totalOf(parseLines("12.2,15.3"), known, "GBP")).toEqual(pounds(2797));
    });
});

describe("a basket of several shops", () => {
    const bens = { id: "3", name: "Ben’s" };
    const known = {
        "12": listing(),
        "15": listing({ id: "15", shop: bens }),
        "16": listing({ id: "16" }),
    };

    test("ES_13 keeps the lines of a shop together, and leaves out what is gone", () => {
        const parts = byShop(parseLines("12.1,15.2,16.3,17.1"), known);
        expect(parts.map((part) => [part.shop.id, writeLines(part.lines)])).toEqual([
            ["1", "12.1,16.3"],
            ["3", "15.2"],
        ]);
    });

    test("takes more of what is there already, and other things beside it", () => {
        const lines = parseLines("12.1");
        expect(writeLines(withMore(lines, { listing: "12", quantity: 2 }))).toBe("12.3");
        expect(writeLines(withMore(lines, { listing: "15", quantity: 1 }))).toBe("12.1,15.1");
    });

    test("keeps what each member has put in, and none of it for another", () => {
        const kept = new Map<string, string>();
        const on = {
            getItem: (key: string) => kept.get(key) ?? null,
            setItem: (key: string, text: string) => void kept.set(key, text),
            removeItem: (key: string) => void kept.delete(key),
        };
        keepLines("1", parseLines("12.2,15.1"), on);
        expect(writeLines(keptLines("1", on))).toBe("12.2,15.1");
        expect(keptLines("2", on)).toEqual([]);
        expect(keptLines(undefined, on)).toEqual([]);
        keepLines("1", [], on);
        expect(kept.size).toBe(0);
    });

    test("is empty where the browser keeps nothing", () => {
        const none = () => {
            throw new Error("not here");
        };
        const on = { getItem: none, setItem: none, removeItem: none };
        keepLines("1", parseLines("12.1"), on);
        expect(keptLines("1", on)).toEqual([]);
    });
});

describe("what stands in the way of a line", () => {
    const wanted = { listing: "12", quantity: 2 };
    const home: Destination = { way: "ship", country: "GB" };

    test("is nothing where all is as the buyer saw it", () => {
        const seen = { "12": { version: 2, price: pounds(1250) } };
        expect(troubleOf(listing(), wanted, seen, home)).toBeNull();
    });

    test("is a new version, with the price before and now", () => {
        const seen = { "12": { version: 1, price: pounds(1100) } };
        expect(troubleOf(listing(), wanted, seen, home)).toEqual({
            kind: "changed",
            before: pounds(1100),
            now: pounds(1250),
        });
    });

    test("is too little stock, or none", () => {
        expect(troubleOf(listing({ stock: 1 }), wanted, {}, home)).toEqual({
            kind: "short",
            left: 1,
        });
        const inSixes = listing({ stock: 9, terms: { least: 6, most: null } });
        expect(troubleOf(inSixes, wanted, {}, home)).toEqual({ kind: "few", least: 6 });
        expect(troubleOf(inSixes, { ...wanted, quantity: 6 }, {}, home)).toBeNull();
        expect(troubleOf(listing({ stock: 2 }), wanted, {}, home)).toBeNull();
        const fewerThanSix = listing({ stock: 5, terms: { least: 6, most: null } });
        for (const quantity of [2, 5, 6]) {
            expect(troubleOf(fewerThanSix, { ...wanted, quantity }, {}, home)).toEqual({
                kind: "gone",
            });
        }
        expect(troubleOf(listing({ stock: 0 }), wanted, {}, home)).toEqual({ kind: "gone" });
        expect(troubleOf(listing({ state: "paused" }), wanted, {}, home)).toEqual({ kind: "gone" });
    });

    test("is a way that the seller does not offer, or a country", () => {
        const handed = (change: Partial<HandoverView>) =>
            listing({ handover: { ...listing().handover, ...change } });
        const trouble = (change: Partial<HandoverView>, destination: Destination) =>
            troubleOf(handed(change), wanted, {}, destination);
        expect(trouble({ ways: "pick_up", area: "Gate" }, home)).toEqual({
            kind: "way",
            way: "ship",
        });
        expect(trouble({}, { way: "pick_up", country: "" })).toEqual({
            kind: "way",
            way: "pick_up",
        });
        const regions = ["AT", "DE"];
        expect(trouble({ regions }, home)).toEqual({ kind: "there", regions, met: false });
        const here = { ways: "both", regions } as const;
        expect(trouble(here, home)).toEqual({ kind: "there", regions, met: true });
        expect(trouble({ regions }, { way: "ship", country: "DE" })).toBeNull();
        expect(trouble({ regions }, { way: "ship", country: "" })).toBeNull();
        expect(trouble({ ways: "both", regions }, { way: "pick_up", country: "GB" })).toBeNull();
    });

    test("is that the buyer may not see the listing any more", () => {
        const seen = { "12": { version: 2, price: pounds(1250) } };
        expect(troubleOf(undefined, wanted, seen, home)).toEqual({ kind: "gone" });
    });
});
