import { useState } from "preact/hooks";

import type { OrderView } from "../../api";
import { isOpen, runAll, slots, type BulkAct, type Outcome } from "../../core/bulk";
import { at, call, freshKey } from "../../core/call";
import { titleOf } from "../../core/order";
import { ofOrders, refresh } from "../../core/store";
import { t } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import { TextField } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { sentence } from "../../parts/States";
import { toast } from "../../parts/Toast";

interface Props {
    act: BulkAct;
    orders: OrderView[];
    onClose: () => void;
}

/** One act on several orders: what it means, a tracking number for each, what became of each. */
export function BulkDialog({ act, orders: chosen, onClose }: Props) {
    // The board moves on while this is open; what was chosen stays.
    const [orders] = useState(chosen);
    const { outcomes, busy, ran, run } = useBulk(act, orders, onClose);
    const [tracking, setTracking] = useState<Record<string, string>>({});
    const left = orders.filter(({ id }) => isOpen(outcomes[id]));
    const done = orders.filter(({ id }) => outcomes[id]?.how === "done").length;
    const again = ran && !busy;
    return (
        <Dialog
            title={t(`bulk.${act}`, { n: orders.length })}
            confirm={t(again ? "bulk.again" : `bulk.${act}`, {
                n: again ? left.length : orders.length,
            })}
            busy={busy}
            {...(left.length > 0 || busy ? { onConfirm: () => run(left, tracking) } : {})}
            onClose={onClose}
        >
            <p class="soft">{t(`bulk.${act}_text`)}</p>
            <p role="status" class={ran ? "" : "unseen"}>
                {ran && t("bulk.so_far", { done, n: orders.length })}
            </p>
            <ul class="list">
                {orders.map((order) => (
                    <li key={order.id} class="stack">
                        <p class="split">
                            <strong>{titleOf(order)}</strong>
                            <span class="soft small">{order.buyer.name}</span>
                        </p>
                        {act === "send" && !busy && isOpen(outcomes[order.id]) && (
                            <TextField
                                label={t("bulk.tracking", { buyer: order.buyer.name })}
                                value={tracking[order.id] ?? ""}
                                onType={(text) => setTracking({ ...tracking, [order.id]: text })}
                                autocomplete="off"
                                maxLength={100}
                            />
                        )}
                        <Became outcome={outcomes[order.id]} />
                    </li>
                ))}
            </ul>
        </Dialog>
    );
}

/** Runs it, and closes by itself where all is done. */
function useBulk(act: BulkAct, orders: OrderView[], onDone: () => void) {
    const [outcomes, setOutcomes] = useState<Record<string, Outcome>>({});
    const [busy, setBusy] = useState(false);
    const [ran, setRan] = useState(false);
    const [slot] = useState(slots);
    const run = (left: OrderView[], tracking: Record<string, string>) => {
        const bodyOf = (id: string) => {
            const text = tracking[id]?.trim();
            return text ? { tracking: text } : {};
        };
        const now: Record<string, Outcome> = { ...outcomes };
        setBusy(true);
        setRan(true);
        void runAll(
            left.map(({ id }) => id),
            {
                what: (id) => `${act} ${id} ${JSON.stringify(bodyOf(id))}`,
                slot,
                freshKey,
                send: (id, key) =>
                    act === "accept"
                        ? call(at("POST /orders/{id}/accept", { id }), undefined, { key })
                        : call(at("POST /orders/{id}/ship", { id }), bodyOf(id), { key }),
                tell: (id, outcome) => {
                    now[id] = outcome;
                    setOutcomes({ ...now });
                },
            },
        ).then(() => {
            setBusy(false);
            refresh(ofOrders);
            if (orders.some(({ id }) => now[id]?.how !== "done")) return;
            toast(t(`bulk.${act}_done`, { n: orders.length }));
            onDone();
        });
    };
    return { outcomes, busy, ran, run };
}

function Became({ outcome }: { outcome: Outcome | undefined }) {
    if (!outcome || outcome.how === "waits") return null;
    if (outcome.how === "asked") return <p class="soft small">{t("act.working")}</p>;
    if (outcome.how === "done") {
        return (
            <p class="small">
                <Icon name="circle-check" size={16} /> {t("bulk.done")}
            </p>
        );
    }
    return (
        <p class="notice wrong">
            <Icon name="circle-alert" />
            <span>{sentence(outcome.problem)}</span>
        </p>
    );
}
