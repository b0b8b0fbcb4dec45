import { useState } from "preact/hooks";

import type { ExpectedTransferView, ReceiptView } from "../api";
import { at } from "../core/call";
import { refresh, useAct, useList } from "../core/store";
import { moment, price, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { Choices } from "../parts/Field";
import { Refusal, ShownList, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { ReasonField } from "./ReasonField";

/** Money that came in and pays nothing; nothing where there is none. */
export function Undecided() {
    const list = useList(at("GET /operator/bank/undecided"));
    return (
        <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
            {(receipts) => <Open receipts={receipts} />}
        </ShownList>
    );
}

function Open({ receipts }: { receipts: ReceiptView[] }) {
    const [chosen, setChosen] = useState<ReceiptView | null>(null);
    return (
        <section class="stack">
            <h2>{t("bank.undecided")}</h2>
            <ul class="card list">
                {receipts.map((one) => (
                    <li key={one.id} class="row">
                        <div class="grow">
                            <strong class="amount">{price(one.amount)}</strong>{" "}
                            <span class="reference">{one.reference}</span>
                            <p class="soft small">
                                {one.statement_line} · {moment(one.at)} · {t(`bank.why.${one.why}`)}
                            </p>
                        </div>
                        <button type="button" class="button little" onClick={() => setChosen(one)}>
                            {t("bank.decide")}
                        </button>
                    </li>
                ))}
            </ul>
            {chosen && <Fitting receipt={chosen} onClose={() => setChosen(null)} />}
        </section>
    );
}

interface DecisionProps {
    receipt: ReceiptView;
    onClose: () => void;
}

/** Looks first which orders wait for as much. */
function Fitting({ receipt, onClose }: DecisionProps) {
    const minor = receipt.amount.minor;
    const fitting = useList(at("GET /operator/bank/expected", { minor }));
    const decision = (orders: ExpectedTransferView[]) => (
        <Decision receipt={receipt} orders={orders} onClose={onClose} />
    );
    return (
        <ShownList got={fitting} waiting={<Waiting n={1} />} empty={decision([])}>
            {decision}
        </ShownList>
    );
}

const sentBack = "sent-back";

function Decision({
    receipt,
    orders,
    onClose,
}: DecisionProps & { orders: ExpectedTransferView[] }) {
    const [order, setOrder] = useState(orders[0]?.order ?? sentBack);
    const [reason, setReason] = useState("");
    const act = useAct();
    const save = async () => {
        const id = { id: receipt.id };
        const why = { reason: reason.trim() };
        const done =
            order === sentBack
                ? await act.run(at("POST /operator/bank/receipts/{id}/sent-back", id), why)
                : await act.run(at("POST /operator/bank/receipts/{id}/match", id), {
                      ...why,
                      order,
                  });
        if (!done) return;
        toast(t(order === sentBack ? "bank.refund_booked" : "bank.matched"));
        refresh((kept) => /^\/(operator|orders)/.test(kept));
        onClose();
    };
    return (
        <Dialog
            title={t("bank.decide_title", { amount: price(receipt.amount) })}
            confirm={t(order === sentBack ? "bank.refund_sent" : "bank.decide")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            {orders.length === 0 ? (
                <p>{t("bank.no_fit")}</p>
            ) : (
                <Choices
                    label={t("bank.result")}
                    name="decision"
                    value={order}
                    options={[
                        ...orders.map((one) => ({
                            value: one.order,
                            label: t("bank.for_order"),
                            note: `${one.reference} · ${one.buyer.name}`,
                        })),
                        { value: sentBack, label: t("bank.none_of_them") },
                    ]}
                    onChoose={setOrder}
                />
            )}
            <ReasonField value={reason} onType={setReason} problem={act.problem} />
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
