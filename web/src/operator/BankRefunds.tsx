import { useState } from "preact/hooks";

import type { BankRefundView } from "../api";
import { at } from "../core/call";
import { useList } from "../core/store";
import { moment, price, t } from "../core/words";
import { ShownList, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { Asked } from "./Asked";

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
    return (
        <Asked
            title={t("bank.refund_title", { amount: price(refund.amount) })}
            confirm={t("bank.refund_sent")}
            run={async (act, reason) => {
                const to = at("POST /operator/bank/refunds/{id}/paid", { id: refund.id });
                const done = await act.run(to, { reason });
                if (done) toast(t("bank.refund_booked"));
                return Boolean(done);
            }}
            onClose={onClose}
        />
    );
}
