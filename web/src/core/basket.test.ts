import { describe, expect, test } from "vitest";

import type { HandoverView, ListingView } from "../api";
import {
    byShop,
    carriedOver,
    keepLines,
    keptLines,
    ledTo,
    parseLines,
    sumOf,
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
        postage: null,
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

    test("PX_02 keeps by which page and by whose link its goods were found", () => {
        const kept = new Map<string, string>();
        const on = {
            getItem: (key: string) => kept.get(key) ?? null,
            setItem: (key: string, text: string) => void kept.set(key, text),
            removeItem: (key: string) => void kept.delete(key),
        };
        const from = { door: "post", thing: "7" } as const;
        const shared = { listing: "12", quantity: 2, led: { from, share: "3.9.x,y" } };
        const paged = { listing: "16", quantity: 1, led: { from, share: null } };
        const lines = [shared, { listing: "15", quantity: 1 }, paged];
        keepLines("1", lines, on);
        expect(keptLines("1", on)).toEqual(lines);
        expect(ledTo(lines)).toEqual({ from, share: "3.9.x,y" });
        expect(ledTo([lines[1] ?? shared])).toEqual({ from: null, share: null });
        for (const nonsense of ["[", "[1]", '[["12"]]', '[["1 2",1]]', '[["12",0.5]]']) {
            kept.set("basket-3", nonsense);
            expect(keptLines("3", on)).toEqual([]);
        }
    });

    test("PX_02 does not forget a link when more is put in without one", () => {
        const from = { door: "listing", thing: "12" } as const;
        const led = { from, share: "3.9.x" };
        const lines = [{ listing: "12", quantity: 1, led }];
        const bare = { listing: "12", quantity: 1, led: { from, share: null } };
        expect(withMore(lines, bare)).toEqual([{ listing: "12", quantity: 2, led }]);
        const other = { ...bare, led: { from, share: "4.9.y" } };
        expect(ledTo(withMore(lines, other)).share).toBe("4.9.y");
    });

    test("keeps what another tab did meanwhile", () => {
        const after = (before: string, changed: string, now: string) =>
            writeLines(carriedOver(parseLines(before), parseLines(changed), parseLines(now)));
        expect(after("12.1", "12.2", "12.1,15.1")).toBe("12.2,15.1");
        expect(after("12.1,15.1", "15.1", "12.1,15.3")).toBe("15.3");
        expect(after("12.1,15.1", "12.3,15.1", "12.1")).toBe("12.3");
        expect(after("12.1", "12.1,16.1", "12.1,15.1")).toBe("12.1,15.1,16.1");
        expect(after("12.1,15.1", "", "12.1,15.1,16.4")).toBe("16.4");
        expect(after("12.1", "12.4", "")).toBe("12.4");
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
        const seen = { "12": { version: 2, price: pounds(1250), postage: null } };
        expect(troubleOf(listing(), wanted, seen, home)).toBeNull();
    });

    test("is a new version, with the price before and now", () => {
        const seen = { "12": { version: 1, price: pounds(1100), postage: null } };
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
        const seen = { "12": { version: 2, price: pounds(1250), postage: null } };
        expect(troubleOf(undefined, wanted, seen, home)).toEqual({ kind: "gone" });
    });
});

describe("what a shop’s part comes to", () => {
    const asks = (minor: number) => ({ price: pounds(minor), free_from: null, countries: [] });
    const lines = [{ listing: "12", quantity: 2 }];
    const at = (postage: ListingView["postage"], before: ListingView["postage"]) => {
        const goods = listing({ postage });
        const seen = { "12": { version: 2, price: goods.price, postage: before } };
        const part = { shop: goods.shop, lines, listings: [goods] };
        return sumOf(part, { "12": goods }, seen, { way: "ship", country: "DE" }, "GBP");
    };

    test("is the goods and what sending them costs", () => {
        expect(at(asks(490), asks(490))).toEqual({
            goods: pounds(2500),
            postage: pounds(490),
            before: pounds(490),
            total: pounds(2990),
        });
        expect(at(null, null).total).toEqual(pounds(2500));
    });

    test("says what was seen before, where it was another sum", () => {
        expect(at(asks(520), asks(490)).before).toEqual(pounds(490));
        expect(at(asks(520), null).before).toEqual(pounds(0));
        expect(at(null, asks(490)).before).toEqual(pounds(490));
    });
});
