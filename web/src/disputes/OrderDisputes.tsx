import { useState } from "preact/hooks";

import type { OrderView } from "../api";
import { at } from "../core/call";
import { liveDispute } from "../core/dispute";
import { ofOrders, put, refresh } from "../core/store";
import { price, t } from "../core/words";
import { Icon } from "../parts/Icon";
import { EvidenceDialog } from "./EvidenceDialog";

/** What the seller did not give, the buyer may bring before somebody who decides. */
export function OpenDispute({ order }: { order: OrderView }) {
    const [open, setOpen] = useState(false);
    const page = at("GET /orders/{id}", { id: order.id });
    const done = (fresh: OrderView) => {
        put(page, fresh);
        refresh((kept) => kept !== page.path && ofOrders(kept));
        setOpen(false);
    };
    const close = () => {
        refresh((kept) => kept === page.path);
        setOpen(false);
    };
    if (!order.may.includes("open_dispute")) return null;
    return (
        <div>
            <button type="button" class="button" onClick={() => setOpen(true)}>
                <Icon name="scale" size={18} />
                {t("act.open_dispute")}
            </button>
            {open && (
                <EvidenceDialog order={order} verb="open_dispute" onDone={done} onClose={close} />
            )}
        </div>
    );
}

/** The seller has to answer: the way to where they do, before it is too late. */
export function AnswerDispute({ order }: { order: OrderView }) {
    const dispute = liveDispute(order);
    if (!dispute || !order.may.includes("answer_dispute")) return null;
    return (
        <a class="button next wide" href={`/disputes/${dispute.id}`}>
            <Icon name="scale" size={18} />
            {t("act.answer_dispute")}
        </a>
    );
}

/** The disputes of an order, each with the way to its room. */
export function OrderDisputes({ order }: { order: OrderView }) {
    if (order.disputes.length === 0) return null;
    const isSide = order.role !== "operator";
    return (
        <section class="card">
            <h2>{t("dispute.title")}</h2>
            <ol class="list">
                {order.disputes.map((one) => (
                    <li key={one.id} class="stack">
                        <p class="split">
                            <strong>{t(`dispute.state.${one.state}`)}</strong>
                            <strong class="amount">{price(one.disputed)}</strong>
                        </p>
                        {one.frozen.minor > 0 && (
                            <p class="split soft small">
                                <span>{t("dispute.frozen")}</span>
                                <span class="amount">{price(one.frozen)}</span>
                            </p>
                        )}
                        {isSide && (
                            <div>
                                <a class="button" href={`/disputes/${one.id}`}>
                                    <Icon name="scale" size={18} />
                                    {t("act.see_dispute")}
                                </a>
                            </div>
                        )}
                    </li>
                ))}
            </ol>
        </section>
    );
}
