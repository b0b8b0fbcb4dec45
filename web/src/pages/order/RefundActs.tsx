import { useState } from "preact/hooks";

import type { OrderView } from "../../api";
import { at } from "../../core/call";
import { isRefundMay, openRefund, type RefundMay } from "../../core/refund";
import { ofOrders, put, refresh, useAct } from "../../core/store";
import { minorOf, price, symbolOf, t, type Key } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import { AmountField, LongField, wrongOf } from "../../parts/Field";
import { Icon, type IconName } from "../../parts/Icon";
import { Refusal } from "../../parts/States";
import { RefundDialog } from "./RefundDialog";
import { WithdrawDialog } from "./WithdrawDialog";

const verbs: Record<RefundMay, { word: Key; icon: IconName }> = {
    ask_refund: { word: "act.ask_refund", icon: "circle-alert" },
    withdraw_purchase: { word: "act.withdraw_purchase", icon: "undo-2" },
    withdraw_refund: { word: "act.withdraw_refund", icon: "x" },
    agree_refund: { word: "act.agree_refund", icon: "hand-coins" },
    refuse_refund: { word: "act.refuse_refund", icon: "x" },
    refund: { word: "act.refund", icon: "hand-coins" },
};

/** What the reader may do about money that goes back. */
export function RefundActs({ order }: { order: OrderView }) {
    const [asking, setAsking] = useState<RefundMay | null>(null);
    const page = at("GET /orders/{id}", { id: order.id });
    const done = (fresh: OrderView) => {
        put(page, fresh);
        refresh((kept) => kept !== page.path && ofOrders(kept));
        setAsking(null);
    };
    const close = () => {
        // What was refused is often true no more: the page is looked at again.
        refresh((kept) => kept === page.path);
        setAsking(null);
    };
    const acts = order.may.filter(isRefundMay);
    if (acts.length === 0) return null;
    return (
        <>
            <ul class="row">
                {acts.map((verb) => (
                    <li key={verb} class={verb === "agree_refund" ? "grow" : ""}>
                        <button
                            type="button"
                            class={`button ${verb === "agree_refund" ? "next wide" : "bare"}`}
                            onClick={() => setAsking(verb)}
                        >
                            <Icon name={verbs[verb].icon} size={18} />
                            {t(verbs[verb].word)}
                        </button>
                    </li>
                ))}
            </ul>
            {(asking === "ask_refund" || asking === "refund") && (
                <RefundDialog order={order} verb={asking} onDone={done} onClose={close} />
            )}
            {asking === "withdraw_purchase" && (
                <WithdrawDialog order={order} onDone={done} onClose={close} />
            )}
            {asking === "withdraw_refund" && (
                <Withdraw order={order} onDone={done} onClose={close} />
            )}
            {asking === "agree_refund" && <Agree order={order} onDone={done} onClose={close} />}
            {asking === "refuse_refund" && <Refuse order={order} onDone={done} onClose={close} />}
        </>
    );
}

interface Props {
    order: OrderView;
    onDone: (fresh: OrderView) => void;
    onClose: () => void;
}

function Withdraw({ order, onDone, onClose }: Props) {
    const act = useAct();
    const send = async () => {
        const fresh = await act.run(at("POST /orders/{id}/withdraw-refund", { id: order.id }));
        if (fresh) onDone(fresh);
    };
    return (
        <Dialog
            title={t("act.withdraw_refund")}
            confirm={t("act.withdraw_refund")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <p class="soft">{t("refund.withdraw_lead")}</p>
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}

/** All that is asked for, or a sum that the seller types instead. */
function Agree({ order, onDone, onClose }: Props) {
    const asked = openRefund(order)?.asked ?? order.total;
    const [typed, setTyped] = useState("");
    const [words, setWords] = useState("");
    const act = useAct();
    const { currency } = order.total;
    const minor = minorOf(typed, currency);
    const wrong = typed.trim() && !minor ? t("sell.bad_price", { currency }) : undefined;
    const send = async () => {
        if (wrong) return;
        const fresh = await act.run(at("POST /orders/{id}/agree-refund", { id: order.id }), {
            ...(minor ? { amount: { minor, currency } } : {}),
            ...(words.trim() ? { words: words.trim() } : {}),
        });
        if (fresh) onDone(fresh);
    };
    return (
        <Dialog
            title={t("refund.agree_title", { amount: price(asked) })}
            confirm={t("act.agree_refund")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <p class="soft">{t("refund.agree_lead", { buyer: order.buyer.name })}</p>
            <AmountField
                label={t("refund.less")}
                hint={t("refund.less_hint", { amount: price(asked) })}
                symbol={symbolOf(currency)}
                value={typed}
                onType={setTyped}
                wrong={wrong ?? wrongOf(act.problem, "amount")}
            />
            <LongField
                label={t("refund.words_give")}
                rows={2}
                value={words}
                onType={setWords}
                wrong={wrongOf(act.problem, "words")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}

function Refuse({ order, onDone, onClose }: Props) {
    const [words, setWords] = useState("");
    const act = useAct();
    const send = async () => {
        const fresh = await act.run(at("POST /orders/{id}/refuse-refund", { id: order.id }), {
            words: words.trim(),
        });
        if (fresh) onDone(fresh);
    };
    return (
        <Dialog
            title={t("refund.refuse_title")}
            confirm={t("act.refuse_refund")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <p class="soft">{t("refund.refuse_lead", { buyer: order.buyer.name })}</p>
            <LongField
                label={t("refund.refuse_words")}
                rows={3}
                value={words}
                onType={setWords}
                required
                wrong={wrongOf(act.problem, "words")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}
