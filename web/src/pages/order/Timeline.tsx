import type { OrderStepView, OrderView, Party } from "../../api";
import { wordOf } from "../../core/order";
import { moment, t, type Key } from "../../core/words";

/** Everything that happened to an order, by whom, newest last. */
export function Timeline({ order }: { order: OrderView }) {
    if (order.history.length === 0) return null;
    return (
        <section class="card">
            <h2>{t("order.history")}</h2>
            <ol class="timeline">
                {order.history.map((step, i) => (
                    <li key={i}>
                        <strong>{t(wordOf(order, "history", step.act))}</strong>
                        <span class="soft small">
                            {who(order, step)} · <time dateTime={step.at}>{moment(step.at)}</time>
                        </span>
                    </li>
                ))}
            </ol>
        </section>
    );
}

const others: Record<Exclude<Party, "buyer" | "seller">, Key> = {
    operator: "by.operator",
    clock: "by.clock",
    provider: "by.provider",
    moderator: "by.moderator",
};

function who(order: OrderView, step: OrderStepView): string {
    if (step.by === "buyer" || step.by === "seller") {
        if (step.by === order.role) return t("by.you");
        return order[step.by].name || order[step.by].handle;
    }
    return t(others[step.by]);
}
