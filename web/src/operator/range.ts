// From and to of a report, as civil days of the market, and the periods between.

import type { Money, PeriodView } from "../api";
import { addDays, noonOf, type Day } from "../core/zone";

export interface Range {
    from: Day;
    to: Day;
}

export const steps = ["day", "week", "month", "quarter", "year"] as const;
export type Step = (typeof steps)[number];

const wellFormed = /^\d{4}-\d{2}-\d{2}$/;

/** The days that the address asks for, or the last thirty. */
export function rangeOf(query: URLSearchParams, today: Day): Range {
    const to = query.get("to") ?? "";
    const last = wellFormed.test(to) ? to : today;
    const from = query.get("from") ?? "";
    const first = wellFormed.test(from) && from <= last ? from : addDays(last, -29);
    return { from: first, to: last };
}

/** The names of ranges that are asked for often. */
type Usual = "month" | "last_month" | "quarters" | "year" | "last_year";

/** Ranges that are asked for often. The three quarters are the last that are over. */
export function usual(today: Day): Record<Usual, Range> {
    const year = Number(today.slice(0, 4));
    const before = String(year - 1).padStart(4, "0");
    const over = today.slice(5) > "09-30" ? today.slice(0, 4) : before;
    const ended = addDays(`${today.slice(0, 7)}-01`, -1);
    return {
        quarters: { from: `${over}-01-01`, to: `${over}-09-30` },
        month: { from: `${today.slice(0, 7)}-01`, to: today },
        last_month: { from: `${ended.slice(0, 7)}-01`, to: ended },
        year: { from: `${today.slice(0, 4)}-01-01`, to: today },
        last_year: { from: `${before}-01-01`, to: `${before}-12-31` },
    };
}

/** The last day of the period that `day` is in; weeks end on Sunday. */
export function endOf(day: Day, step: Step): Day {
    if (step === "day") return day;
    const then = noonOf(day);
    if (step === "week") return addDays(day, (7 - then.getUTCDay()) % 7);
    const months = { month: 1, quarter: 3, year: 12 }[step];
    const next = Math.floor(then.getUTCMonth() / months) * months + months;
    return new Date(Date.UTC(then.getUTCFullYear(), next, 0, 12)).toISOString().slice(0, 10);
}

/** Every period of the range, quiet ones too: the server names only those with something in it. */
export function everyPeriod(
    items: readonly PeriodView[],
    range: Range,
    step: Step,
    currency: string,
): PeriodView[] {
    const known = new Map(items.map((item) => [item.from, item]));
    const list: PeriodView[] = [];
    for (let from = range.from; from <= range.to && list.length < 1000;) {
        const end = endOf(from, step);
        const to = end < range.to ? end : range.to;
        list.push(known.get(from) ?? quiet({ from, to }, { minor: 0, currency }));
        from = addDays(to, 1);
    }
    return list;
}

function quiet(range: Range, none: Money): PeriodView {
    return {
        ...range,
        placed: none,
        paid: none,
        settled: none,
        refunded: none,
        net: none,
        commission: none,
        fee_tax: none,
        orders_placed: 0,
        orders_paid: 0,
        orders_settled: 0,
        orders_refunded: 0,
    };
}
