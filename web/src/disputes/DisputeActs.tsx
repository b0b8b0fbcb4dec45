import { useState } from "preact/hooks";

import type { DisputeView, OrderView } from "../api";
import { at } from "../core/call";
import { isDisputeMay, leadingAct, type DisputeMay } from "../core/dispute";
import { ofOrders, refresh, useAct } from "../core/store";
import { moment, price, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { LongField, wrongOf } from "../parts/Field";
import { Icon, type IconName } from "../parts/Icon";
import { Refusal } from "../parts/States";
import { toast } from "../parts/Toast";
import { EvidenceDialog } from "./EvidenceDialog";

const icons: Record<DisputeMay, IconName> = {
    open_dispute: "scale",
    answer_dispute: "pencil",
    add_evidence: "plus",
    give_in: "hand-coins",
    withdraw_dispute: "x",
    appeal_dispute: "scale",
};

/** What the reader may do in a dispute: the server says which. */
export function DisputeActs({ view }: { view: DisputeView }) {
    const [asking, setAsking] = useState<DisputeMay | null>(null);
    const acts = view.may.filter(isDisputeMay);
    const next = leadingAct(view.may);
    if (acts.length === 0) return null;
    // What the act changes is looked at again, wherever it is shown; and what refused it.
    const close = () => (refresh(ofOrders), setAsking(null));
    const { order } = view;
    return (
        <>
            <ul class="row">
                {acts.map((verb) => (
                    <li key={verb}>
                        <button
                            type="button"
                            class={`button ${verb === next ? "next" : "bare"}`}
                            onClick={() => setAsking(verb)}
                        >
                            <Icon name={icons[verb]} size={18} />
                            {t(`act.${verb}`)}
                        </button>
                    </li>
                ))}
            </ul>
            {(asking === "answer_dispute" || asking === "add_evidence") && (
                <EvidenceDialog order={order} verb={asking} onDone={close} onClose={close} />
            )}
            {(asking === "give_in" || asking === "withdraw_dispute") && (
                <End view={view} verb={asking} onClose={close} />
            )}
            {asking === "appeal_dispute" && <Appeal view={view} onClose={close} />}
        </>
    );
}

interface EndProps {
    view: DisputeView;
    verb: "give_in" | "withdraw_dispute";
    onClose: () => void;
}

/** One side gives in, for both. */
function End({ view, verb, onClose }: EndProps) {
    const act = useAct();
    const { order, dispute } = view;
    const id = { id: order.id };
    const send = async () => {
        const done: OrderView | undefined =
            verb === "give_in"
                ? await act.run(at("POST /orders/{id}/give-in", id))
                : await act.run(at("POST /orders/{id}/withdraw-dispute", id));
        if (done) onClose();
    };
    const gives = verb === "give_in";
    return (
        <Dialog
            title={
                gives
                    ? t("dispute.give_in_title", { amount: price(dispute.disputed) })
                    : t("dispute.withdraw_title")
            }
            confirm={t(`act.${verb}`)}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <p class="soft">
                {gives
                    ? t("dispute.give_in_lead", { buyer: order.buyer.name })
                    : t("dispute.withdraw_lead")}
            </p>
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}

function Appeal({ view, onClose }: { view: DisputeView; onClose: () => void }) {
    const [words, setWords] = useState("");
    const act = useAct();
    const until = view.dispute.appeal_until;
    const send = async () => {
        const done = await act.run(at("POST /orders/{id}/appeal-dispute", { id: view.order.id }), {
            words: words.trim(),
        });
        if (!done) return;
        toast(t("dispute.appeal_sent"));
        onClose();
    };
    return (
        <Dialog
            title={t("dispute.appeal_title")}
            confirm={t("act.appeal_dispute")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <p class="soft">{t("dispute.appeal_lead", { date: until ? moment(until) : "" })}</p>
            <LongField
                label={t("appeal.words")}
                value={words}
                onType={setWords}
                required
                wrong={wrongOf(act.problem, "words")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}
