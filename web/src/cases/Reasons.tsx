import type { ComponentChildren } from "preact";

import type { DecisionView } from "../api";
import { day, moment, price, t } from "../core/words";

interface Props {
    decision: DecisionView;
}

/** A statement of reasons, with everything that it has to say. */
export function Reasons({ decision }: Props) {
    const { measure, number, rule } = decision;
    const title =
        number > 1 && measure !== "hold"
            ? t(`statement.appealed.${measure}`)
            : t(`statement.decision.${measure}`);
    return (
        <section class="card">
            <h2>{title}</h2>
            <dl class="facts prose">
                <Fact name={t("statement.facts")}>
                    <span class="pre">{decision.facts || t("said.blank")}</span>
                </Fact>
                <Fact name={t("statement.rule")}>
                    <strong>{rule.title}</strong>{" "}
                    <span class="soft small">
                        {t("statement.rule_version", { n: rule.version })} ·{" "}
                        {t(
                            decision.given
                                ? `statement.ground_dispute.${rule.ground}`
                                : `statement.ground.${rule.ground}`,
                        )}
                    </span>
                    <br />
                    {rule.text}
                </Fact>
                <Fact name={t("statement.noticed")}>
                    {t(`statement.source.${decision.source}`)} {machineWords(decision)}
                </Fact>
                {decision.given && <Fact name={t("statement.given")}>{price(decision.given)}</Fact>}
                {measure !== "leave" && (
                    <Fact name={t("statement.reach")}>{reachWords(decision)}</Fact>
                )}
                <Fact name={t("statement.when")}>
                    <time dateTime={decision.at}>{moment(decision.at)}</time>
                </Fact>
                {decision.decider && <Fact name={t("statement.by")}>{decision.decider.name}</Fact>}
            </dl>
        </section>
    );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
    return (
        <div>
            <dt>{name}</dt>
            <dd>{children}</dd>
        </div>
    );
}

function machineWords(decision: DecisionView): string {
    if (decision.automated_decision) return t("statement.machine_decided");
    return t(decision.automated_detection ? "statement.machine_found" : "statement.no_machine");
}

function reachWords({ scope, until }: DecisionView): string {
    if (!until) return t(`statement.scope.${scope}`);
    return t(`statement.scope_until.${scope}`, { date: day(until) });
}
