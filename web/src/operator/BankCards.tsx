import { useState } from "preact/hooks";

import type { RefusedRefundView } from "../api";
import { at } from "../core/call";
import { useList } from "../core/store";
import { moment, price, t } from "../core/words";
import { LongField, wrongOf } from "../parts/Field";
import { ShownList, Waiting } from "../parts/States";
import { Asked } from "./Asked";

/** Refunds that the card provider refused, which need another way; nothing where none does. */
export function Refused() {
    const list = useList(at("GET /operator/refused-refunds"));
    const [chosen, setChosen] = useState<RefusedRefundView | null>(null);
    return (
        <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
            {(refunds) => (
                <section class="stack">
                    <h2>{t("bank.refused")}</h2>
                    <ul class="card list">
                        {refunds.map((refund) => (
                            <li key={refund.id} class="row">
                                <Line about={refund} amount={price(refund.amount)}>
                                    {t("bank.refused_why", { why: refund.why })}
                                </Line>
                                <button
                                    type="button"
                                    class="button little"
                                    onClick={() => setChosen(refund)}
                                >
                                    {t("bank.refused_transfer")}
                                </button>
                            </li>
                        ))}
                    </ul>
                    {chosen && <OtherWay refund={chosen} onClose={() => setChosen(null)} />}
                </section>
            )}
        </ShownList>
    );
}

function OtherWay({ refund, onClose }: { refund: RefusedRefundView; onClose: () => void }) {
    const [consent, setConsent] = useState("");
    const to = at("POST /operator/refused-refunds/{id}/transfer", { id: refund.id });
    return (
        <Asked
            title={t("bank.refused_transfer")}
            confirm={t("bank.refused_transfer")}
            run={async (act, reason) => {
                return Boolean(await act.run(to, { consent: consent.trim(), reason }));
            }}
            onClose={onClose}
        >
            <LongField
                label={t("bank.refused_consent")}
                rows={2}
                value={consent}
                onType={setConsent}
                required
                wrong={wrongOf(null, "consent")}
            />
        </Asked>
    );
}

interface LineProps {
    about: { order: string; at: string };
    amount: string;
    children: string;
}

function Line({ about, amount, children }: LineProps) {
    return (
        <div class="grow">
            <strong class="amount">{amount}</strong>
            <p>{children}</p>
            <p class="soft small">
                {moment(about.at)} · <a href={`/orders/${about.order}`}>{t("bank.order")}</a>
            </p>
        </div>
    );
}
