import { useState } from "preact/hooks";

import type { PolicyView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useSession } from "../core/session";
import { refresh, useAct, useGet } from "../core/store";
import { count, finePercent, moment, t, tAny, wholeOf } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { Choices, TextField, wrongOf } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { isOperator } from "../parts/Shell";
import { Refusal, Shown, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { OperatorTabs } from "./Frame";
import { choicesOf, useValueOf } from "./policyWords";
import { ReasonField } from "./ReasonField";
import { ppmOf, typedPercent } from "../core/percent";
import { Trial } from "./Trial";

/** Every number that a person could dispute, with its history: public, changed by the operator. */
export function Policies(_: { place: Place }) {
    const { me } = useSession();
    const got = useGet(at("GET /policies"));
    return (
        <Page
            title={t("nav.policies")}
            lead={t("policies.lead")}
            room={isOperator(me) ? "full" : "narrow"}
        >
            {isOperator(me) && <OperatorTabs />}
            <p>
                <a href="/fees">{t("fees.title")}</a>
            </p>
            <Shown got={got}>
                {(policies) => (
                    <ul class="stack">
                        {policies.items.map((policy) => (
                            <li key={policy.name}>
                                <OnePolicy policy={policy} />
                            </li>
                        ))}
                    </ul>
                )}
            </Shown>
        </Page>
    );
}

function OnePolicy({ policy }: { policy: PolicyView }) {
    const { me } = useSession();
    const [changing, setChanging] = useState(false);
    const [open, setOpen] = useState(false);
    const inWords = useValueOf();
    return (
        <article class="card">
            <div class="split">
                <h2>{tAny("policy", policy.name)}</h2>
                <strong class={policy.unit === "choice" ? "" : "amount"}>
                    {inWords(policy, policy.value)}
                </strong>
            </div>
            <p class="soft small">{since(policy.version, policy.from)}</p>
            <div class="row">
                <details class="grow" onToggle={(event) => setOpen(event.currentTarget.open)}>
                    <summary>{t("policies.history")}</summary>
                    {open && <History policy={policy} />}
                </details>
                {isOperator(me) && (
                    <button type="button" class="button little" onClick={() => setChanging(true)}>
                        <Icon name="pencil" size={16} />
                        {t("act.change")}
                    </button>
                )}
            </div>
            {changing && <Change policy={policy} onClose={() => setChanging(false)} />}
        </article>
    );
}

function History({ policy }: { policy: PolicyView }) {
    const inWords = useValueOf();
    const versions = useGet(at("GET /policies/{name}/versions", { name: policy.name }));
    return (
        <Shown got={versions} waiting={<Waiting n={1} />}>
            {({ items }) => (
                <ol class="timeline">
                    {items.map((one) => (
                        <li key={one.version}>
                            <strong>{inWords(policy, one.value)}</strong>
                            <span class="soft small">
                                {since(one.version, one.from)}
                                {one.by && ` · @${one.by}`}
                            </span>
                            {one.reason && <span class="small">{one.reason}</span>}
                        </li>
                    ))}
                </ol>
            )}
        </Shown>
    );
}

function since(version: number, from: string | null): string {
    return from ? t("policies.version", { version, date: moment(from) }) : t("policies.default");
}

/** People write rates as per cent; all else is typed as it is kept. */
function typedOf({ unit, value }: PolicyView): string {
    return unit === "ppm" ? typedPercent(value) : String(value);
}

/** What was typed, as the rule keeps it; null where it is no such number. */
function valueTyped({ unit }: PolicyView, typed: string): number | null {
    return unit === "ppm" ? ppmOf(typed.replace(/\s*[%％]\s*$/, "")) : wholeOf(typed);
}

function Change({ policy, onClose }: { policy: PolicyView; onClose: () => void }) {
    const [value, setValue] = useState(typedOf(policy));
    const [reason, setReason] = useState("");
    const [noNumber, setNoNumber] = useState(false);
    const act = useAct();
    const typed = valueTyped(policy, value);
    const save = async () => {
        setNoNumber(typed === null);
        if (typed === null) return;
        const form = { value: typed, reason: reason.trim() };
        if (!(await act.run(at("PUT /operator/policies/{name}", { name: policy.name }), form)))
            return;
        refresh((path) => path.startsWith("/policies"));
        toast(t("policies.changed"));
        onClose();
    };
    const inBounds = typed !== null && typed >= policy.min && typed <= policy.max;
    return (
        <Dialog
            title={tAny("policy", policy.name)}
            confirm={t("act.change")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            {policy.unit === "choice" ? (
                <Choices
                    label={tAny("policy", policy.name)}
                    name="value"
                    options={choicesOf(policy)}
                    value={value}
                    onChoose={setValue}
                />
            ) : (
                <Typed
                    policy={policy}
                    value={value}
                    typed={typed}
                    setValue={setValue}
                    wrong={noNumber ? t("policies.no_number") : wrongOf(act.problem, "value")}
                />
            )}
            {inBounds && policy.unit !== "choice" && <Trial policy={policy} value={typed} />}
            <ReasonField value={reason} onType={setReason} problem={act.problem} />
            <p class="soft small">{t("policies.only_new")}</p>
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}

interface TypedProps {
    policy: PolicyView;
    value: string;
    typed: number | null;
    setValue: (value: string) => void;
    wrong: string | undefined;
}

function Typed({ policy, value, typed, setValue, wrong }: TypedProps) {
    const inWords = useValueOf();
    const isRate = policy.unit === "ppm";
    return (
        <>
            <TextField
                label={t("policies.value", { unit: isRate ? "%" : policy.unit })}
                inputMode={isRate ? "decimal" : "numeric"}
                value={value}
                onType={setValue}
                required
                hint={t("policies.bounds", {
                    min: inWords(policy, policy.min),
                    max: inWords(policy, policy.max),
                })}
                wrong={wrong}
            />
            {typed !== null && (
                <p class="soft">
                    {isRate
                        ? t("policies.means_rate", { value: finePercent(typed), n: count(typed) })
                        : t("policies.means", { value: inWords(policy, typed) })}
                </p>
            )}
        </>
    );
}
