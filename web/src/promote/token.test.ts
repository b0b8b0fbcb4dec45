import { expect, test } from "vitest";

import { handOn, ppmOf, shareOf, typedPercent } from "./token";

test("the token of a link goes from address to address as it is", () => {
    const token = "12.1893456000.ab-_9";
    expect(handOn(token)).toBe("&share=12.1893456000.ab-_9");
    expect(shareOf(new URLSearchParams(handOn(token)))).toBe(token);
    expect(shareOf(new URLSearchParams("share=a%20b%26c"))).toBe("a b&c");
    expect(handOn(null)).toBe("");
    expect(shareOf(new URLSearchParams(""))).toBeNull();
    expect(shareOf(new URLSearchParams(`share=${"x".repeat(501)}`))).toBeNull();
});

test("percents are read and written without a rounding error", () => {
    expect(ppmOf("5")).toBe(50_000);
    expect(ppmOf("2,5")).toBe(25_000);
    expect(ppmOf("0.0001")).toBe(1);
    expect(ppmOf("100")).toBe(1_000_000);
    for (const wrong of ["", "-1", "5%", "1e2", "101", "1.00001", "five"]) {
        expect(ppmOf(wrong)).toBeNull();
    }
    for (const ppm of [0, 1, 25_000, 50_000, 123_456, 1_000_000]) {
        expect(ppmOf(typedPercent(ppm))).toBe(ppm);
    }
});
