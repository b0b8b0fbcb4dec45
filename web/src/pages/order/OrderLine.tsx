import type { OrderView } from "../../api";
import { clockOf } from "../../core/dispute";
import { titleOf, type Status } from "../../core/order";
import { price, relative, t } from "../../core/words";
import { ClockTag, useNow } from "../../parts/Clock";
import { Picture } from "../../parts/Picture";

interface Props {
    order: OrderView;
    status: Status;
}

/** An order in a list: what, with whom, how much, and its one status line. */
export function OrderLine({ order, status }: Props) {
    const now = useNow();
    const clock = clockOf(order);
    const first = order.lines[0];
    const title = first?.title ?? "";
    const other = order.role === "buyer" ? order.shop.name : order.buyer.name;
    return (
        <a class={`order-line ${status.tone}`} href={`/orders/${order.id}`}>
            <Picture
                id={first?.listing ?? order.id}
                title={title}
                picture={first?.picture ?? null}
                shape="square"
            />
            <span class="order-words">
                <span class="split">
                    <strong>{titleOf(order)}</strong>
                    <span class="amount">{price(order.total)}</span>
                </span>
                <span class="soft small">
                    {[
                        other,
                        order.way === "pick_up" && t("order.picked_up"),
                        order.purchase &&
                            t("purchase.with", { n: order.purchase.orders.length - 1 }),
                    ]
                        .filter(Boolean)
                        .join(" · ")}
                </span>
                <span class="order-status">{t(status.key, status.args)}</span>
                {clock && (
                    <span>
                        <ClockTag text={relative(clock, now)} />
                    </span>
                )}
            </span>
        </a>
    );
}
