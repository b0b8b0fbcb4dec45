// What a payout and a run of them mean to their reader: pure, so that every sentence can be tested.

import type { PayoutRunView, PayoutView } from "../api";
import { t } from "./words";

/** How far a payout is; where the bank sent it back, why. */
export function payoutWords({ state, reason }: Pick<PayoutView, "state" | "reason">): string {
    return reason ? t("payout.returned_why", { reason }) : t(`payout.state.${state}`);
}

/** How far a run is. */
export function runWord(run: PayoutRunView): "collecting" | "ready" | "handed" | "done" {
    if (run.state === "collecting") return "collecting";
    if (run.open === 0) return "done";
    return run.handed_at ? "handed" : "ready";
}

/** Whether the program is at it: it collects payouts, or books that all of them were paid. */
export function isGoing(run: PayoutRunView): boolean {
    return run.state === "collecting" || (run.open > 0 && !run.may.includes("settle"));
}
