import { useState } from "preact/hooks";

import type { CaseKind, CaseView, Measure, Money } from "../api";
import { at, type Problem } from "../core/call";
import { put, refresh, useAct } from "../core/store";
import { minorOf, moment, price, symbolOf, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { AmountField, Choices, LongField, wrongOf } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { Refusal } from "../parts/States";
import { toast } from "../parts/Toast";
import { RuleChoice } from "./RuleChoice";

/** What the reader may do with a case: the server says which. */
export function CaseActs({ one }: { one: CaseView }) {
    const [dialog, setDialog] = useState<"hold" | "decide" | null>(null);
    const act = useAct();
    const id = { id: one.summary.id };
    const keep = (fresh: CaseView | undefined) => {
        if (!fresh) return;
        put(at("GET /cases/{id}", id), fresh);
        refresh((path) => path.startsWith("/cases"));
    };
    const take = async () => keep(await act.run(at("POST /cases/{id}/take", id)));
    const putBack = async () => keep(await act.run(at("POST /cases/{id}/put-back", id)));
    if (one.may.length === 0) return null;
    return (
        <div class="stack">
            {one.may.includes("decide") && one.taken_until && (
                <p class="soft small">{t("cases.by_you", { date: moment(one.taken_until) })}</p>
            )}
            <div class="row">
                {one.may.includes("take") && (
                    <button
                        type="button"
                        class="button next"
                        disabled={act.busy}
                        onClick={() => void take()}
                    >
                        {t("act.take_case")}
                    </button>
                )}
                {one.may.includes("decide") && (
                    <button type="button" class="button next" onClick={() => setDialog("decide")}>
                        <Icon name="scale" size={18} />
                        {t("act.decide")}
                    </button>
                )}
                {one.may.includes("hold") && (
                    <button type="button" class="button" onClick={() => setDialog("hold")}>
                        <Icon name="pause" size={18} />
                        {t("act.hold_case")}
                    </button>
                )}
                {one.may.includes("put_back") && (
                    <button
                        type="button"
                        class="button bare"
                        disabled={act.busy}
                        onClick={() => void putBack()}
                    >
                        {t("act.put_back")}
                    </button>
                )}
            </div>
            <Refusal problem={act.problem} />
            {dialog && (
                <Finding
                    one={one}
                    what={dialog}
                    onDone={(fresh) => (keep(fresh), setDialog(null))}
                    onClose={() => setDialog(null)}
                />
            )}
        </div>
    );
}

interface FindingProps {
    one: CaseView;
    what: "hold" | "decide";
    onDone: (fresh: CaseView) => void;
    onClose: () => void;
}

/** The statement of reasons as it is written: what, by which rule, on which facts. */
function Finding({ one, what, onDone, onClose }: FindingProps) {
    const { disputed, kind } = one.summary;
    // Between two sides nothing is chosen beforehand.
    const [measure, setMeasure] = useState<Chosen | null>(disputed ? null : "leave");
    const [typed, setTyped] = useState("");
    const [noSum, setNoSum] = useState(false);
    const [rule, setRule] = useState(one.summary.rule.code);
    const [facts, setFacts] = useState("");
    const act = useAct();
    const id = { id: one.summary.id };
    const send = async () => {
        const why = { rule, facts: facts.trim() };
        const parted = disputed !== null && measure === "refund_part";
        const part = parted ? sumOf(typed, disputed.currency) : undefined;
        setNoSum(part === null);
        if (part === null) return;
        const decision = measure && { ...why, measure, ...(part ? { amount: part } : {}) };
        const fresh =
            what === "hold"
                ? await act.run(at("POST /cases/{id}/hold", id), why)
                : decision && (await act.run(at("POST /cases/{id}/decide", id), decision));
        if (!fresh) return;
        if (what === "decide") toast(t("case.decided"));
        onDone(fresh);
    };
    const appealed = one.summary.state === "appealed";
    const title = appealed ? "case.judge_title" : "case.decide_title";
    return (
        <Dialog
            title={t(what === "hold" ? "case.hold_title" : title)}
            confirm={t(what === "hold" ? "act.hold_case" : "act.decide")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            {what === "hold" ? (
                <p class="soft">{t("case.hold_text")}</p>
            ) : (
                <MeasureChoice disputed={disputed} value={measure} onChoose={setMeasure} />
            )}
            {disputed && measure === "refund_part" && (
                <Part
                    disputed={disputed}
                    typed={typed}
                    onType={setTyped}
                    noSum={noSum}
                    problem={act.problem}
                />
            )}
            <Grounds
                kind={kind}
                rule={rule}
                facts={facts}
                onRule={setRule}
                onFacts={setFacts}
                problem={act.problem}
            />
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}

/** What was typed as money; null where it is none. */
function sumOf(typed: string, currency: string): Money | null {
    const minor = minorOf(typed, currency);
    return minor ? { minor, currency } : null;
}

interface PartProps {
    disputed: Money;
    typed: string;
    onType: (typed: string) => void;
    /** It was sent, and what is typed is no sum. */
    noSum: boolean;
    problem: Problem | null;
}

function Part({ disputed, typed, onType, noSum, problem }: PartProps) {
    const { currency } = disputed;
    return (
        <AmountField
            label={t("case.part")}
            hint={t("case.part_hint", { amount: price(disputed) })}
            symbol={symbolOf(currency)}
            value={typed}
            onType={onType}
            required
            wrong={noSum ? t("sell.bad_price", { currency }) : wrongOf(problem, "amount")}
        />
    );
}

type Chosen = Exclude<Measure, "hold">;

interface MeasureProps {
    /** The sum, where it is money that both want. */
    disputed: Money | null;
    value: Chosen | null;
    onChoose: (one: Chosen) => void;
}

function MeasureChoice({ disputed, value, onChoose }: MeasureProps) {
    const measures: Chosen[] = disputed
        ? ["refund", "refund_part", "release"]
        : ["leave", "take_down"];
    const amount = disputed ? price(disputed) : "";
    return (
        <Choices<Chosen>
            label={t("case.measure")}
            name="measure"
            value={value}
            options={measures.map((one) => ({
                value: one,
                label: t(`case.measure.${one}`),
                note: t(`case.measure.${one}_note`, { amount }),
            }))}
            onChoose={onChoose}
        />
    );
}

interface GroundsProps {
    kind: CaseKind;
    rule: string;
    facts: string;
    onRule: (code: string) => void;
    onFacts: (facts: string) => void;
    problem: Problem | null;
}

function Grounds({ kind, rule, facts, onRule, onFacts, problem }: GroundsProps) {
    return (
        <>
            <RuleChoice
                label={t("case.rule")}
                kind={kind}
                value={rule}
                onChoose={onRule}
                wrong={wrongOf(problem, "rule")}
            />
            <LongField
                label={t("case.facts")}
                hint={t(kind === "dispute" ? "case.facts_hint_dispute" : "case.facts_hint")}
                value={facts}
                onType={onFacts}
                required
                wrong={wrongOf(problem, "facts")}
            />
        </>
    );
}
