import { useState } from "preact/hooks";

import type { OrderView } from "../api";
import { at } from "../core/call";
import { disputable } from "../core/dispute";
import { named, type Photograph } from "../core/photographs";
import { useAct } from "../core/store";
import { price, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { LongField, wrongOf } from "../parts/Field";
import { Photographs } from "../parts/Photographs";
import { Refusal } from "../parts/States";

export type Saying = "open_dispute" | "answer_dispute" | "add_evidence";

interface Props {
    order: OrderView;
    verb: Saying;
    onDone: (fresh: OrderView) => void;
    onClose: () => void;
}

/** What a side says and shows. */
export function EvidenceDialog({ order, verb, onDone, onClose }: Props) {
    const [words, setWords] = useState("");
    const [photographs, setPhotographs] = useState<Photograph[]>([]);
    const act = useAct();
    const pictures = named(photographs);
    const send = async () => {
        if (!pictures) return;
        const body = { words: words.trim(), ...(pictures.length > 0 ? { pictures } : {}) };
        const id = { id: order.id };
        const fresh =
            verb === "open_dispute"
                ? await act.run(at("POST /orders/{id}/open-dispute", id), body)
                : verb === "answer_dispute"
                  ? await act.run(at("POST /orders/{id}/answer-dispute", id), body)
                  : await act.run(at("POST /orders/{id}/add-evidence", id), body);
        if (fresh) onDone(fresh);
    };
    const said = sentences(order, verb);
    return (
        <Dialog
            title={said.title}
            confirm={t(pictures ? `act.${verb}` : "photographs.wait")}
            busy={act.busy}
            onConfirm={() => void send()}
            waits={!pictures}
            onClose={onClose}
        >
            <p class="soft">{said.lead}</p>
            <LongField
                label={t("dispute.words")}
                rows={4}
                value={words}
                onType={setWords}
                required
                wrong={wrongOf(act.problem, "words")}
            />
            <Photographs
                list={photographs}
                change={setPhotographs}
                wrong={wrongOf(act.problem, "pictures")}
                hint={t("dispute.photographs_hint")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}

function sentences(order: OrderView, verb: Saying): { title: string; lead: string } {
    const seller = order.shop.name;
    if (verb === "open_dispute") {
        return {
            title: t("dispute.open_title", { amount: price(disputable(order)) }),
            lead: t(
                order.state === "completed" ? "dispute.open_lead_settled" : "dispute.open_lead",
                { seller },
            ),
        };
    }
    if (verb === "answer_dispute") {
        return { title: t("dispute.answer_title"), lead: t("dispute.answer_lead") };
    }
    const other = order.role === "seller" ? order.buyer.name : seller;
    return { title: t("dispute.add_title"), lead: t("dispute.add_lead", { other }) };
}
