import { afterAll, beforeAll, expect, test } from "vitest";

import { lackOf } from "./lack";
import { setLanguage } from "./words";

beforeAll(() => setLanguage("en"));
afterAll(() => setLanguage("en"));

const fits = { type: "text", validity: { valid: true } };
const missing = (type: string) => ({ type, validity: { valid: false, valueMissing: true } });

test("what fits lacks nothing", () => {
    expect(lackOf(fits)).toBeUndefined();
    expect(lackOf({ type: "submit", validity: {} })).toBeUndefined();
});

test("what is missing is asked for by what it is, in the reader’s language", async () => {
    expect(lackOf(missing("text"))).toBe("Please fill this in.");
    expect(lackOf(missing("textarea"))).toBe("Please fill this in.");
    expect(lackOf(missing("radio"))).toBe("Please choose one.");
    expect(lackOf(missing("select-one"))).toBe("Please choose one.");
    expect(lackOf(missing("date"))).toBe("Please write a whole date.");
    await setLanguage("zh");
    expect(lackOf(missing("text"))).toBe("请填写此项。");
    await setLanguage("en");
});

test("what is there and does not fit says why", () => {
    const wrong = (type: string, why: object, more = {}) =>
        lackOf({ type, validity: { valid: false, ...why }, ...more });
    expect(wrong("email", { typeMismatch: true })).toContain("name@example.org");
    expect(wrong("text", { tooShort: true }, { minLength: 8 })).toBe("At least 8 characters.");
    expect(wrong("date", { badInput: true, valueMissing: true })).toContain("whole date");
    expect(wrong("date", { rangeUnderflow: true })).toBe("This day is too early.");
    expect(wrong("number", { stepMismatch: true })).toBe("This does not fit here.");
});

test("a part of the app that knows better speaks for itself", () => {
    const lost = { type: "fieldset", validity: {}, dataset: { lack: "One is lost." } };
    expect(lackOf(lost)).toBe("One is lost.");
    expect(lackOf({ ...lost, dataset: {} })).toBeUndefined();
});
