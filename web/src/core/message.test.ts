import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { compile } from "../../build/words";
import { pieces, type Args } from "./message";

const say = (text: string, args: Args = {}, locale = "en-GB") =>
    pieces(compile(text), args, locale).join("");

describe("a sentence", () => {
    test("puts its arguments where the language wants them", () => {
        expect(say("{a} before {b}", { a: "x", b: "y" })).toBe("x before y");
        expect(say("先{b}后{a}", { a: "x", b: "y" })).toBe("先y后x");
    });

    test("counts as its language counts", () => {
        const text = "{n, plural, =0 {none} one {one order} other {# orders}}";
        expect(say(text, { n: 0 })).toBe("none");
        expect(say(text, { n: 1 })).toBe("one order");
        expect(say(text, { n: 1200 })).toBe("1,200 orders");
    });

    test("chooses by a word, and falls back to other", () => {
        const text = "{who, select, buyer {you} other {they}} paid";
        expect(say(text, { who: "buyer" })).toBe("you paid");
        expect(say(text, { who: "clock" })).toBe("they paid");
    });

    test("shows an argument that nobody handed in instead of nothing", () => {
        expect(say("held until {date}")).toBe("held until {date}");
    });

    test("carries elements through unchanged", () => {
        const element = { tag: "b" };
        expect(pieces(compile("Pay {total} now"), { total: element }, "en-GB")).toEqual([
            "Pay ",
            element,
            " now",
        ]);
    });
});

describe("words", () => {
    const read = (language: string) =>
        JSON.parse(
            readFileSync(new URL(`../../../words/${language}.json`, import.meta.url), "utf8"),
        ) as Record<string, string>;
    const english = read("en");
    const chinese = read("zh");

    test("know the same sentences in both languages", () => {
        expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
    });

    test("can all be read as ICU messages", () => {
        for (const [key, text] of [...Object.entries(english), ...Object.entries(chinese)]) {
            expect(() => compile(text), key).not.toThrow();
            expect(text.trim(), key).toBe(text);
        }
    });
});
