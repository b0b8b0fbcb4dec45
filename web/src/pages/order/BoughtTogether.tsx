import type { OrderView } from "../../api";
import { price, t } from "../../core/words";

/** The orders that were placed with one confirmation, for their buyer and the operator. */
export function BoughtTogether({ order }: { order: OrderView }) {
    const { purchase } = order;
    if (!purchase) return null;
    const { orders, total, due } = purchase;
    const n = orders.filter((one) => !one.unpaid).length;
    return (
        <section class="card">
            <h2>{t("purchase.title")}</h2>
            {n > 0 && <p class="soft">{t("purchase.text", { total: price(total), n })}</p>}
            <ul class="list">
                {orders.map((one) => (
                    <li key={one.order} class="split">
                        <span class="line-words">
                            {one.order === order.id ? (
                                <strong>{`${one.shop.name} · ${t("purchase.this")}`}</strong>
                            ) : (
                                <a href={`/orders/${one.order}`}>{one.shop.name}</a>
                            )}
                            <span class="soft small">{t(`order_state.${one.state}`)}</span>
                        </span>
                        <span class={one.unpaid ? "amount soft" : "amount"}>
                            {one.unpaid ? <s>{price(one.total)}</s> : price(one.total)}
                        </span>
                    </li>
                ))}
            </ul>
            {due.minor > 0 && (
                <p class="split total-line">
                    <span>{t("purchase.due")}</span>
                    <strong class="amount">{price(due)}</strong>
                </p>
            )}
        </section>
    );
}
