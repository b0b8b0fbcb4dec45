import { useState } from "preact/hooks";

import type { BankRefundView } from "../api";
import { at } from "../core/call";
import { refresh, useAct, useList } from "../core/store";
import { moment, price, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { Refusal, ShownList, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { ReasonField } from "./ReasonField";

/** Money that has to go back by bank transfer; nothing where nothing does. */
export function Refunds() {
    const list = useList(at("GET /operator/bank/refunds"));
    return (
        <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
            {(refunds) => <Due refunds={refunds} />}
        </ShownList>
    );
}

function Due({ refunds }: { refunds: BankRefundView[] }) {
    const [chosen, setChosen] = useState<BankRefundView | null>(null);
    return (
        <section class="stack">
            <h2>{t("bank.refunds")}</h2>
            <ul class="card list">
                {refunds.map((refund) => (
                    <li key={refund.id} class="row">
                        <div class="grow">
                            <strong class="amount">{price(refund.amount)}</strong>
                            <p class="soft small">
                                {moment(refund.at)} ·{" "}
                                <a href={`/orders/${refund.order}`}>{t("bank.order")}</a>
                            </p>
                        </div>
                        <button
                            type="button"
                            class="button little"
                            onClick={() => setChosen(refund)}
                        >
                            {t("bank.refund_sent")}
                        </button>
                    </li>
                ))}
            </ul>
            {chosen && <Sent refund={chosen} onClose={() => setChosen(null)} />}
        </section>
    );
}

function Sent({ refund, onClose }: { refund: BankRefundView; onClose: () => void }) {
    const [reason, setReason] = useState("");
    const act = useAct();
    const save = async () => {
        const to = at("POST /operator/bank/refunds/{id}/paid", { id: refund.id });
        if (!(await act.run(to, { reason: reason.trim() }))) return;
        toast(t("bank.refund_booked"));
        refresh((kept) => /^\/(operator|orders)/.test(kept));
        onClose();
    };
    return (
        <Dialog
            title={t("bank.refund_title", { amount: price(refund.amount) })}
            confirm={t("bank.refund_sent")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            <ReasonField value={reason} onType={setReason} problem={act.problem} />
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
