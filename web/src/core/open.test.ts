import { describe, expect, test } from "vitest";

import { Problem } from "./call";
import { attempt, pays, settles, shelved, Unsettled, type Open, type Slot } from "./open";

function shelf() {
    const kept = new Map<string, string>();
    return {
        getItem: (name: string) => kept.get(name) ?? null,
        setItem: (name: string, value: string) => void kept.set(name, value),
        removeItem: (name: string) => void kept.delete(name),
        kept,
    };
}

const orders = { method: "POST", path: "/orders" };
const one = { what: "one", body: { lines: 1 } };
const two = { what: "two", body: { lines: 2 } };
const lost = new Problem(0, "no_answer", "");
const refused = (status: number) => new Problem(status, "x", "");

/** A server that answers as told, and remembers the keys it saw. */
function server(...answers: (Problem | string)[]) {
    const keys: string[] = [];
    const send = (key: string) => {
        keys.push(key);
        const answer = answers.shift() ?? "done";
        return answer instanceof Problem ? Promise.reject(answer) : Promise.resolve(answer);
    };
    return { keys, send };
}

describe("an act that pays", () => {
    test("is placing an order and paying one, and no other", () => {
        expect(pays(orders)).toBe(true);
        expect(pays({ method: "POST", path: "/orders/12/pay" })).toBe(true);
        expect(pays({ method: "POST", path: "/purchases" })).toBe(true);
        expect(pays({ method: "POST", path: "/orders/12/confirm" })).toBe(false);
        expect(pays({ method: "GET", path: "/orders" })).toBe(false);
    });

    test("keeps its key over a lost answer and a reload of the page", async () => {
        const tab = shelf();
        const { keys, send } = server(lost, "order 7");
        await expect(attempt(shelved(tab, "2", orders), one, "first", send)).rejects.toBe(lost);
        const after = shelved(tab, "2", orders);
        expect(await attempt(after, one, "second", send)).toBe("order 7");
        expect(keys).toEqual(["first", "first"]);
        expect(tab.kept.size).toBe(0);
    });

    test("is on the shelf already while it is on its way", async () => {
        const slot = shelved(shelf(), "2", orders);
        let seen: Open | null = null;
        await attempt(slot, one, "first", () => Promise.resolve(void (seen = slot.get())));
        expect(seen).toEqual({ ...one, key: "first" });
    });

    test("lets no other one past while nobody knows what became of it", async () => {
        const slot = shelved(shelf(), "2", orders);
        const { keys, send } = server(lost);
        await attempt(slot, one, "first", send).catch(() => undefined);
        const other = await attempt(slot, two, "second", send).catch((e: unknown) => e);
        expect(other).toBeInstanceOf(Unsettled);
        expect((other as Unsettled).body).toEqual(one.body);
        expect(keys).toEqual(["first"]);
        slot.set(null);
        expect(await attempt(slot, two, "third", send)).toBe("done");
        expect(keys).toEqual(["first", "third"]);
    });

    test("of one person is not another’s, nor of another order", async () => {
        const tab = shelf();
        const { send } = server(lost);
        await attempt(shelved(tab, "2", orders), one, "first", send).catch(() => undefined);
        expect(shelved(tab, "3", orders).get()).toBeNull();
        expect(shelved(tab, "2", { ...orders, path: "/orders/7/pay" }).get()).toBeNull();
    });

    test("is over once it is refused, but not where it was refused at the door", async () => {
        const slot = shelved(shelf(), "2", orders);
        const { send } = server(lost, refused(401), refused(409));
        const again = () => attempt(slot, one, "key", send).catch(() => undefined);
        await again();
        await again();
        expect(slot.get()).not.toBeNull();
        await again();
        expect(slot.get()).toBeNull();
        expect(settles(refused(429), false)).toBe(true);
    });
});

describe("an act that pays nothing", () => {
    test("gives way to another one, which gets a key of its own", async () => {
        let open: Open | null = null;
        const slot: Slot = { get: () => open, set: (next) => void (open = next), waits: false };
        const { keys, send } = server(lost, "done");
        await attempt(slot, one, "first", send).catch(() => undefined);
        expect(await attempt(slot, two, "second", send)).toBe("done");
        expect(keys).toEqual(["first", "second"]);
    });
});
