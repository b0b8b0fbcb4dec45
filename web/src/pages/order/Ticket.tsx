import type { ComponentChildren } from "preact";

import type { ClockWord, OrderView } from "../../api";
import { actsOnOrder } from "../../core/dispute";
import { aheadWords } from "../../core/handover";
import { isOver, progressOf, statusOf, wordOf } from "../../core/order";
import { moment, price, relative, t } from "../../core/words";
import { ClockTag, useNow } from "../../parts/Clock";
import { Icon, type IconName } from "../../parts/Icon";

const steps: [IconName, string][] = [
    ["ticket", "placed"],
    ["lock-keyhole", "paid"],
    ["truck", "sent"],
    ["package", "arrived"],
    ["hand-coins", "settled"],
];

const icons: Record<"safe" | "clock" | "plain", IconName> = {
    safe: "shield-check",
    clock: "hourglass",
    plain: "info",
};

/** The order as a ticket: where the money is in one sentence, how far the goods are, what to do. */
export function Ticket({ order, children }: { order: OrderView; children: ComponentChildren }) {
    const status = statusOf(order);
    const now = useNow();
    return (
        <section class={`ticket ${status.tone}`} aria-labelledby="status">
            <div class="ticket-top">
                <p class="split soft small">
                    <span>{t("order.number", { id: order.id })}</span>
                    <span>{moment(order.placed_at)}</span>
                </p>
                <p class="status" id="status" aria-live="polite">
                    <Icon name={isOver(order) ? "circle-dashed" : icons[status.tone]} size={26} />
                    <span>{t(status.key, status.args)}</span>
                </p>
                {order.reason && <p class="soft">{t("order.reason", { reason: order.reason })}</p>}
                <div class="row">
                    {order.promised && !isOver(order) && (
                        <span class="tag">
                            <Icon name="calendar-days" size={14} />
                            {aheadWords(order.way, order.promised)}
                        </span>
                    )}
                    {order.held.minor > 0 && (
                        <span class="tag safe">
                            <Icon name="lock-keyhole" size={14} />
                            {t("order.held", { amount: price(order.held) })}
                        </span>
                    )}
                    {order.clock && (
                        <ClockTag
                            text={t(clockKey(order, order.clock.what), {
                                when: relative(order.clock.at, now),
                            })}
                        />
                    )}
                </div>
            </div>
            {!isOver(order) && <Steps order={order} />}
            {actsOnOrder(order) && <div class="ticket-acts">{children}</div>}
        </section>
    );
}

function clockKey(order: OrderView, what: ClockWord) {
    return order.way === "pick_up" && what === "ship_by"
        ? "clock.ready_by"
        : (`clock.${what}` as const);
}

function Steps({ order }: { order: OrderView }) {
    const reached = progressOf(order);
    const met = order.way === "pick_up";
    return (
        <ol class="steps" aria-label={t("step.label")}>
            {steps.map(([icon, word], i) => (
                <li
                    key={word}
                    class={i <= reached ? "reached" : ""}
                    aria-current={i === reached ? "step" : undefined}
                >
                    <span class="coin">
                        <Icon name={met && icon === "truck" ? "map-pin" : icon} size={17} />
                    </span>
                    <span>{t(wordOf(order, "step", word))}</span>
                </li>
            ))}
        </ol>
    );
}
