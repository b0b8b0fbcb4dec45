import { beforeAll, describe, expect, test } from "vitest";

import type { ListingView, PostageView } from "../api";
import { postageFor, postageLines, postageOf } from "./postage";
import { setLanguage } from "./words";

const pounds = (minor: number) => ({ minor, currency: "GBP" });
const postage: PostageView = {
    price: pounds(490),
    free_from: pounds(5000),
    countries: [
        { country: "AT", price: pounds(690), free_from: null },
        { country: "CH", price: pounds(1290), free_from: pounds(20000) },
    ],
};
const to = (country: string, goods: number) =>
    postageFor(postage, { way: "ship", country }, pounds(goods)).minor;

beforeAll(() => setLanguage("en"));

describe("what sending costs", () => {
    test("is the price of the country, or that of everywhere", () => {
        expect(to("DE", 1000)).toBe(490);
        expect(to("", 1000)).toBe(490);
        expect(to("AT", 1000)).toBe(690);
        expect(to("CH", 1000)).toBe(1290);
    });

    test("is nothing from a sum on, each country by its own", () => {
        expect(to("DE", 4999)).toBe(490);
        expect(to("DE", 5000)).toBe(0);
        expect(to("AT", 1_000_000)).toBe(690);
        expect(to("CH", 19999)).toBe(1290);
        expect(to("CH", 20000)).toBe(0);
    });

    test("is nothing where it is picked up, or where the shop asks for nothing", () => {
        const met = { way: "pick_up" as const, country: "" };
        expect(postageFor(postage, met, pounds(1000)).minor).toBe(0);
        expect(postageFor(null, { way: "ship", country: "DE" }, pounds(1))).toEqual(pounds(0));
        const euros = { minor: 1000, currency: "EUR" };
        expect(postageFor(postage, { way: "ship", country: "DE" }, euros).minor).toBe(0);
    });

    test("is said by those of its goods that are sent", () => {
        const goods = [{ postage: null }, { postage }] as ListingView[];
        expect(postageOf(goods)).toBe(postage);
        expect(postageOf(goods.slice(0, 1))).toBeNull();
    });

    test("is said in words", () => {
        expect(postageLines(postage)).toEqual([
            "Plus £4.90 for delivery, free from £50.00",
            "To Austria: £6.90",
            "To Switzerland: £12.90, free from £200.00",
        ]);
        expect(postageLines({ ...postage, free_from: null, countries: [] })).toEqual([
            "Plus £4.90 for delivery",
        ]);
    });
});
