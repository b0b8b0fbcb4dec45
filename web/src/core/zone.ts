// Civil days, and the instants at which they begin in the market's own time zone.

/** A civil day, "2030-01-15". */
export type Day = string;

/** A civil day as a date whose parts in UTC are those of the day. */
export function noonOf(day: Day): Date {
    return new Date(`${day}T12:00:00Z`);
}

export function addDays(day: Day, n: number): Day {
    const then = noonOf(day);
    then.setUTCDate(then.getUTCDate() + n);
    return then.toISOString().slice(0, 10);
}

/** How a zone's clocks are read: Swedish writes a date as ISO 8601 does. */
const iso = "sv-SE";

/** The civil day that it is in a zone at that instant. */
export function todayIn(zone: string, now: Date): Day {
    return new Intl.DateTimeFormat(iso, { timeZone: zone }).format(now);
}

/** By how many milliseconds the clocks of `zone` are ahead of UTC at that instant. */
function aheadAt(then: number, zone: string): number {
    const clock = new Intl.DateTimeFormat(iso, {
        timeZone: zone,
        dateStyle: "short",
        timeStyle: "medium",
    }).format(then);
    return Date.parse(`${clock.replace(" ", "T")}Z`) - then;
}

/** The instant at which a day, "2030-01-15", begins in `zone`. */
export function beginOf(day: Day, zone: string): string {
    const plain = Date.parse(`${day}T00:00:00Z`);
    // The clocks may be set between the first guess and what it leads to.
    const guess = plain - aheadAt(plain, zone);
    const begin = plain - aheadAt(guess, zone);
    // Where midnight itself is left out, the day begins an hour late.
    return new Date(begin + aheadAt(begin, zone) < plain ? guess : begin).toISOString();
}
