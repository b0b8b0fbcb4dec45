import { beforeAll, describe, expect, test } from "vitest";

import type { OrderView, PaymentLook, State } from "../api";
import english from "../../../words/en.json";
import { dueOf, awaitsTransfer, columnOf, nextAct, progressOf, statusOf, wordOf } from "./order";
import { setLanguage, setZone, t } from "./words";

const pounds = (minor: number) => ({ minor, currency: "GBP" });

function order(change: Partial<OrderView> = {}): OrderView {
    return {
        id: "1",
        state: "paid_held",
        role: "buyer",
        buyer: { id: "2", handle: "bo", name: "Bo" },
        seller: { id: "3", handle: "ann", name: "Ann" },
        shop: { id: "4", name: "Ann’s Pottery" },
        lines: [],
        total: pounds(3800),
        held: pounds(3800),
        refunded: pounds(0),
        shares: [
            {
                purpose: "seller",
                amount: pounds(3610),
                rate_ppm: 0,
                policy_version: 1,
                back: pounds(0),
            },
        ],
        delivery: null,
        payment: { method: "simulator", state: "captured", reference: null, page: null },
        clock: { what: "auto_confirm", at: "2030-05-14T09:00:00Z" },
        tracking: null,
        reason: null,
        placed_at: "2030-05-01T09:00:00Z",
        history: [],
        may: [],
        refunds: [],
        disputes: [],
        fees: [],
        refundable_until: null,
        way: "ship",
        promised: null,
        pickup: [],
        purchase: null,
        postage: null,
        ...change,
    };
}

const said = (change: Partial<OrderView>) => {
    const status = statusOf(order(change));
    return t(status.key, status.args);
};

beforeAll(async () => {
    await setLanguage("en");
    setZone("UTC");
});

describe("what there is to pay", () => {
    test("ES_13 is for all orders of a purchase that wait, while this one does", () => {
        const purchase = { id: "9", orders: [], total: pounds(9000), due: pounds(6500) };
        const payment = {
            method: "bank_transfer",
            state: "awaiting_transfer",
            reference: "ABCD-EFGH",
            page: null,
        } as const;
        const waits = order({ state: "awaiting_payment", held: pounds(0), payment, purchase });
        expect(dueOf(waits)).toEqual(pounds(6500));
        expect(said(waits)).toContain("£65.00");
        expect(dueOf(order())).toEqual(pounds(3800));
        const paid = order({ purchase: { ...purchase, due: pounds(0) } });
        expect(dueOf(paid)).toEqual(pounds(3800));
        expect(said(paid)).not.toContain("£90.00");
    });
});

describe("the status line", () => {
    test("says where the money is and until when", () => {
        expect(said({ state: "shipped" })).toMatch(
            new RegExp(
                "^On its way\\. £38\\.00 held until Tuesday 14 May( 2030)?, " +
                    "or until you say it arrived\\.$",
            ),
        );
    });

    test("says to the seller what is theirs", () => {
        const done = { state: "completed", role: "seller", clock: null } as const;
        expect(said(done)).toBe("Done. £36.10 is owed to you.");
    });

    test("says what happens when nobody accepts", () => {
        const clock = { what: "accept_by", at: "2030-05-14T09:00:00Z" } as const;
        expect(said({ clock })).toContain("or it all comes back to you");
        expect(said({ clock, role: "seller" })).toContain("or it goes back to Bo");
    });

    test("says until when what was accepted has to be sent", () => {
        const clock = { what: "ship_by", at: "2030-05-14T09:00:00Z" } as const;
        expect(said({ state: "accepted", clock })).toMatch(
            /until Tuesday 14 May( 2030)? to send it, or it all comes back to you\.$/,
        );
        expect(said({ state: "accepted", clock, role: "seller" })).toContain(
            "or £38.00 goes back to Bo",
        );
    });

    test("fits what the buyer picks up", () => {
        const met = { way: "pick_up", state: "shipped" } as const;
        expect(said(met)).toMatch(/^Ready: pick it up\. £38\.00 held until Tuesday 14 May/);
        expect(wordOf(order(met), "act", "ship")).toBe("act.met_ship");
        expect(wordOf(order(met), "act", "cancel")).toBe("act.cancel");
        expect(wordOf(order(), "act", "ship")).toBe("act.ship");
    });

    test("fits what is picked up wherever else it is named", () => {
        const met = { way: "pick_up" } as const;
        expect(t(wordOf(met, "todo", "ship"))).toBe("Have it ready");
        expect(t(wordOf(met, "cause", "not_arrived"))).toMatch(/pick it up/);
        expect(said({ ...met, state: "shipped", role: "operator" })).toMatch(/^Ready/);
        expect(said({ state: "shipped", role: "operator" })).toBe("On its way");
        expect(wordOf(met, "cause", "damaged")).toBe("cause.damaged");
    });

    test("says what silence does to a question that came after the settlement", () => {
        const asked = { state: "open", asked: pounds(900), due: "2030-05-20T09:00:00Z" };
        const late = { state: "completed", clock: null, refunds: [asked] } as unknown as OrderView;
        expect(said(late)).toMatch(/^Done, but you asked for £9\.00 back\. .*20 May 2030.*nothing/);
        expect(said({ ...late, role: "seller" })).toMatch(/^Bo asks for £9\.00 back\. .*nothing/);
        expect(statusOf(order({ ...late, role: "seller" })).tone).toBe("clock");
    });

    test("says what was promised of what is ordered ahead", () => {
        const clock = { what: "ship_by", at: "2030-05-21T09:00:00Z" } as const;
        const ahead = { state: "accepted", clock, promised: "2030-05-14T09:00:00Z" } as const;
        expect(said(ahead)).toMatch(/promised to send it by 14 May( 2030)?; if it is not sent by/);
        expect(said({ ...ahead, way: "pick_up" })).toContain("to have it ready by 14 May");
        expect(said({ ...ahead, role: "seller" })).toContain("as you promised");
    });

    test("says that no money moved when none did, and that all came back when it had", () => {
        const none = { state: "none" as PaymentLook, method: "simulator" as const, page: null };
        expect(
            said({ state: "cancelled", clock: null, payment: { ...none, reference: null } }),
        ).toContain("No money moved");
        expect(said({ state: "cancelled", clock: null, refunded: pounds(3800) })).toContain(
            "£38.00 went back to you",
        );
    });

    test("has a sentence for every state, payment, clock and side", () => {
        const states: State[] = [
            "created",
            "awaiting_payment",
            "paid_held",
            "accepted",
            "ready",
            "shipped",
            "delivered",
            "inspection",
            "completed",
            "cancelled",
            "expired",
            "agreed",
            "chargeback",
        ];
        const payments: PaymentLook[] = [
            "none",
            "pending",
            "captured",
            "declined",
            "awaiting_transfer",
            "refunded",
            "refund_pending",
            "charged_back",
        ];
        const promised = "2030-05-10T09:00:00Z";
        const hows = [{}, { way: "pick_up" }, { promised }, { way: "pick_up", promised }] as const;
        const clocks = [null, "pay_by", "accept_by", "ship_by", "auto_confirm"] as const;
        for (const state of states) {
            for (const payment of payments) {
                for (const what of clocks) {
                    for (const role of ["buyer", "seller", "operator"] as const) {
                        const clock = what && { what, at: "2030-05-14T09:00:00Z" };
                        const paid = {
                            method: "simulator",
                            state: payment,
                            reference: "R",
                            page: null,
                        } as const;
                        for (const how of hows) {
                            const status = statusOf(
                                order({ state, role, clock, payment: paid, ...how }),
                            );
                            expect(english).toHaveProperty([status.key]);
                            expect(status.key).not.toBe("status.other");
                            if (clock) expect(t(status.key, status.args)).not.toMatch(/[{}]/);
                        }
                    }
                }
            }
        }
    });
});

