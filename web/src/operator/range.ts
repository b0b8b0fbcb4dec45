// From and to of a report, as civil days of the market.

import type { DayView, Money } from "../api";

/** A civil day of the market's zone, "2030-01-15". */
export type Day = string;

export interface Range {
    from: Day;
    to: Day;
}

const wellFormed = /^\d{4}-\d{2}-\d{2}$/;

/** The days that the address asks for, or the last thirty. */
export function rangeOf(query: URLSearchParams, today: Day): Range {
    const to = query.get("to") ?? "";
    const last = wellFormed.test(to) ? to : today;
    const from = query.get("from") ?? "";
    const first = wellFormed.test(from) && from <= last ? from : addDays(last, -29);
    return { from: first, to: last };
}

export function addDays(day: Day, n: number): Day {
    const then = new Date(`${day}T12:00:00Z`);
    then.setUTCDate(then.getUTCDate() + n);
    return then.toISOString().slice(0, 10);
}

/** The civil day that it is now in a zone. */
export function todayIn(zone: string, now: Date): Day {
    // Swedish writes a date as ISO 8601 does.
    return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(now);
}

/** Every day of the range, quiet ones too: the server names only days with something on them. */
export function everyDay(items: readonly DayView[], range: Range, currency: string): DayView[] {
    const known = new Map(items.map((item) => [item.day, item]));
    const days: DayView[] = [];
    for (let day = range.from; day <= range.to && days.length < 366; day = addDays(day, 1)) {
        days.push(known.get(day) ?? quiet(day, { minor: 0, currency }));
    }
    return days;
}

function quiet(day: Day, none: Money): DayView {
    return {
        day,
        placed: none,
        paid: none,
        settled: none,
        refunded: none,
        net: none,
        commission: none,
        orders_placed: 0,
        orders_paid: 0,
        orders_settled: 0,
        orders_refunded: 0,
    };
}
