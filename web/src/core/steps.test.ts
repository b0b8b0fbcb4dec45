import { expect, test } from "vitest";

import { isNoted, isOver, note } from "./steps";

const none = { friends: false, stall: false, look: false };
const now = new Date("2030-03-31T12:00:00Z");

test("the steps of a new member are over when all is done, or after a month", () => {
    expect(isOver("2030-03-30T12:00:00Z", none, now)).toBe(false);
    expect(isOver("2030-03-30T12:00:00Z", { ...none, friends: true, look: true }, now)).toBe(false);
    expect(isOver("2030-03-30T12:00:00Z", { friends: true, stall: true, look: true }, now)).toBe(
        true,
    );
    expect(isOver("2030-02-20T12:00:00Z", none, now)).toBe(true);
});

test("what was hidden stays hidden, for that member alone", () => {
    const kept = new Map<string, string>();
    const shelf = {
        getItem: (name: string) => kept.get(name) ?? null,
        setItem: (name: string, value: string) => void kept.set(name, value),
    };
    expect(isNoted("over", "7", shelf)).toBe(false);
    note("over", "7", shelf);
    expect(isNoted("over", "7", shelf)).toBe(true);
    expect(isNoted("over", "8", shelf)).toBe(false);
    expect(isNoted("looked", "7", shelf)).toBe(false);
});
