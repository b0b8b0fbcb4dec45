import { useState } from "preact/hooks";

import type { ExpectedTransferView, ReceiptView } from "../api";
import { at } from "../core/call";
import { refresh, useAct, useList } from "../core/store";
import { price, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { Choices } from "../parts/Field";
import { Refusal, ShownList, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { ReasonField } from "./ReasonField";

/** Lines of the statement as they were booked; what pays nothing waits for a decision. */
export function Receipts({ expected }: { expected: ExpectedTransferView[] }) {
    const list = useList(at("GET /operator/bank/receipts"));
    const [chosen, setChosen] = useState<ReceiptView | null>(null);
    return (
        <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
            {(receipts) => (
                <section class="stack">
                    <h2>{t("bank.receipts")}</h2>
                    <Table receipts={receipts} onDecide={setChosen} />
                    {chosen && (
                        <Decision
                            receipt={chosen}
                            expected={expected}
                            onClose={() => setChosen(null)}
                        />
                    )}
                </section>
            )}
        </ShownList>
    );
}

interface TableProps {
    receipts: ReceiptView[];
    onDecide: (receipt: ReceiptView) => void;
}

function Table({ receipts, onDecide }: TableProps) {
    return (
        <div class="table" tabIndex={0} role="region" aria-label={t("bank.receipts")}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t("bank.line")}</th>
                        <th scope="col">{t("transfer.reference")}</th>
                        <th scope="col" class="number">
                            {t("transfer.amount")}
                        </th>
                        <th scope="col">{t("bank.result")}</th>
                    </tr>
                </thead>
                <tbody>
                    {receipts.map((one) => (
                        <tr key={one.id}>
                            <td>{one.statement_line}</td>
                            <td class="reference">{one.reference}</td>
                            <td class="number">{price(one.amount)}</td>
                            <td>
                                <Result one={one} onDecide={() => onDecide(one)} />
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function Result({ one, onDecide }: { one: ReceiptView; onDecide: () => void }) {
    if (one.state === "paid" && one.order) {
        return <a href={`/orders/${one.order}`}>{t("bank.matched")}</a>;
    }
    if (one.state === "sent_back") return <>{t("bank.is_back")}</>;
    return (
        <>
            {t(`bank.why.${one.why}`)}{" "}
            {one.state === "open" && (
                <button type="button" class="button little" onClick={onDecide}>
                    {t("bank.decide")}
                </button>
            )}
        </>
    );
}

interface DecisionProps {
    receipt: ReceiptView;
    expected: ExpectedTransferView[];
    onClose: () => void;
}

const sentBack = "sent-back";

/** An order that waits for as much, or back to whoever sent it. */
function Decision({ receipt, expected, onClose }: DecisionProps) {
    const fitting = expected.filter((one) => one.amount.minor === receipt.amount.minor);
    const [order, setOrder] = useState(fitting[0]?.order ?? sentBack);
    const [reason, setReason] = useState("");
    const act = useAct();
    const save = async () => {
        const said = { reason: reason.trim() };
        const done =
            order === sentBack
                ? await act.run(
                      at("POST /operator/bank/receipts/{id}/sent-back", { id: receipt.id }),
                      said,
                  )
                : await act.run(at("POST /operator/bank/receipts/{id}/match", { id: receipt.id }), {
                      ...said,
                      order,
                  });
        if (!done) return;
        toast(t(order === sentBack ? "bank.sent_back" : "bank.matched"));
        refresh((kept) => /^\/(operator|orders)/.test(kept));
        onClose();
    };
    const options = [
        ...fitting.map((one) => ({
            value: one.order,
            label: t("bank.for_order"),
            note: `${one.reference} · ${one.buyer.name}`,
        })),
        { value: sentBack, label: t("bank.none_of_them") },
    ];
    return (
        <Dialog
            title={t("bank.decide_title", { amount: price(receipt.amount) })}
            confirm={t("bank.decide")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            {fitting.length === 0 && <p class="soft">{t("bank.no_fit")}</p>}
            <Choices
                label={t("bank.result")}
                name="decision"
                value={order}
                options={options}
                onChoose={setOrder}
            />
            <ReasonField value={reason} onType={setReason} problem={act.problem} />
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
