// What a dispute means to its reader: pure, so that every sentence can be tested.

import type {
    DisputeView,
    Instant,
    OrderDisputeView,
    OrderMay,
    OrderRefundView,
    OrderView,
} from "../api";
import { openRefund } from "./refund";
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

/** Whether an act is offered where the order is shown; the rest belong into the dispute's room. */
export const actsOnOrder = ({ may }: OrderView): boolean =>
    may.some((one) => !isDisputeMay(one) || one === "open_dispute" || one === "answer_dispute");

/** The act that is red: what is said for oneself, and never giving up what was decided for one. */
export function leadingAct(may: readonly OrderMay[]): DisputeMay | null {
    const leads: DisputeMay[] = ["answer_dispute", "appeal_dispute", "add_evidence"];
    return leads.find((one) => may.includes(one)) ?? null;
}

/** The clock that runs: while the seller has to answer a dispute or a refund, that one's. */
export function clockOf(order: OrderView): Instant | null {
    const answer = order.may.includes("answer_dispute") && liveDispute(order)?.answer_by;
    // Of what was settled only a question about a refund has a clock.
    return answer || (order.clock?.at ?? openRefund(order)?.due ?? null);
}

/** Nearest first; what has no clock comes last. */
export const byClock = (a: OrderView, b: OrderView): number =>
    (clockOf(a) ?? "9").localeCompare(clockOf(b) ?? "9");

/** What was asked for with the buyer’s last question, was not given since, and may be disputed. */
export function disputable(order: OrderView) {
    const last = order.refunds.findLastIndex((one) => one.by === "buyer");
    const since = last < 0 ? [] : order.refunds.slice(last);
    const given = since.reduce((sum, one) => sum + givenBy(one), 0);
    const missing = (since[0]?.asked.minor ?? 0) - given;
    const left =
        order.state === "completed" ? order.total.minor - order.refunded.minor : order.held.minor;
    return { minor: Math.min(missing, left), currency: order.total.currency };
}

const givenBy = (one: OrderRefundView) => (one.state === "given" ? one.amount.minor : 0);

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
        case "withdrawn":
            return say("withdrawn", "plain");
        case "over":
            return say("gone_back", "plain");
        default:
            return say("over", "plain");
    }
}
