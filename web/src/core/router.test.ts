import { afterEach, describe, expect, test, vi } from "vitest";

import { go, match } from "./router";

const patterns = ["/", "/orders", "/orders/sold", "/orders/:id", "/people/:handle"];

describe("an address", () => {
    test("finds its page and its parameters", () => {
        expect(match(patterns, "/orders/12")?.params).toEqual({ id: "12" });
        expect(match(patterns, "/orders/12/")?.pattern).toBe("/orders/:id");
    });

    test("prefers the name that stands first", () => {
        expect(match(patterns, "/orders/sold")?.pattern).toBe("/orders/sold");
    });

    test("keeps what is asked of it", () => {
        const place = match(patterns, "/orders?role=seller&x=a%20b");
        expect(place?.query.get("role")).toBe("seller");
        expect(place?.query.get("x")).toBe("a b");
    });

    test("reads names in any alphabet, and survives broken ones", () => {
        expect(match(patterns, "/people/%E7%8E%B2")?.params["handle"]).toBe("玲");
        expect(match(patterns, "/people/%E7")?.params["handle"]).toBe("%E7");
    });

    test("that no page has is nowhere", () => {
        expect(match(patterns, "/orders/12/more")).toBeNull();
        expect(match(patterns, "/nothing")).toBeNull();
    });
});

describe("going to an address", () => {
    afterEach(() => vi.unstubAllGlobals());

    /** How often the page goes to its top when it goes from `from` to `to`. */
    function tops(from: string, to: string, how: "push" | "replace"): number {
        const here = new URL(from, "http://fair");
        const move = (_: unknown, __: string, address: string) => {
            here.href = new URL(address, here).href;
        };
        const scrollTo = vi.fn();
        vi.stubGlobal("location", here);
        vi.stubGlobal("history", { state: null, pushState: move, replaceState: move });
        vi.stubGlobal("scrollTo", scrollTo);
        vi.stubGlobal("scrollY", 300);
        go(to, how);
        return scrollTo.mock.calls.length;
    }

    test("begins at the top of a page", () => {
        expect(tops("/checkout", "/orders/1", "replace")).toBe(1);
        expect(tops("/orders", "/orders/1", "push")).toBe(1);
    });

    test("stays where the reader is while the page only notes something", () => {
        expect(tops("/checkout?lines=1.1", "/checkout?lines=1.2", "replace")).toBe(0);
    });
});
