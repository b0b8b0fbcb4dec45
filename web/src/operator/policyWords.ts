import { useSession } from "../core/session";
import { count, percent, price, t } from "../core/words";

/** The same, in this market's currency. */
export function useValueWords(): (value: number, unit: string) => string {
    const { market } = useSession();
    return (value, unit) => valueWords(value, unit, market.currency);
}

/** A policy's number as people say it: 50000 ppm is 5 %, 259200 seconds are 3 days. */
export function valueWords(value: number, unit: string, currency = ""): string {
    switch (unit) {
        case "ppm":
            return percent(value);
        case "seconds":
        case "s":
            return span(value);
        case "minutes":
            return span(value * 60);
        case "hours":
            return span(value * 3600);
        case "days":
            return span(value * 86_400);
        case "times":
            return t("span.times", { n: value });
        case "minor":
            return price({ minor: value, currency });
        default:
            return `${count(value)} ${unit}`.trim();
    }
}

function span(seconds: number): string {
    if (seconds % 86_400 === 0) return t("span.days", { n: seconds / 86_400 });
    if (seconds % 3600 === 0) return t("span.hours", { n: seconds / 3600 });
    if (seconds % 60 === 0) return t("span.minutes", { n: seconds / 60 });
    return t("span.seconds", { n: seconds });
}
