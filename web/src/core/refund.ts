// What goes back to a buyer: pure, so that every sum and sentence can be tested.

import type {
    Money,
    OrderMay,
    OrderRefundView,
    OrderView,
    RefundCause,
    RefundLineForm,
} from "../api";
import { minorOf } from "./words";

export type RefundMay =
    | "ask_refund"
    | "withdraw_purchase"
    | "withdraw_refund"
    | "agree_refund"
    | "refuse_refund"
    | "refund";

const words: readonly string[] = [
    "ask_refund",
    "withdraw_purchase",
    "withdraw_refund",
    "agree_refund",
    "refuse_refund",
    "refund",
];
export const isRefundMay = (may: OrderMay): may is RefundMay => words.includes(may);

/** The refund that waits for the seller's answer. */
export const openRefund = (order: OrderView): OrderRefundView | undefined =>
    order.refunds.find((one) => one.state === "open");

/** How much can still go back: what is held, or what the seller has of it. */
export function leftOf(order: OrderView): Money {
    const minor =
        order.state === "completed" ? order.total.minor - order.refunded.minor : order.held.minor;
    return { minor, currency: order.total.currency };
}

export const asking: readonly RefundCause[] = [
    "not_arrived",
    "missing",
    "damaged",
    "not_as_described",
    "fake",
    "unwell",
    "changed_mind",
    "other",
];
export const giving: readonly RefundCause[] = [
    "goodwill",
    "sold_out",
    "missing",
    "damaged",
    "not_as_described",
    "other",
];

export type What = "all" | "lines" | "amount";

export interface Draft {
    cause: RefundCause;
    what: What;
    /** How many of each line, by its number. */
    picked: Record<number, number>;
    typed: string;
    words: string;
}

/** What was picked comes to, before the server says so. */
export function pickedSum(order: OrderView, picked: Draft["picked"]): Money {
    const { postage } = order;
    const sending = postage && (picked[postage.line] ?? 0) > 0 ? postage.price.minor : 0;
    const minor = order.lines.reduce(
        (sum, line) => sum + (picked[line.line] ?? 0) * line.unit_price.minor,
        sending,
    );
    return { minor, currency: order.total.currency };
}

/**
 * What was picked, and with all goods what sending them costs where it goes with them: nothing was
 * sent yet, or the buyer withdraws from the purchase. The server does the same.
 */
export function withPostage(
    order: OrderView,
    picked: Draft["picked"],
    withdraws: boolean,
): Draft["picked"] {
    const here = ["paid_held", "accepted", "ready"].includes(order.state);
    const all = order.lines.every(
        (line) => (picked[line.line] ?? 0) >= line.quantity - line.returned,
    );
    const { postage } = order;
    if (!postage || postage.returned || !all || !(here || withdraws)) return picked;
    const whole = { ...picked, [postage.line]: 1 };
    return pickedSum(order, whole).minor <= leftOf(order).minor ? whole : picked;
}

/** Whether what sending cost goes back with the goods, and is not the reader's to choose. */
export function postageGoesAlong(
    order: OrderView,
    picked: Draft["picked"],
    withdraws: boolean,
): boolean {
    const { postage } = order;
    if (!postage) return false;
    const without = { ...picked, [postage.line]: 0 };
    return withPostage(order, without, withdraws)[postage.line] === 1;
}

export interface RefundBody {
    cause: RefundCause;
    words: string;
    lines?: RefundLineForm[];
    amount?: Money;
}

/** The lines that were picked, as the server takes them. */
export const linesOf = (picked: Draft["picked"]): RefundLineForm[] =>
    Object.entries(picked)
        .filter(([, quantity]) => quantity > 0)
        .map(([line, quantity]) => ({ line: Number(line), quantity }));

/** The form that the server takes; null while it is not whole. */
export function bodyOf(draft: Draft, currency: string): RefundBody | null {
    const form = { cause: draft.cause, words: draft.words.trim() };
    if (draft.what === "all") return form;
    if (draft.what === "amount") {
        const minor = minorOf(draft.typed, currency);
        return minor ? { ...form, amount: { minor, currency } } : null;
    }
    const lines = linesOf(draft.picked);
    return lines.length > 0 ? { ...form, lines } : null;
}
