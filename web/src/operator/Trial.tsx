import { useEffect, useState } from "preact/hooks";

import type { CommissionTrialView, PolicyView, TrialView } from "../api";
import { at } from "../core/call";
import { trialText, type FeeRowForm } from "../core/fees";
import { useGet } from "../core/store";
import { price, t } from "../core/words";
import { Shown, Waiting } from "../parts/States";

/** What a value would have meant, before it is set; asked a moment after the typing stops. */
export function Trial({ policy, value }: { policy: PolicyView; value: number }) {
    const [asked, setAsked] = useState(value);
    useEffect(() => {
        const timer = setTimeout(() => setAsked(value), 300);
        return () => clearTimeout(timer);
    }, [value]);
    const to = at("GET /operator/policies/{name}/trial", { name: policy.name, value: asked });
    const got = useGet(to);
    return (
        <section class="trial" aria-live="polite">
            <h3>{t("trial.title")}</h3>
            <Shown got={got} waiting={<Waiting n={1} />}>
                {(trial) => <Said trial={trial} />}
            </Shown>
        </section>
    );
}

/** The same for a table of fees. */
export function FeeTrial({ rows }: { rows: readonly FeeRowForm[] }) {
    const typed = trialText(rows);
    const [asked, setAsked] = useState(typed);
    useEffect(() => {
        const timer = setTimeout(() => setAsked(typed), 300);
        return () => clearTimeout(timer);
    }, [typed]);
    const got = useGet(at("GET /operator/fees/trial", { rows: asked }));
    return (
        <section class="trial" aria-live="polite">
            <h3>{t("trial.title")}</h3>
            <Shown got={got} waiting={<Waiting n={1} />}>
                {(trial) => <Commission trial={trial} />}
            </Shown>
        </section>
    );
}

function Said({ trial }: { trial: TrialView }) {
    if (trial.value === trial.current) return <p class="soft">{t("trial.same")}</p>;
    if (trial.commission) return <Commission trial={trial.commission} />;
    if (trial.clock) {
        return (
            <>
                <p>{t("trial.clock", { n: trial.clock.running })}</p>
                {trial.clock.running > 0 && <p>{t("trial.clock_over", { n: trial.clock.over })}</p>}
                <p class="soft small">{t("trial.clock_stays")}</p>
            </>
        );
    }
    if (trial.limit) return <p>{t("trial.limit", { n: trial.limit.members })}</p>;
    return <p class="soft">{t("trial.nothing")}</p>;
}

function Commission({ trial }: { trial: CommissionTrialView }) {
    const more = trial.then.minor - trial.now.minor;
    const difference = (more > 0 ? "+" : "") + price({ ...trial.now, minor: more });
    return (
        <>
            <p>
                {t("trial.commission", {
                    n: trial.orders,
                    days: trial.days,
                    sold: price(trial.sold),
                })}{" "}
                {!trial.all && t("trial.commission_part", { n: trial.orders })}
            </p>
            {trial.orders > 0 && (
                <>
                    <table class="trial-table">
                        <thead>
                            <tr>
                                <th scope="col">{t("trial.order")}</th>
                                <th scope="col" class="number">
                                    {t("trial.now")}
                                </th>
                                <th scope="col" class="number">
                                    {t("trial.then")}
                                </th>
                            </tr>
                        </thead>
                        <tbody>
                            {trial.examples.map((one) => (
                                <tr key={one.order}>
                                    <td>{price(one.amount)}</td>
                                    <td class="number">{price(one.now)}</td>
                                    <td class="number">{price(one.then)}</td>
                                </tr>
                            ))}
                            <tr>
                                <th scope="row">{t("trial.all")}</th>
                                <td class="number">{price(trial.now)}</td>
                                <td class="number">{price(trial.then)}</td>
                            </tr>
                        </tbody>
                    </table>
                    <p>
                        <strong>{t("trial.difference", { amount: difference })}</strong>
                    </p>
                </>
            )}
        </>
    );
}
