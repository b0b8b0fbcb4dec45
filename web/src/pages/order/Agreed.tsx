import type { OrderView } from "../../api";
import { at } from "../../core/call";
import { useGet } from "../../core/store";
import { day, t } from "../../core/words";

const useAgreed = (order: OrderView) =>
    useGet(at("GET /orders/{id}/agreed", { id: order.id })).data;

/** The conditions as they were when it was ordered. */
export function AgreedConditions({ order }: { order: OrderView }) {
    const conditions = useAgreed(order)?.conditions;
    if (!conditions) return null;
    return (
        <details class="card">
            <summary>{t("order.conditions")}</summary>
            <p class="pre">{conditions.text || t("order.conditions_gone")}</p>
            <p class="soft small">{t("order.conditions_since", { date: day(conditions.since) })}</p>
        </details>
    );
}

/** Where the stall is, for goods that say no more than where about; and when it is open. */
export function AtTheStall({ order }: { order: OrderView }) {
    const agreed = useAgreed(order);
    if (!agreed) return null;
    return (
        <>
            {agreed.pickup_place && <p class="pre">{agreed.pickup_place}</p>}
            {agreed.pickup_hours && (
                <p class="pre">{t("listing.pick_up_hours", { hours: agreed.pickup_hours })}</p>
            )}
        </>
    );
}
