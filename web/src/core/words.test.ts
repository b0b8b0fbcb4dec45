import { readFileSync } from "node:fs";

import { beforeAll, describe, expect, test } from "vitest";

import {
    civil,
    day,
    localeOf,
    minorOf,
    percent,
    price,
    relative,
    setLanguage,
    setZone,
    t,
    tAny,
    typedOf,
    wholeOf,
} from "./words";

beforeAll(async () => {
    await setLanguage("en");
    setZone("Europe/London");
});

describe("money", () => {
    test("follows the minor units of its currency", () => {
        expect(price({ minor: 3800, currency: "GBP" })).toBe("£38.00");
        expect(price({ minor: 1250, currency: "JPY" })).toBe("¥1,250");
    });

    test("is read from what people type, exactly", () => {
        expect(minorOf("12.5", "GBP")).toBe(1250);
        expect(minorOf(" £12,50 ", "GBP")).toBe(1250);
        expect(minorOf("7", "GBP")).toBe(700);
        expect(minorOf("0.07", "GBP")).toBe(7);
        expect(minorOf("1250", "JPY")).toBe(1250);
    });

    test("is refused where it is not an amount of that currency", () => {
        for (const typed of ["", "twelve", "12.345", "-3", "1.2.3", "1e3"]) {
            expect(minorOf(typed, "GBP"), typed).toBeNull();
        }
        expect(minorOf("12.5", "JPY")).toBeNull();
    });

    test("is not the only thing that is read strictly: pieces are whole", () => {
        expect([wholeOf(" 12 "), wholeOf("0")]).toEqual([12, 0]);
        for (const typed of ["", "a few", "1.5", "-3", "1e3", "12x"]) {
            expect(wholeOf(typed), typed).toBeNull();
        }
    });

    test("goes back into a field as it was typed", () => {
        for (const minor of [0, 7, 1250, 99_999_999]) {
            expect(minorOf(typedOf({ minor, currency: "GBP" }), "GBP")).toBe(minor);
        }
    });

    test("says a rate as per cent", () => {
        expect(percent(50_000)).toBe("5%");
        expect(percent(12_500)).toBe("1.25%");
    });
});

describe("time", () => {
    const now = new Date("2030-05-10T12:00:00Z");

    test("names a day as people do, with the year only where it is another", () => {
        expect(day("2030-05-14T09:00:00Z", now)).toBe("Tuesday 14 May");
        expect(day("2031-05-14T09:00:00Z", now)).toBe("Wednesday 14 May 2031");
    });

    test("keeps to the days of the market, wherever the reader is", () => {
        expect(day("2030-05-14T23:30:00Z", now)).toBe("Wednesday 15 May");
    });

    test("tells how far away it is in the unit people think in", () => {
        expect(relative("2030-05-10T11:59:40Z", now)).toBe("just now");
        expect(relative("2030-05-10T09:00:00Z", now)).toBe("3 hours ago");
        expect(relative("2030-05-12T13:00:00Z", now)).toBe("in 2 days");
        expect(relative("2030-05-11T11:00:00Z", now)).toBe("in 23 hours");
        expect(relative("2030-06-12T13:00:00Z", now)).toBe("Wednesday 12 June");
    });

    test("counts the days to a deadline by the calendar: it names the day it is due", () => {
        const due = "2030-05-13T12:00:00Z";
        expect(relative(due, now)).toBe("in 3 days");
        expect(relative(due, new Date("2030-05-10T12:01:00Z"))).toBe("in 3 days");
        // 47 hours on are two evenings on, not "tomorrow".
        expect(relative("2030-05-12T11:00:00Z", now)).toBe("in 2 days");
        // Midnight is the market's own.
        expect(relative("2030-05-08T23:30:00Z", now)).toBe("yesterday");
        expect(relative("2030-05-08T22:30:00Z", now)).toBe("2 days ago");
    });

    test("does not move a civil day between zones", () => {
        expect(civil("2030-05-14")).toBe("14 May");
    });
});

describe("a language", () => {
    test("is the reader's own kind where the browser names one", () => {
        expect(localeOf("en", ["zh-CN", "en-AU", "en"])).toBe("en-AU");
        expect(localeOf("en", ["fr"])).toBe("en-GB");
        expect(localeOf("zh", ["zh-TW"])).toBe("zh-TW");
    });

    test("says a name that it has no sentence for, instead of a key", () => {
        expect(tAny("purpose", "something_new")).toBe("something new");
    });

    test("can be changed while the page is open", async () => {
        await setLanguage("zh");
        expect(t("nav.home")).toBe("首页");
        expect(day("2030-05-14T09:00:00Z", new Date("2030-01-01T00:00:00Z"))).toContain("5月14日");
        await setLanguage("en");
        expect(t("nav.home")).toBe("Home");
    });
});

describe("one thing", () => {
    test("is called by one word in each language: a shop, 店铺, 集市, 成员, 管理员", () => {
        const other = {
            en: /\bstalls?\b/i,
            zh: /摊位|小店|摊主|[这那]家店(?!铺)|市场|市集|会员|版主/,
        };
        for (const language of ["en", "zh"] as const) {
            const file = new URL(`../../../words/${language}.json`, import.meta.url);
            const words = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
            const said = Object.entries(words);
            expect(said.filter(([, text]) => other[language].test(text))).toEqual([]);
        }
    });
});
