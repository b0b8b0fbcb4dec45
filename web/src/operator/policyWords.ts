import type { PolicyView } from "../api";
import { useSession } from "../core/session";
import { count, percent, price, t, tAny } from "../core/words";

type Named = Pick<PolicyView, "name" | "unit">;

/** The ways that a policy of choice knows, each with its number. */
export function choicesOf(policy: PolicyView): { value: string; label: string }[] {
    return Array.from({ length: policy.max - policy.min + 1 }, (_, i) => ({
        value: String(policy.min + i),
        label: valueOf(policy, policy.min + i),
    }));
}

/** A value in words: a choice by its own, anything else by its unit. */
export function valueOf(policy: Named, value: number, currency = ""): string {
    return policy.unit === "choice"
        ? tAny(`policy_choice.${policy.name}`, String(value))
        : valueWords(value, policy.unit, currency);
}

/** The same, with money in this market's currency. */
export function useValueOf(): (policy: Named, value: number) => string {
    const { market } = useSession();
    return (policy, value) => valueOf(policy, value, market.currency);
}

/** A policy's number as people say it: 50000 ppm is 5 %, 259200 seconds are 3 days. */
function valueWords(value: number, unit: string, currency = ""): string {
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
        case "minor":
            return price({ minor: value, currency });
        case "times":
            return t("span.times", { n: value });
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