describe("what the status line leaves out", () => {
    const keyOf = (change: Partial<OrderView>) => statusOf(order(change)).key;

    test("is a clock that does not run", () => {
        const clock = null;
        expect(keyOf({ state: "paid_held", clock })).toBe("status.paid.buyer");
        expect(keyOf({ state: "accepted", clock })).toBe("status.accepted.buyer");
        const none = { method: "simulator", state: "none", reference: null, page: null } as const;
        for (const state of ["created", "awaiting_payment"] as const) {
            expect(keyOf({ state, clock, payment: none })).toBe("status.awaiting_payment.buyer");
        }
    });

    test("is what went back before", () => {
        expect(said({ state: "shipped", held: pounds(2000) })).toContain("£20.00 held");
        const shares = order().shares.map((one) => ({ ...one, back: pounds(610) }));
        expect(said({ state: "completed", role: "seller", clock: null, shares })).toContain(
            "£30.00 is owed to you",
        );
        const over = { state: "completed", role: "operator", held: pounds(0) } as const;
        expect(statusOf(order(over)).tone).toBe("plain");
    });
});

describe("an order", () => {
    test("waits for a transfer of the buyer who announced one, until it is over", () => {
        const payment = { method: "bank_transfer", reference: "R", page: null } as const;
        const announced = { ...payment, state: "awaiting_transfer" } as const;
        const waits = (change: Partial<OrderView>) =>
            awaitsTransfer(order({ state: "awaiting_payment", payment: announced, ...change }));
        expect(waits({})).toBe(true);
        expect(waits({ role: "seller" })).toBe(false);
        expect(waits({ state: "expired" })).toBe(false);
        expect(waits({ payment: { ...payment, state: "captured" } })).toBe(false);
    });

    test("offers its reader the act that they came for", () => {
        expect(nextAct(order({ may: ["cancel", "confirm"] }))).toBe("confirm");
        expect(nextAct(order({ role: "seller", may: ["cancel", "ship"] }))).toBe("ship");
        expect(nextAct(order({ may: ["cancel"] }))).toBeNull();
        const payment = {
            method: "bank_transfer",
            state: "awaiting_transfer",
            reference: "R",
            page: null,
        } as const;
        expect(nextAct(order({ state: "awaiting_payment", payment, may: ["pay"] }))).toBeNull();
        const onPage = { ...payment, method: "card", state: "pending", page: "https://c" } as const;
        const paying = order({ state: "awaiting_payment", payment: onPage, may: ["pay"] });
        expect(nextAct(paying)).toBeNull();
        expect(statusOf(paying).key).toBe("status.card_page.buyer");
    });

    test("stands on the board under what the seller has to do", () => {
        expect(columnOf(order({ may: ["accept", "cancel"] }))).toBe("accept");
        expect(columnOf(order({ state: "accepted", may: ["ship"] }))).toBe("ship");
        expect(columnOf(order({ state: "shipped" }))).toBe("travelling");
        expect(columnOf(order({ state: "awaiting_payment" }))).toBe("waiting");
        expect(columnOf(order({ state: "expired" }))).toBe("done");
    });

    test("comes further with every step and never goes back", () => {
        const path: State[] = [
            "created",
            "paid_held",
            "accepted",
            "shipped",
            "delivered",
            "completed",
        ];
        const reached = path.map((state) => progressOf(order({ state })));
        expect(reached).toEqual([...reached].sort((a, b) => a - b));
    });
});
