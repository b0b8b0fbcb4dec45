import type { OrderRefundView, OrderView } from "../../api";
import { wordOf } from "../../core/order";
import { moment, price, t, type Key } from "../../core/words";

/** After the settlement silence keeps the money where it is, unless the law lets it go back. */
const silenceOf = (one: OrderRefundView) =>
    one.after_settling && one.cause !== "withdrawal"
        ? "refund.silence_refuses"
        : "refund.silence_agrees";

/** What was asked back, what went back, when and why; and what that leaves to whom. */
export function Refunds({ order }: { order: OrderView }) {
    if (order.refunds.length === 0) return null;
    return (
        <section class="card">
            <h2>{t("refund.title")}</h2>
            <ol class="list">
                {order.refunds.map((one) => (
                    <li key={one.id} class="stack refund">
                        <p class="split">
                            <strong>{t(stateWord(order, one))}</strong>
                            <strong class="amount">
                                {price(one.state === "given" ? one.amount : one.asked)}
                            </strong>
                        </p>
                        <Details order={order} one={one} />
                    </li>
                ))}
            </ol>
        </section>
    );
}

function stateWord(order: OrderView, one: OrderRefundView): Key {
    if (one.state === "given" && one.answered_by === "clock") return "refund.state.given_silent";
    if (one.state === "refused" && one.answered_by === "clock")
        return "refund.state.refused_silent";
    if (one.by === "moderator") return "refund.state.given_moderator";
    if (one.state === "open" && order.role === "seller") return "refund.state.open_seller";
    return `refund.state.${one.state}`;
}

function Details({ order, one }: { order: OrderView; one: OrderRefundView }) {
    const shorter = one.state === "given" && one.amount.minor < one.asked.minor;
    return (
        <>
            <p class="soft small">
                {t(wordOf(order, "cause", one.cause))} ·{" "}
                <time dateTime={one.answered_at ?? one.at}>
                    {moment(one.answered_at ?? one.at)}
                </time>
            </p>
            {one.lines.length > 0 && (
                <p class="small">{one.lines.map((line) => goods(order, line)).join(", ")}</p>
            )}
            {one.buyer_words && <Said who={order.buyer.name} words={one.buyer_words} />}
            {one.seller_words && <Said who={order.shop.name} words={one.seller_words} />}
            {shorter && <p class="soft small">{t("refund.of", { amount: price(one.asked) })}</p>}
            {one.state === "open" && one.due && (
                <p class="small">
                    {t(silenceOf(one), {
                        date: moment(one.due),
                    })}
                </p>
            )}
            {one.state === "given" && (
                <p class="soft small">{t(one.arrived ? "refund.arrived" : "refund.on_its_way")}</p>
            )}
        </>
    );
}

function goods(order: OrderView, line: { line: number; quantity: number }): string {
    if (line.line === order.postage?.line) return t("refund.postage");
    const title = order.lines.find((one) => one.line === line.line)?.title ?? "";
    return t("refund.goods", { n: line.quantity, title });
}

function Said({ who, words }: { who: string; words: string }) {
    return <p class="small pre">{t("refund.said", { who, words })}</p>;
}
