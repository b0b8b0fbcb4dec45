import { expect, test } from "vitest";

import { isForUs, meaning, searcher, searchWith, step, targets } from "./keys";

const plain = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false };
const body = { tagName: "BODY", isContentEditable: false };

test("g and a letter goes somewhere, a letter alone nowhere", () => {
    expect(meaning("g", false, true)).toBe("wait");
    expect(meaning("o", true, true)).toEqual({ go: "/orders" });
    expect(meaning("o", false, true)).toBeNull();
    expect(meaning("z", true, true)).toBeNull();
    expect(meaning("g", true, true)).toBe("wait");
});

test("a stranger is not led to where they would be sent away", () => {
    expect(meaning("m", true, false)).toBeNull();
    expect(meaning("h", true, false)).toEqual({ go: "/" });
});

test("no letter leads to two places", () => {
    expect(new Set(targets.map(({ letter }) => letter)).size).toBe(targets.length);
    expect(targets.map(({ letter }) => letter)).not.toContain("s");
});

test("? is help and / is search, also after a g that led nowhere", () => {
    for (const after of [false, true]) {
        expect(meaning("?", after, false)).toBe("help");
        expect(meaning("/", after, false)).toBe("search");
    }
    expect(meaning("s", true, false)).toBe("search");
});

test("what is typed into a field, composed or meant for the browser is not for us", () => {
    expect(isForUs(body, plain)).toBe(true);
    for (const tagName of ["INPUT", "TEXTAREA", "SELECT"]) {
        expect(isForUs({ ...body, tagName }, plain)).toBe(false);
    }
    expect(isForUs({ ...body, isContentEditable: true }, plain)).toBe(false);
    for (const key of ["ctrlKey", "metaKey", "altKey", "isComposing"]) {
        expect(isForUs(body, { ...plain, [key]: true })).toBe(false);
    }
});

test("arrows go round, Home and End to the ends, mirrored where one reads that way", () => {
    expect(step("ArrowRight", 2, 3)).toBe(0);
    expect(step("ArrowDown", 0, 3)).toBe(1);
    expect(step("ArrowUp", 0, 3)).toBe(2);
    expect(step("ArrowLeft", 1, 3)).toBe(0);
    expect(step("ArrowLeft", 1, 3, true)).toBe(2);
    expect([step("Home", 2, 3), step("End", 0, 3)]).toEqual([0, 2]);
    expect([step("x", 0, 3), step("ArrowDown", -1, 3), step("ArrowDown", 0, 1)]).toEqual([
        null,
        null,
        null,
    ]);
});

test("the last that can search does, until it takes that back", () => {
    const [one, other] = [() => undefined, () => undefined];
    const back = searchWith(one);
    searchWith(other);
    back();
    expect(searcher()).toBe(other);
});
