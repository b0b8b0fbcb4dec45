import { beforeAll, expect, test } from "vitest";

import type { HandoverView, ListingView } from "../api";
import {
    aheadLines,
    aheadWords,
    cardWords,
    commonWay,
    handoverLines,
    likelyWay,
    sentHandover,
    typedHandover,
    usual,
    wayOf,
    waysOf,
} from "./handover";
import { setLanguage, setZone } from "./words";

const sent: HandoverView = { ways: "ship", area: "", place: null, regions: [], ahead: null };
const met: HandoverView = { ...sent, ways: "pick_up", area: "By the gate" };
const goods = (handover: HandoverView) => ({ handover }) as ListingView;

beforeAll(async () => {
    await setLanguage("en");
    setZone("Europe/Berlin");
});

test("a listing says only what is not as usual", () => {
    expect(handoverLines(sent)).toEqual([]);
    expect(cardWords(sent)).toBe("");
    expect(
        handoverLines({ ...sent, ways: "both", area: "By the gate", regions: ["AT", "DE"] }),
    ).toEqual(["Sent to you, or pick-up: By the gate", "Sends to Austria, Germany"]);
    expect(handoverLines({ ...met, ahead: "2030-01-12T22:59:59Z" })).toEqual([
        "Pick-up only: By the gate",
        expect.stringMatching(/^Ordered ahead: ready by 12 January/),
    ]);
    expect(cardWords({ ...met, ahead: "2030-01-12T22:59:59Z" })).toBe("Ordered ahead, by 12 Jan");
});

test("a checkout begins with a way that all of its goods offer", () => {
    const both = goods({ ...met, ways: "both" });
    expect(likelyWay([both, goods(sent)])).toBe("ship");
    expect(likelyWay([both, goods(met)])).toBe("pick_up");
    expect(likelyWay([goods(met), goods(sent)])).toBe("pick_up");
    expect(waysOf([goods(met)])).toEqual(["pick_up"]);
    expect(waysOf([goods(met), goods(sent)])).toEqual(["ship", "pick_up"]);
    expect(likelyWay([])).toBe("ship");
    expect(commonWay([both, goods(met)])).toBe("pick_up");
    expect(commonWay([goods(met), goods(sent)])).toBeNull();
});

test("a way that no goods offer any more is not kept", () => {
    const both = goods({ ...met, ways: "both" });
    expect(wayOf([both], "pick_up")).toBe("pick_up");
    expect(wayOf([goods(sent), goods(met)], "pick_up")).toBe("pick_up");
    // What was to be picked up is left out: nothing on the page would lead back to sending.
    expect(wayOf([goods(sent)], "pick_up")).toBe("ship");
    expect(wayOf([goods(met)], "ship")).toBe("pick_up");
    expect(wayOf([both], null)).toBe("ship");
});

test("what is ordered ahead is sent or ready by its day, as it was chosen", () => {
    const ahead = "2030-01-12T22:59:59Z";
    const both = goods({ ...met, ways: "both", ahead });
    expect(aheadLines([both, both, goods(sent)], "pick_up")).toEqual([
        expect.stringMatching(/^Ordered ahead: ready by 12 January/),
    ]);
    expect(aheadLines([both], "ship")[0]).toMatch(/^Ordered ahead: sent by/);
    expect(aheadWords("both", ahead)).toMatch(/^Ordered ahead: sent or ready by/);
});

test("the form sends what fits its ways, and a day until its last second", () => {
    const typed = { ...usual, area: " By the gate ", regions: ["DE"], ahead: "2030-01-12" };
    expect(sentHandover({ ...typed, ways: "pick_up" }, "Europe/Berlin")).toEqual({
        ways: "pick_up",
        area: "By the gate",
        place: "",
        regions: [],
        ahead: "2030-01-12T22:59:59.000Z",
    });
    expect(sentHandover({ ...typed, ways: "ship" }, "UTC")).toMatchObject({
        area: "",
        regions: ["DE"],
    });
    expect(sentHandover(usual, "UTC").ahead).toBeNull();
});

test("what was sent comes back as it was typed", () => {
    const typed = { ...usual, ways: "both", area: "A", place: "B", ahead: "2030-03-31" } as const;
    for (const zone of ["UTC", "Europe/Berlin", "Asia/Shanghai", "America/New_York"]) {
        const there = sentHandover({ ...typed, regions: ["DE"] }, zone) as HandoverView;
        expect(typedHandover(there, zone)).toEqual({ ...typed, regions: ["DE"] });
    }
});
