import { describe, expect, test } from "vitest";

import { Problem } from "./call";
import { failed as failedOf, fitted, moved, named, type Photograph } from "./photographs";

const picture = (id: string) => ({ id, width: 1, height: 1, sizes: [] });
const one = (rest: Partial<Photograph>): Photograph => ({
    key: "k",
    preview: "",
    sent: 0,
    ...rest,
});

describe("a photograph", () => {
    test("is made smaller and never larger", () => {
        expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 });
        expect(fitted(3000, 4000)).toEqual({ width: 1200, height: 1600 });
        expect(fitted(800, 600)).toEqual({ width: 800, height: 600 });
        expect(fitted(100_000, 3)).toEqual({ width: 1600, height: 1 });
    });

    test("moves by one place and not out of the list", () => {
        expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
        expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
        expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
        expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
    });

    test("is waited for while it is on its way, and left out where it failed", () => {
        expect(named([])).toEqual([]);
        expect(named([one({ picture: picture("1") }), one({})])).toBeNull();
        const failed = one({ problem: new Problem(422, "picture_broken", "") });
        expect(named([failed, one({ picture: picture("2") })])).toEqual(["2"]);
    });

    test("is counted where it failed, and not while it is on its way", () => {
        const failed = one({ problem: new Problem(422, "picture_broken", "") });
        expect(failedOf([failed, one({}), one({ picture: picture("2") })])).toBe(1);
    });
});
