// What an order means to its reader: pure, so that every sentence can be tested.

import type { Money, OrderMay, OrderView, State } from "../api";
import { liveDispute } from "./dispute";
import { openRefund } from "./refund";
import type { Key } from "./words";
import { day, longDay, moment, price, t } from "./words";

export interface Status {
    key: Key;
    args: Record<string, string>;
    /** Green where money is safe, amber where a clock runs against the reader. */
    tone: "safe" | "clock" | "plain";
}

/** What an order is of, in a few words. */
export function titleOf({ lines }: Pick<OrderView, "lines">): string {
    const title = lines[0]?.title ?? "";
    return lines.length > 1 ? t("order.title_more", { title, n: lines.length - 1 }) : title;
}

/** The one line that says what happened to the money and what happens next, with a date. */
export function statusOf(order: OrderView): Status {
    if (order.role === "operator") return asSeenFromAside(order);
    const seller = order.role !== "buyer";
    const args = argsOf(order);
    const met = order.way === "pick_up";
    const say = (name: string, tone: Status["tone"]): Status => ({
        key: `status.${met && metNames.has(name) ? `met_${name}` : name}.${
            seller ? "seller" : "buyer"
        }` as Key,
        args,
        tone,
    });
    if (order.state === "created" || order.state === "awaiting_payment") {
        return unpaid(order, say);
    }
    if (order.state === "cancelled" || order.state === "expired") {
        if (order.payment.state === "refund_pending") return say("refund_pending", "plain");
        return say(order.refunded.minor > 0 ? "refunded" : order.state, "plain");
    }
    if (order.state === "completed") {
        if (liveDispute(order)) return say("disputed", "clock");
        // The order has no clock any more, and the question has its own.
        const open = openRefund(order);
        if (open) {
            const name = open.cause === "withdrawal" ? "withdrawn_late" : "asked_late";
            return say(name, seller ? "clock" : "plain");
        }
        if (order.payment.state === "charged_back") return say("charged_back_late", "clock");
        return say("completed", "safe");
    }
    if (order.state === "agreed") return say("agreed", "plain");
    if (order.state === "chargeback") return say("charged_back", "plain");
    if (order.clock?.what === "answer_by") {
        return say("asked_refund", seller ? "clock" : "safe");
    }
    const name = heldNames[order.state];
    if (!name) return { key: "status.other", args, tone: "plain" };
    const clock = order.clock?.what;
    if (name === "paid" && clock === "accept_by") return say("paid_accept", "safe");
    if (name === "accepted" && clock === "ship_by")
        return say(order.promised ? "accepted_ahead" : "accepted_ship", seller ? "clock" : "safe");
    return say(clock === "auto_confirm" ? `${name}_until` : name, "safe");
}

/** What is said differently where the buyer picks it up. */
const metNames = new Set([
    "paid",
    "accepted",
    "accepted_ship",
    "accepted_ahead",
    "shipped",
    "shipped_until",
    "delivered",
    "delivered_until",
]);

/** The sentence of an act or a step, where it has one of its own for what is picked up. */
export function wordOf(order: Pick<OrderView, "way">, prefix: Prefix, name: string) {
    const own = `${prefix}.met_${name}`;
    return (order.way === "pick_up" && ownWords.has(own) ? own : `${prefix}.${name}`) as Key;
}

type Prefix = "act" | "ask" | "cause" | "history" | "order_state" | "step" | "todo";

const ownWords = new Set<string>([
    "act.met_ship",
    "act.met_deliver",
    "act.met_confirm",
    "ask.met_ship",
    "ask.met_deliver",
    "ask.met_confirm",
    "ask.met_confirm_title",
    "ask.met_pay",
    "cause.met_not_arrived",
    "history.met_ship",
    "history.met_deliver",
    "history.met_confirm",
    "order_state.met_shipped",
    "order_state.met_delivered",
    "step.met_sent",
    "step.met_arrived",
    "todo.met_ship",
    "todo.met_deliver",
    "todo.met_confirm",
] satisfies Key[]);

