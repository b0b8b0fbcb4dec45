import { describe, expect, test } from "vitest";

import { csvOf, decimal } from "./csv";

describe("A table to take along", () => {
    test("quotes what has to be, and lets no text be a formula", () => {
        const rows = [
            ["name", "n"],
            ['a "b", c', -3],
            ["=1+2", 0.5],
        ];
        expect(csvOf(rows)).toBe(`\uFEFFname,n\r\n"a ""b"", c",-3\r\n'=1+2,0.5\r\n`);
    });

    test("writes amounts with the digits of their currency", () => {
        expect(decimal({ minor: 1250, currency: "GBP" })).toEqual({ amount: "12.50" });
        expect(decimal({ minor: -29, currency: "EUR" })).toEqual({ amount: "-0.29" });
        expect(decimal({ minor: 0, currency: "EUR" })).toEqual({ amount: "0.00" });
        expect(decimal({ minor: 700, currency: "JPY" })).toEqual({ amount: "700" });
        expect(decimal({ minor: 1234, currency: "KWD" })).toEqual({ amount: "1.234" });
    });
});
