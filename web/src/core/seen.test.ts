import { expect, test } from "vitest";

import type { ListingView } from "../api";
import { added, forgetSeen, lastSeen, noteSeen, type Seen } from "./seen";

function shelf() {
    const kept = new Map<string, string>();
    return {
        getItem: (name: string) => kept.get(name) ?? null,
        setItem: (name: string, value: string) => void kept.set(name, value),
        removeItem: (name: string) => void kept.delete(name),
    };
}

const jam = {
    id: "1",
    title: "Jam",
    price: { minor: 450, currency: "GBP" },
    shop: { id: "9", name: "Lin’s" },
    audience: "everybody",
    state: "live",
} as unknown as ListingView;
const now = new Date("2026-11-24T10:00:00Z");

test("what anybody may see is noted, with the time", () => {
    const box = shelf();
    noteSeen(jam, now, box);
    const one = { id: "1", title: "Jam", price: jam.price, shop: "Lin’s" };
    expect(lastSeen(box)).toEqual([{ ...one, at: now.toISOString() }]);
});

test("what only friends see leaves no trace on the device, nor does what is not on sale", () => {
    const box = shelf();
    noteSeen({ ...jam, audience: "friends" }, now, box);
    noteSeen({ ...jam, state: "paused" }, now, box);
    expect(lastSeen(box)).toEqual([]);
});

test("nothing is left when another person reads", () => {
    const box = shelf();
    noteSeen(jam, now, box);
    forgetSeen(box);
    expect(lastSeen(box)).toEqual([]);
});

test("the latest is first, each is there once, and the list ends", () => {
    const see = (list: Seen[], id: string) => added(list, { ...jam, id, shop: "", at: "" });
    const all = ["1", "2", "3", "1", "4", "5", "6", "7"].reduce(see, [] as Seen[]);
    expect(all.map(({ id }) => id)).toEqual(["7", "6", "5", "4", "1", "3"]);
});

test("a shelf that refuses or holds nonsense is an empty one", () => {
    const broken = {
        ...shelf(),
        getItem: () => "{",
        setItem: () => {
            throw new Error("full");
        },
    };
    noteSeen(jam, now, broken);
    expect(lastSeen(broken)).toEqual([]);
});
