import { useRef, useState } from "preact/hooks";

import type { ExpectedTransferView, ReceiptView } from "../api";
import { at, type Problem } from "../core/call";
import type { Place } from "../core/router";
import { useSession } from "../core/session";
import { refresh, useAct, useList } from "../core/store";
import { minorOf, moment, price, t, typedOf } from "../core/words";
import { Submit, TextField, wrongOf } from "../parts/Field";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Empty, Refusal, ShownList, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { Refunds } from "./BankRefunds";
import { Refused } from "./BankCards";
import { Receipts } from "./BankReceipts";
import { Undecided } from "./BankUndecided";
import { Frame } from "./Frame";

interface ReceiptForm {
    line: string;
    reference: string;
    amount: string;
    reason: string;
}

const blank: ReceiptForm = { line: "", reference: "", amount: "", reason: "" };

/** Transfers that buyers announced, and what the bank's statement says of them. */
export function Bank(_: { place: Place }) {
    const [form, setForm] = useState<ReceiptForm>(blank);
    const expected = useList(at("GET /operator/bank/expected", { limit: 50 }));
    const entry = useRef<HTMLDivElement>(null);
    const take = (one: ExpectedTransferView) => {
        setForm({ ...blank, reference: one.reference, amount: typedOf(one.amount) });
        // On a phone the form is far below the list.
        entry.current?.querySelector("input")?.focus();
    };
    return (
        <Frame title={t("nav.bank")} lead={t("bank.lead")}>
            <p>
                <a href="/operator/chargebacks">{t("chargebacks.title")}</a>
            </p>
            <div class="two">
                <section class="stack">
                    <h2>{t("bank.expected")}</h2>
                    <ShownList got={expected} waiting={<Waiting n={2} />} empty={<None />}>
                        {(transfers) => (
                            <ul class="stack">
                                {transfers.map((one) => (
                                    <li key={one.order}>
                                        <Expected one={one} onTake={() => take(one)} />
                                    </li>
                                ))}
                            </ul>
                        )}
                    </ShownList>
                </section>
                <div ref={entry}>
                    <ReceiptEntry form={form} setForm={setForm} />
                </div>
            </div>
            <Undecided />
            <Refunds />
            <Refused />
            <Receipts />
        </Frame>
    );
}

function None() {
    return (
        <Empty drawing="bank" title={t("bank.none_title")}>
            {t("bank.none")}
        </Empty>
    );
}

function Expected({ one, onTake }: { one: ExpectedTransferView; onTake: () => void }) {
    return (
        <article class="card">
            <div class="split">
                <strong class="reference">{one.reference}</strong>
                <strong class="amount">{price(one.amount)}</strong>
            </div>
            <p class="soft small">
                {one.buyer.name} · {moment(one.placed_at)} ·{" "}
                <a href={`/orders/${one.order}`}>{t("bank.order")}</a>
                {one.orders.length > 1 &&
                    ` · ${t("bank.expected_orders", { n: one.orders.length })}`}
            </p>
            <div>
                <button type="button" class="button little" onClick={onTake}>
                    {t("bank.take")}
                </button>
            </div>
        </article>
    );
}

interface EntryProps {
    form: ReceiptForm;
    setForm: (form: ReceiptForm) => void;
}

function ReceiptEntry({ form, setForm }: EntryProps) {
    const { market } = useSession();
    const [badAmount, setBadAmount] = useState(false);
    const [result, setResult] = useState<ReceiptView | null>(null);
    const act = useAct();
    const set = (field: keyof ReceiptForm) => (value: string) =>
        setForm({ ...form, [field]: value });
    const send = async () => {
        const minor = minorOf(form.amount, market.currency);
        setBadAmount(minor === null);
        if (minor === null) return;
        const receipt = await act.run(at("POST /operator/bank/receipts"), {
            statement_line: form.line.trim(),
            reference: form.reference.trim(),
            amount: { minor, currency: market.currency },
            reason: form.reason.trim(),
        });
        if (!receipt) return;
        setResult(receipt);
        setForm(blank);
        toast(t(receipt.state === "paid" ? "bank.matched" : "bank.unmatched"));
        refresh((path) => /^\/(operator|orders)/.test(path));
    };
    return (
        <Form class="card raised" onSend={() => void send()}>
            <h2>{t("bank.enter")}</h2>
            <ReceiptFields form={form} set={set} problem={act.problem} badAmount={badAmount} />
            <Refusal problem={act.problem} again={() => void send()} />
            {result && result.state !== "paid" && (
                <p class="notice clock">
                    <Icon name="circle-alert" />
                    <span>{t(`bank.why.${result.why}`)}</span>
                </p>
            )}
            <Submit busy={act.busy} wide>
                {t("bank.book")}
            </Submit>
        </Form>
    );
}

interface FieldsProps {
    form: ReceiptForm;
    set: (field: keyof ReceiptForm) => (value: string) => void;
    problem: Problem | null;
    badAmount: boolean;
}

function ReceiptFields({ form, set, problem, badAmount }: FieldsProps) {
    const { market } = useSession();
    return (
        <>
            <TextField
                label={t("bank.line")}
                hint={t("bank.line_hint")}
                value={form.line}
                onType={set("line")}
                required
                wrong={wrongOf(problem, "statement_line")}
            />
            <TextField
                label={t("transfer.reference")}
                value={form.reference}
                onType={set("reference")}
                required
                wrong={wrongOf(problem, "reference")}
            />
            <TextField
                label={t("transfer.amount")}
                value={form.amount}
                onType={set("amount")}
                required
                wrong={
                    badAmount
                        ? t("sell.bad_price", { currency: market.currency })
                        : wrongOf(problem, "amount")
                }
            />
            <TextField
                label={t("operator.reason")}
                value={form.reason}
                onType={set("reason")}
                required
                hint={t("operator.reason_hint")}
                wrong={wrongOf(problem, "reason")}
            />
        </>
    );
}
