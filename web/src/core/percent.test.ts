import { expect, test } from "vitest";

import { portion, ppmOf, typedPercent } from "./percent";

test("a rate is written as people write it, and read back whole", () => {
    expect(ppmOf("5")).toBe(50_000);
    expect(ppmOf(" 2,5 ")).toBe(25_000);
    expect(ppmOf("0.0001")).toBe(1);
    expect(ppmOf("100")).toBe(1_000_000);
    for (const wrong of ["", "five", "100.01", "-1", "1.", "1.23456", "1e3", "5%", "101"])
        expect(ppmOf(wrong)).toBeNull();
    for (const ppm of [0, 1, 25_000, 50_000, 123_456, 500_000]) {
        expect(ppmOf(typedPercent(ppm))).toBe(ppm);
    }
});

test("a portion is rounded to the nearest unit, half up", () => {
    expect(portion(10_000, 50_000)).toBe(500);
    expect(portion(10, 50_000)).toBe(1);
    expect(portion(9, 50_000)).toBe(0);
});
