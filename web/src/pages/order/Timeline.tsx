import type { Order, OrderStep } from "../../api";
import { moment, t, tAny, type Key } from "../../core/words";

/** Everything that happened to an order, by whom, newest last. */
export function Timeline({ order }: { order: Order }) {
    if (!order.history || order.history.length === 0) return null;
    return (
        <section class="card">
            <h2>{t("order.history")}</h2>
            <ol class="timeline">
                {order.history.map((step, i) => (
                    <li key={i}>
                        <strong>{tAny("history", step.act)}</strong>
                        <span class="soft small">
                            {who(order, step)} · <time dateTime={step.at}>{moment(step.at)}</time>
                        </span>
                    </li>
                ))}
            </ol>
        </section>
    );
}

const others: Record<"operator" | "clock" | "provider", Key> = {
    operator: "by.operator",
    clock: "by.clock",
    provider: "by.provider",
};

function who(order: Order, step: OrderStep): string {
    if (step.by === "buyer" || step.by === "seller") {
        if (step.by === order.role) return t("by.you");
        return order[step.by].name || order[step.by].handle;
    }
    return t(others[step.by]);
}
