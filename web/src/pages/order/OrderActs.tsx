import { useState } from "preact/hooks";

import type { OrderMay, OrderView, PaymentForm } from "../../api";
import { awaitsTransfer, dueOf, nextAct, wordOf } from "../../core/order";
import { isDisputeMay, type DisputeMay } from "../../core/dispute";
import { isRefundMay, type RefundMay } from "../../core/refund";
import { useSession } from "../../core/session";
import { at } from "../../core/call";
import { ofOrders, put, refresh, useAct, type Acting } from "../../core/store";
import { price, t, type Key } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import { LongField, TextField, wrongOf } from "../../parts/Field";
import { Icon, type IconName } from "../../parts/Icon";
import { Earlier, Refusal } from "../../parts/States";
import { firstPayment, PaymentChoice } from "../checkout/PaymentChoice";

type Verb = Exclude<OrderMay, RefundMay | DisputeMay>;

const verbs: Record<Verb, { word: Key; icon: IconName; title: Key; text: Key }> = {
    pay: { word: "act.pay", icon: "credit-card", title: "act.pay", text: "ask.pay" },
    cancel: { word: "act.cancel", icon: "x", title: "ask.cancel_title", text: "ask.cancel" },
    accept: { word: "act.accept", icon: "check", title: "act.accept", text: "ask.accept" },
    ship: { word: "act.ship", icon: "truck", title: "act.ship", text: "ask.ship" },
    deliver: { word: "act.deliver", icon: "package", title: "act.deliver", text: "ask.deliver" },
    confirm: {
        word: "act.confirm",
        icon: "circle-check",
        title: "ask.confirm_title",
        text: "ask.confirm",
    },
};

/** A verb's icon and sentences, as they fit what is sent or picked up. */
function verbOf(order: OrderView, verb: Verb) {
    const said = verbs[verb];
    const met = (key: Key) => {
        const [prefix, name] = key.split(".") as ["act" | "ask", string];
        return wordOf(order, prefix, name);
    };
    const icon: IconName = verb === "ship" && order.way === "pick_up" ? "map-pin" : said.icon;
    return { icon, word: met(said.word), title: met(said.title), text: met(said.text) };
}

type Send = (act: Acting, id: string) => Promise<OrderView | undefined>;
/** An act that needs nothing but the order. */
const plain =
    (verb: Exclude<Verb, "pay" | "ship" | "cancel">): Send =>
    (act, id) =>
        act.run(at(`POST /orders/{id}/${verb}`, { id }));

/** What the reader may do now, as the server says; the likely one first and red. */
export function OrderActs({ order }: { order: OrderView }) {
    const [asking, setAsking] = useState<Verb | null>(null);
    const act = useAct();
    const next = nextAct(order);
    const mine = order.may.filter((may): may is Verb => !isRefundMay(may) && !isDisputeMay(may));
    const acts = mine.sort((a, b) => Number(b === next) - Number(a === next));
    const page = at("GET /orders/{id}", { id: order.id });
    const run = async (send: Send) => {
        const fresh = await send(act, order.id);
        if (!fresh) return refresh((kept) => kept === page.path);
        put(page, fresh);
        refresh((kept) => kept !== page.path && ofOrders(kept));
        setAsking(null);
        if (asking === "pay" && fresh.payment.page) location.assign(fresh.payment.page);
    };
    // Accepting can be said at once; everything else is asked first or needs to know something.
    const choose = (verb: Verb) => {
        act.clear();
        if (verb === "accept") void run(plain(verb));
        else setAsking(verb);
    };
    if (acts.length === 0) return null;
    return (
        <>
            {order.payment.page && (
                <a class="button next wide" href={order.payment.page}>
                    <Icon name="credit-card" size={18} />
                    {t("payment.go_on")}
                </a>
            )}
            <ul class="row">
                {acts.map((verb) => (
                    <li key={verb} class={verb === next ? "grow" : ""}>
                        <button
                            type="button"
                            disabled={act.busy}
                            class={`button ${verb === next ? "next wide" : "bare"}`}
                            onClick={() => choose(verb)}
                        >
                            <Icon name={verbOf(order, verb).icon} size={18} />
                            {verb === "pay" && (awaitsTransfer(order) || order.payment.page)
                                ? t("act.pay_otherwise")
                                : t(verbOf(order, verb).word, { total: price(dueOf(order)) })}
                        </button>
                    </li>
                ))}
            </ul>
            {asking === null && <Refusal problem={act.problem} />}
            {asking && (
                <Ask
                    key={asking}
                    order={order}
                    verb={asking}
                    acting={act}
                    onConfirm={(send) => void run(send)}
                    onClose={() => setAsking(null)}
                />
            )}
        </>
    );
}

interface AskProps {
    order: OrderView;
    verb: Verb;
    acting: Acting;
    onConfirm: (send: Send) => void;
    onClose: () => void;
}

function Ask({ order, verb, acting, onConfirm, onClose }: AskProps) {
    const { busy, problem } = acting;
    const { market } = useSession();
    const [typed, setTyped] = useState("");
    const [payment, setPayment] = useState<PaymentForm>(() => firstPayment(market));
    const words = { total: price(dueOf(order)), seller: order.shop.name, buyer: order.buyer.name };
    const said = verbOf(order, verb);
    const pay =
        (how: PaymentForm): Send =>
        (act, id) =>
            act.run(at("POST /orders/{id}/pay", { id }), how);
    const send: Send = (act, id) => {
        const text = typed.trim();
        if (verb === "pay") return pay(payment)(act, id);
        if (verb === "ship") {
            return act.run(at("POST /orders/{id}/ship", { id }), text ? { tracking: text } : {});
        }
        if (verb === "cancel") {
            return act.run(at("POST /orders/{id}/cancel", { id }), text ? { reason: text } : {});
        }
        return plain(verb)(act, id);
    };
    return (
        <Dialog
            title={t(said.title, words)}
            confirm={t(said.word, words)}
            busy={busy}
            onConfirm={() => onConfirm(send)}
            onClose={onClose}
        >
            <p class="soft">{t(said.text, words)}</p>
            {verb === "pay" && <PaymentChoice value={payment} onChoose={setPayment} />}
            {verb === "ship" && order.way === "ship" && (
                <TextField
                    label={t("field.tracking.label")}
                    hint={t("field.tracking.hint")}
                    value={typed}
                    onType={setTyped}
                    autocomplete="off"
                    wrong={wrongOf(problem, "tracking")}
                />
            )}
            {verb === "cancel" && (
                <LongField
                    label={t("field.reason.label")}
                    value={typed}
                    onType={setTyped}
                    rows={2}
                    wrong={wrongOf(problem, "reason")}
                />
            )}
            <Refusal problem={problem} again={() => onConfirm(send)} />
            <Earlier acting={acting} onAgain={(body) => onConfirm(pay(body as PaymentForm))} />
        </Dialog>
    );
}
