import { expect, test } from "vitest";

import { meanOf, rangeOf } from "./rating";

const rating = (hundredths: number, low: number, high: number) => ({
    count: 12,
    hundredths,
    low,
    high,
});

test("AB-04: a mean is to one decimal, and its interval is rounded outwards", () => {
    expect(meanOf(rating(467, 391, 492))).toBe(4.7);
    expect(rangeOf(rating(467, 391, 492))).toEqual({ low: 3.9, high: 5 });
    expect(rangeOf(rating(500, 182, 500))).toEqual({ low: 1.8, high: 5 });
});

test("AB-04: what is written never leaves the mean outside", () => {
    for (let hundredths = 100; hundredths <= 500; ++hundredths) {
        const { low, high } = rangeOf(rating(hundredths, hundredths, hundredths));
        expect(low).toBeLessThanOrEqual(meanOf(rating(hundredths, 0, 0)));
        expect(high).toBeGreaterThanOrEqual(meanOf(rating(hundredths, 0, 0)));
    }
});
