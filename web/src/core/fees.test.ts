import { expect, test } from "vitest";

import { rowsFrom, rowsText } from "./fees";

test("rows are read a line each, with what is left empty", () => {
    expect(rowsFrom("books, , 3 %, 0.30\n\n, gold, 4.25\n,,8%,0.5,40", "GBP")).toEqual({
        rows: [
            { category: "books", tier: "", rate_ppm: 30_000, lowest: 30 },
            { category: "", tier: "gold", rate_ppm: 42_500, lowest: 0 },
            { category: "", tier: "", rate_ppm: 80_000, lowest: 50, most: 4_000 },
        ],
    });
});

test("rates and amounts may be written with a decimal comma", () => {
    const rows = [
        { category: "books", tier: "", rate_ppm: 35_000, lowest: 30, most: 4_050 },
        { category: "", tier: "gold", rate_ppm: 42_500, lowest: 0 },
    ];
    expect(rowsFrom("books, , 3,5 %, 0,30, 40,50\n, gold, 4,25", "EUR")).toEqual({ rows });
    expect(rowsFrom("books; ; 3,5 %; 0,30; 40,50\n;gold;4,25", "EUR")).toEqual({ rows });
    expect(rowsFrom("books\t\t3,5 %\t0,30\t40,50\n\tgold\t4.25", "EUR")).toEqual({ rows });
    expect(rowsFrom("books，， 3，5 %， 0，30， 40，50", "EUR")).toEqual({ rows: [rows[0]] });
});

test("a comma without a blank anywhere is one between cells", () => {
    const row = { category: "books", tier: "3", rate_ppm: 50_000, lowest: 0, most: 3_000 };
    expect(rowsFrom("books,3,5 %,0,30", "EUR")).toEqual({ rows: [row] });
    expect(rowsFrom(", , 8 %, 0.30,40", "EUR")).toEqual({
        rows: [{ category: "", tier: "", rate_ppm: 80_000, lowest: 30, most: 4_000 }],
    });
});

test("the first line that makes no sense is named", () => {
    for (const line of ["books", ", , 51 %", ", , x", ", , 3 %, a", ", , 3 %, 1, 2, 3"]) {
        expect(rowsFrom(`, , 1 %\n${line}`, "GBP")).toEqual({ wrong: 2 });
    }
});

test("what is shown is read as what it was", () => {
    const money = (minor: number) => ({ minor, currency: "GBP" });
    const rows = [
        { category: "books", tier: "gold", rate_ppm: 72_500, lowest: money(30), most: null },
        { category: "", tier: "", rate_ppm: 1, lowest: money(0), most: money(12_345) },
    ];
    expect(rowsFrom(rowsText(rows, "GBP"), "GBP")).toEqual({
        rows: [
            { category: "books", tier: "gold", rate_ppm: 72_500, lowest: 30 },
            { category: "", tier: "", rate_ppm: 1, lowest: 0, most: 12_345 },
        ],
    });
});
