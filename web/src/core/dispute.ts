// What a dispute means to its reader: pure, so that every sentence can be tested.

import type { DisputeView, OrderDisputeView, OrderMay, OrderView } from "../api";
import type { Key } from "./words";
import { moment } from "./words";

export type DisputeMay =
    | "open_dispute"
    | "answer_dispute"
    | "add_evidence"
    | "give_in"
    | "withdraw_dispute"
    | "appeal_dispute";

const words: readonly string[] = [
    "open_dispute",
    "answer_dispute",
    "add_evidence",
    "give_in",
    "withdraw_dispute",
    "appeal_dispute",
];
export const isDisputeMay = (may: OrderMay): may is DisputeMay => words.includes(may);

/** The dispute that is not over. */
export const liveDispute = (order: OrderView): OrderDisputeView | undefined =>
    order.disputes.find((one) => one.ended_at === null);

/** What was asked for, not given, and may be disputed: the last question of the buyer. */
export function disputable(order: OrderView) {
    const asked = order.refunds.filter((one) => one.by === "buyer").at(-1);
    const missing = asked
        ? asked.asked.minor - (asked.state === "given" ? asked.amount.minor : 0)
        : 0;
    const left =
        order.state === "completed" ? order.total.minor - order.refunded.minor : order.held.minor;
    return { minor: Math.min(missing, left), currency: order.total.currency };
}

export interface Now {
    key: Key;
    args: Record<string, string>;
    /** Amber where a clock runs against the reader. */
    tone: "clock" | "safe" | "plain";
}

/** Whose turn it is, until when, and what happens otherwise. */
export function nowOf(view: DisputeView): Now {
    const { dispute, order } = view;
    const say = (name: string, tone: Now["tone"], at: string | null = null): Now => ({
        key: `dispute.now.${name}` as Key,
        args: at ? { date: moment(at) } : {},
        tone,
    });
    switch (dispute.state) {
        case "open":
            return order.role === "seller"
                ? say("open_seller", "clock", dispute.answer_by)
                : say("open_buyer", "safe", dispute.answer_by);
        case "heard":
        case "appealed":
            if (view.waits_for_judge) return say("no_judge", "clock");
            return say(view.late ? "late" : "heard", view.late ? "clock" : "safe", view.judge_by);
        case "decided":
            return say("decided", "clock", dispute.appeal_until);
        default:
            return say("over", "plain");
    }
}