/** For who runs the market: where it stands, without telling them to do what the others do. */
function asSeenFromAside(order: OrderView): Status {
    const key = wordOf(order, "order_state", order.state);
    return { key, args: {}, tone: order.held.minor > 0 ? "safe" : "plain" };
}

const heldNames: Partial<Record<State, "paid" | "accepted" | "shipped" | "delivered">> = {
    paid_held: "paid",
    accepted: "accepted",
    ready: "accepted",
    shipped: "shipped",
    delivered: "delivered",
    inspection: "delivered",
};

function unpaid(order: OrderView, say: (name: string, tone: Status["tone"]) => Status): Status {
    switch (order.payment.state) {
        case "pending":
            if (order.payment.page) return say("card_page", "clock");
            return say("payment_pending", "clock");
        case "declined":
            return say("declined", "clock");
        case "awaiting_transfer":
            return say("awaiting_transfer", "clock");
        default:
            return say("awaiting_payment", "clock");
    }
}

/** What there is to pay: of orders that were bought together, for all that wait. */
export function dueOf(order: OrderView): Money {
    return order.purchase?.due.minor ? order.purchase.due : order.total;
}

function argsOf(order: OrderView): Record<string, string> {
    const mine = order.shares.find((share) => share.purpose === "seller");
    const due = openRefund(order)?.due;
    return {
        total: price(order.state === "awaiting_payment" ? dueOf(order) : order.total),
        held: price(order.held.minor > 0 ? order.held : order.total),
        refunded: price(order.refunded),
        earned: price(mine ? minus(mine.amount, mine.back) : order.total),
        asked: price(openRefund(order)?.asked ?? order.total),
        disputed: price(liveDispute(order)?.disputed ?? order.total),
        buyer: order.buyer.name || order.buyer.handle,
        seller: order.shop.name,
        reference: order.payment.reference ?? "",
        date: order.clock ? day(order.clock.at) : "",
        time: order.clock ? moment(order.clock.at) : "",
        due: due ? moment(due) : "",
        tracking: order.tracking ?? "",
        promised: order.promised ? longDay(order.promised) : "",
    };
}

const minus = (a: Money, b: Money): Money => ({ ...a, minor: a.minor - b.minor });

/** How far an order has come: 0 placed, 1 paid, 2 on its way, 3 arrived, 4 the seller is owed. */
export function progressOf(order: OrderView): number {
    const steps: Partial<Record<State, number>> = {
        created: 0,
        awaiting_payment: 0,
        paid_held: 1,
        accepted: 1,
        ready: 1,
        shipped: 2,
        delivered: 3,
        inspection: 3,
        completed: 4,
    };
    return steps[order.state] ?? 0;
}

export const isOver = (order: OrderView): boolean =>
    ["cancelled", "expired", "agreed", "chargeback"].includes(order.state);

export const awaitsTransfer = (order: OrderView): boolean =>
    order.role === "buyer" && order.payment.state === "awaiting_transfer" && !isOver(order);

/** The act that a reader most likely came for; it gets the red button. */
export function nextAct(order: OrderView): OrderMay | null {
    // Who has announced a transfer is to send it at their bank, not to pay again here.
    const elsewhere = awaitsTransfer(order) || order.payment.page !== null;
    const buyer: OrderMay[] = elsewhere ? ["confirm"] : ["pay", "confirm"];
    const wanted: OrderMay[] =
        order.role === "buyer"
            ? buyer
            : ["answer_dispute", "agree_refund", "accept", "ship", "deliver"];
    return wanted.find((act) => order.may.includes(act)) ?? null;
}

/** Where an order stands on a seller's board. */
export type Column = "accept" | "ship" | "travelling" | "waiting" | "done";

export function columnOf(order: OrderView): Column {
    const waiting: OrderMay[] = ["accept", "agree_refund", "answer_dispute"];
    if (waiting.some((act) => order.may.includes(act))) return "accept";
    if (order.may.includes("ship")) return "ship";
    if (order.state === "completed" || isOver(order)) return "done";
    if (order.state === "created" || order.state === "awaiting_payment") return "waiting";
    return "travelling";
}

export const columns: Column[] = ["accept", "ship", "travelling", "waiting", "done"];
