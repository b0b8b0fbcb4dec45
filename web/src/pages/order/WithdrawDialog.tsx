import { useState } from "preact/hooks";

import type { OrderView } from "../../api";
import { at } from "../../core/call";
import { leftOf, linesOf, type Draft } from "../../core/refund";
import { useAct } from "../../core/store";
import { price, t } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import { Choices, LongField, wrongOf } from "../../parts/Field";
import { Refusal } from "../../parts/States";
import { Picks } from "./RefundDialog";

interface Props {
    order: OrderView;
    onDone: (fresh: OrderView) => void;
    onClose: () => void;
}

/** Withdrawing by right: nothing has to be said but what it is about, and then once more that. */
export function WithdrawDialog({ order, onDone, onClose }: Props) {
    const [what, setWhat] = useState<"all" | "lines">("all");
    const [picked, setPicked] = useState<Draft["picked"]>({});
    const [words, setWords] = useState("");
    const [tried, setTried] = useState(false);
    const act = useAct();
    const lines = linesOf(picked);
    const lacking = what === "lines" && lines.length === 0;
    const send = async () => {
        setTried(true);
        if (lacking) return;
        const fresh = await act.run(at("POST /orders/{id}/withdraw-purchase", { id: order.id }), {
            ...(what === "lines" ? { lines } : {}),
            ...(words.trim() ? { words: words.trim() } : {}),
        });
        if (fresh) onDone(fresh);
    };
    return (
        <Dialog
            title={t("withdrawal.title")}
            confirm={t("withdrawal.confirm")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <p class="soft">{t("withdrawal.lead", { seller: order.shop.name })}</p>
            <Choices<"all" | "lines">
                label={t("withdrawal.what")}
                name="withdrawal"
                value={what}
                onChoose={setWhat}
                options={[
                    { value: "all", label: t("withdrawal.all"), note: price(leftOf(order)) },
                    { value: "lines", label: t("withdrawal.some") },
                ]}
            />
            {what === "lines" && (
                <Picks
                    order={order}
                    draft={{ picked }}
                    withdraws
                    onPick={(change) => setPicked(change.picked)}
                    wrong={tried && lacking ? t("refund.pick_some") : wrongOf(act.problem, "lines")}
                />
            )}
            <LongField
                label={t("withdrawal.words")}
                rows={2}
                value={words}
                onType={setWords}
                wrong={wrongOf(act.problem, "words")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}
