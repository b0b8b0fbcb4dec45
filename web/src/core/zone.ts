// Days of the market's own time zone as instants.

/** By how many milliseconds the clocks of `zone` are ahead of UTC at that instant. */
function aheadAt(then: number, zone: string): number {
    // Swedish writes a date as ISO 8601 does.
    const clock = new Intl.DateTimeFormat("sv-SE", {
        timeZone: zone,
        dateStyle: "short",
        timeStyle: "medium",
    }).format(then);
    return Date.parse(`${clock.replace(" ", "T")}Z`) - then;
}

/** The instant at which a day, "2030-01-15", begins in `zone`. */
export function beginOf(day: string, zone: string): string {
    const plain = Date.parse(`${day}T00:00:00Z`);
    // The clocks may be set between the first guess and what it leads to.
    const guess = plain - aheadAt(plain, zone);
    const begin = plain - aheadAt(guess, zone);
    // Where midnight itself is left out, the day begins an hour late.
    return new Date(begin + aheadAt(begin, zone) < plain ? guess : begin).toISOString();
}
