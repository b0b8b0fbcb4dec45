import { useState } from "preact/hooks";

import type { PayoutHoldView, PayoutsStandingView, Schedule } from "../../api";
import { at } from "../../core/call";
import { put, refresh, useAct } from "../../core/store";
import { day, moment, price, t, tAny } from "../../core/words";
import { Choices } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/States";
import { toast } from "../../parts/Toast";
import { BankAccount } from "./BankAccount";

const schedules: readonly Schedule[] = ["daily", "weekly", "monthly"];

/** When the reader's money goes to their bank, what it waits for, and what they can do about it. */
export function ToBank({ standing }: { standing: PayoutsStandingView }) {
    return (
        <section class="card raised">
            <h2>{t("payout.title")}</h2>
            <Next standing={standing} />
            <Ask standing={standing} />
            <BankAccount account={standing.account} restDays={standing.rest_days} />
            {standing.may.includes("choose") ? (
                <HowOften standing={standing} />
            ) : (
                <p class="soft small">{t(`payout.usual.${standing.schedule}`)}</p>
            )}
        </section>
    );
}

function Next({ standing }: { standing: PayoutsStandingView }) {
    const { hold, available, next_run } = standing;
    if (available.minor === 0 && !hold) return <p class="soft">{t("payout.nothing")}</p>;
    if (!hold || hold.why === "not_yet") {
        const date = day(hold?.until ?? next_run);
        return <p>{t("payout.next", { amount: price(available), date })}</p>;
    }
    return <Waits hold={hold} minimum={price(standing.minimum)} />;
}

function Waits({ hold, minimum }: { hold: PayoutHoldView; minimum: string }) {
    const words = {
        amount: price(hold.amount),
        date: hold.until ? moment(hold.until) : "",
        minimum,
    };
    return (
        <div class="notice clock">
            <Icon name="hourglass" />
            <span>
                {tAny("payout.why", hold.why, words)}
                {hold.policy && (
                    <>
                        {" "}
                        <a href="/policies">
                            {t("payout.rule", {
                                policy: tAny("policy", hold.policy),
                                version: hold.policy_version ?? 0,
                            })}
                        </a>
                    </>
                )}
            </span>
        </div>
    );
}

function Ask({ standing }: { standing: PayoutsStandingView }) {
    const act = useAct();
    const leaving = standing.may.includes("leave");
    if (!leaving && !standing.may.includes("ask")) return null;
    const ask = async () => {
        if (!(await act.run(at("POST /me/payouts"), leaving ? { leaving } : {}))) return;
        toast(t("payout.asked"));
        refresh((path) => path.startsWith("/me/"));
    };
    return (
        <>
            <div>
                <button
                    type="button"
                    class={leaving ? "button" : "button next"}
                    disabled={act.busy}
                    onClick={() => void ask()}
                >
                    {t(leaving ? "payout.leave" : "payout.now")}
                </button>
            </div>
            <Refusal problem={act.problem} again={() => void ask()} />
        </>
    );
}

function HowOften({ standing }: { standing: PayoutsStandingView }) {
    /** What was pressed last: while it is on its way it is shown, after that what is kept. */
    const [wanted, setWanted] = useState(standing.schedule);
    const act = useAct();
    const choose = async (schedule: Schedule) => {
        setWanted(schedule);
        const fresh = await act.run(at("PUT /me/payouts/schedule"), { schedule });
        if (!fresh) return;
        put(at("GET /me/payouts/standing"), fresh);
        toast(t("payout.schedule_saved"));
    };
    return (
        <>
            <Choices
                label={t("payout.schedule")}
                name="schedule"
                options={schedules.map((value) => ({
                    value,
                    label: t(`payout.schedule.${value}`),
                }))}
                value={act.busy ? wanted : standing.schedule}
                onChoose={(schedule) => void choose(schedule)}
            />
            {!standing.chosen && <p class="soft small">{t(`payout.usual.${standing.schedule}`)}</p>}
            <Refusal problem={act.problem} again={() => void choose(wanted)} />
        </>
    );
}
