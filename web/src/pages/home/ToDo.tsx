import type { OrderMay, OrderView } from "../../api";
import { byClock, clockOf } from "../../core/dispute";
import { awaitsTransfer, nextAct, wordOf as orderWord } from "../../core/order";
import { relative, t, type Key } from "../../core/words";
import { ClockTag, useNow } from "../../parts/Clock";
import { Icon } from "../../parts/Icon";
import { Picture } from "../../parts/Picture";

const wanted: Record<OrderMay, Key> = {
    pay: "todo.pay",
    confirm: "todo.confirm",
    accept: "todo.accept",
    ship: "todo.ship",
    deliver: "todo.deliver",
    cancel: "todo.look",
    agree_refund: "todo.answer_refund",
    refuse_refund: "todo.answer_refund",
    ask_refund: "todo.look",
    withdraw_refund: "todo.look",
    refund: "todo.look",
    answer_dispute: "todo.answer_dispute",
    open_dispute: "todo.look",
    add_evidence: "todo.look",
    give_in: "todo.look",
    withdraw_dispute: "todo.look",
    appeal_dispute: "todo.look",
    withdraw_purchase: "todo.look",
};

/** The orders that wait for the reader, the nearest clock first. Nothing where nothing waits. */
export function ToDo({ orders }: { orders: OrderView[] }) {
    const mine = orders
        .filter((order) => nextAct(order) !== null || awaitsTransfer(order))
        .sort(byClock)
        .slice(0, 5);
    if (mine.length === 0) return null;
    return (
        <section class="card todo">
            <h2>{t("todo.title")}</h2>
            <ul class="list">
                {mine.map((order) => (
                    <li key={order.id}>
                        <a class="todo-line" href={`/orders/${order.id}`}>
                            <Picture
                                id={order.lines[0]?.listing ?? order.id}
                                title={order.lines[0]?.title ?? ""}
                                picture={order.lines[0]?.picture ?? null}
                                shape="square"
                            />
                            <span>
                                <strong>{t(wordOf(order))}</strong>
                                <span class="soft small">{order.lines[0]?.title}</span>
                                <Due order={order} />
                            </span>
                            <Icon name="chevron-right" size={18} />
                        </a>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Due({ order }: { order: OrderView }) {
    const now = useNow();
    const clock = clockOf(order);
    return clock && <ClockTag text={relative(clock, now)} />;
}

function wordOf(order: OrderView): Key {
    if (awaitsTransfer(order)) return "todo.transfer";
    const [, name = ""] = wanted[nextAct(order) ?? "cancel"].split(".");
    return orderWord(order, "todo", name);
}
