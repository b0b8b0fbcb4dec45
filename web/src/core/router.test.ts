import { describe, expect, test } from "vitest";

import { match } from "./router";

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
