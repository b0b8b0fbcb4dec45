import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { countries, countriesByName, countryName, countryOf } from "./countries";

test("the countries are those that the server takes", () => {
    const source = readFileSync("../src/shops/handover.cpp", "utf8");
    const said = /countries =([^;]*);/.exec(source)?.[1] ?? "";
    const theirs = [...said.matchAll(/\b[A-Z]{2}\b/g)].map(([code]) => code);
    expect(countries).toEqual(theirs);
    expect(new Set(countries).size).toBe(249);
});

test("a country is called as its reader calls it", () => {
    expect(countryName("DE", "en-GB")).toBe("Germany");
    expect(countryName("DE", "zh-CN")).toBe("德国");
    expect(countryName("nonsense", "en-GB")).toBe("nonsense");
    const names = countriesByName("en-GB").map(({ name }) => name);
    expect(names.indexOf("Austria")).toBeLessThan(names.indexOf("Zambia"));
});

test("the list is made once for each language, and not for each key stroke", () => {
    expect(countriesByName("en-GB")).toBe(countriesByName("en-GB"));
    expect(countriesByName("zh-CN")).not.toBe(countriesByName("en-GB"));
    expect(countriesByName("zh-CN")).toContainEqual({ code: "DE", name: "德国" });
});

test("a browser's languages name a country, or none", () => {
    expect(countryOf(["en-GB", "de-AT"])).toBe("GB");
    expect(countryOf(["zh-Hans-CN"])).toBe("CN");
    expect(countryOf(["en", "de-XX"])).toBe("");
});
