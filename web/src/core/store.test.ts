import { describe, expect, test, vi } from "vitest";

import { at, Problem } from "./call";
import { change, concerns, forgetAll, listen, ofOrders, put, warm, withdraws } from "./store";

test("an act on an order moves its page, its disputes, and where the money is", () => {
    const moved = ["/orders/1", "/disputes/2", "/me/money", "/me/payouts/standing"];
    expect(moved.filter(ofOrders)).toEqual(moved);
    expect(["/me", "/me/saved/ids", "/feed", "/listings/1"].filter(ofOrders)).toEqual([]);
});

test("hints are listened to only while the page is seen, and again with the network", () => {
    const open = new Set<object>();
    let last: Source | undefined;
    class Source {
        static CLOSED = 2;
        readyState = 1;
        constructor() {
            last = this;
            open.add(this);
        }
        addEventListener() {}
        close() {
            open.delete(this);
        }
    }
    const page = Object.assign(new EventTarget(), { hidden: true });
    vi.stubGlobal("EventSource", Source);
    vi.stubGlobal("document", page);
    const network = new EventTarget();
    vi.stubGlobal("addEventListener", network.addEventListener.bind(network));
    const turn = (hidden: boolean) => {
        page.hidden = hidden;
        page.dispatchEvent(new Event("visibilitychange"));
        return open.size;
    };
    listen();
    expect(open.size).toBe(0);
    expect([turn(false), turn(false), turn(true), turn(false)]).toEqual([1, 1, 0, 1]);
    listen();
    expect(open.size).toBe(1);
    const [before] = open;
    network.dispatchEvent(new Event("online"));
    expect(last).toBe(before);
    if (last) last.readyState = Source.CLOSED; // Refused while the market was away.
    network.dispatchEvent(new Event("online"));
    expect(last).not.toBe(before);
    vi.unstubAllGlobals();
});

describe("an answer that was kept", () => {
    test("is dropped once the reader may not see it any more, and kept through a bad line", () => {
        const dropped = (status: number) => withdraws(new Problem(status, "x", ""));
        expect([401, 403, 404].map(dropped)).toEqual([true, true, true]);
        expect([0, 422, 429, 500, 503].some(dropped)).toBe(false);
    });

    test("is changed from what it is by then, and not where there is none", () => {
        const ids = at("GET /me/saved/ids");
        const save = (id: string) => change(ids, ({ items }) => ({ items: [...items, id] }));
        const drop = (id: string) =>
            change(ids, ({ items }) => ({ items: items.filter((one) => one !== id) }));
        expect(save("1")).toBeUndefined();
        put(ids, { items: ["1"] });
        save("2");
        expect(save("3")).toEqual({ items: ["1", "2", "3"] });
        // The second heart was refused, and the third stays as it is.
        expect(drop("2")).toEqual({ items: ["1", "3"] });
    });

    test("is forgotten when another person reads, but for who that is", () => {
        const ids = at("GET /me/saved/ids");
        const me = at("GET /me");
        put(ids, { items: ["1"] });
        put(me, { member: null });
        forgetAll();
        expect(change(ids, (same) => same)).toBeUndefined();
        expect(change(me, (same) => same)).toEqual({ member: null });
    });

    test("is asked for again where it was put while an older one was on its way", async () => {
        const fetch = vi.fn(() => Promise.resolve(new Response('{"unread":3}')));
        vi.stubGlobal("fetch", fetch);
        const unread = at("GET /notices/unread");
        warm(unread);
        put(unread, { unread: 0 });
        await new Promise((resolve) => setTimeout(resolve));
        warm(unread);
        expect(fetch).toHaveBeenCalledTimes(2);
        vi.unstubAllGlobals();
    });
});

describe("a hint", () => {
    test("makes the lists and the page of its thing old", () => {
        const hint = { kind: "order", subject: "12" } as const;
        expect(concerns(hint, "/orders/12")).toBe(true);
        expect(concerns(hint, "/orders?role=buyer")).toBe(true);
        expect(concerns(hint, "/me/money")).toBe(true);
        expect(concerns(hint, "/me/payouts/standing")).toBe(true);
        expect(concerns(hint, "/operator/orders?sort=newest")).toBe(true);
        expect(concerns(hint, "/operator/reports/turnover?from=a&to=b")).toBe(true);
    });

    test("leaves the pages of other things alone", () => {
        const hint = { kind: "order", subject: "12" } as const;
        expect(concerns(hint, "/orders/13")).toBe(false);
        expect(concerns(hint, "/feed")).toBe(false);
        expect(concerns({ kind: "listing", subject: "5" }, "/listings/6")).toBe(false);
        expect(concerns({ kind: "listing", subject: "5" }, "/listings/5")).toBe(true);
        expect(concerns({ kind: "listing", subject: "5" }, "/feed")).toBe(true);
        for (const kind of ["listing", "feed", "friend"] as const) {
            const of = { kind, subject: "5" };
            expect(concerns(of, "/me/saved?limit=24")).toBe(true);
            expect(concerns(of, "/me/saved/ids")).toBe(false);
        }
    });

    test("of a friendship concerns the goods that only friends may see", () => {
        expect(concerns({ kind: "friend", subject: "2" }, "/listings/6")).toBe(true);
        expect(concerns({ kind: "friend", subject: "2" }, "/orders/6")).toBe(false);
    });

    test("of a payout concerns its seller's page of money and the operator's of payouts", () => {
        const hint = { kind: "money", subject: "3" } as const;
        for (const path of [
            "/me/money",
            "/me/money/statement?limit=50",
            "/me/payouts?limit=20",
            "/me/payouts/standing",
            "/operator/payouts/runs?limit=20",
            "/operator/payouts/entries?limit=50",
        ]) {
            expect(concerns(hint, path), path).toBe(true);
        }
        expect(concerns(hint, "/me/saved/ids")).toBe(false);
    });

    test("of a case concerns the dispute that it is about", () => {
        expect(concerns({ kind: "case", subject: "3" }, "/disputes/9")).toBe(true);
        expect(concerns({ kind: "case", subject: "3" }, "/orders/9")).toBe(false);
    });

    test("that names nothing concerns every thing of its kind", () => {
        const hint = { kind: "feed", subject: "" } as const;
        expect(concerns(hint, "/listings/6")).toBe(true);
        expect(concerns(hint, "/feed")).toBe(true);
        expect(concerns(hint, "/orders/6")).toBe(false);
    });

    test("of the feed leaves an open search as it is until it is opened anew", () => {
        expect(concerns({ kind: "feed", subject: "5" }, "/search?q=a")).toBe(false);
        expect(concerns({ kind: "friend", subject: "5" }, "/search?q=a")).toBe(true);
    });

    test("of a kind that this page does not know changes nothing", () => {
        expect(concerns({ kind: "seat" as "order", subject: "1" }, "/orders/1")).toBe(false);
    });
});
