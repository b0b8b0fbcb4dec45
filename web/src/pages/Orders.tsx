import type { OrderView } from "../api";
import { at } from "../core/call";
import { statusOf } from "../core/order";
import type { Place } from "../core/router";
import { useSession } from "../core/session";
import { useList } from "../core/store";
import { t } from "../core/words";
import { Page } from "../parts/Page";
import { rove } from "../parts/roving";
import { Empty, Missing, More, Waiting } from "../parts/States";
import { HowItWorks } from "./home/HowItWorks";
import { OrderLine } from "./order/OrderLine";

/** Bought and sold stand side by side for who does both. */
export function OrderTabs({ sold }: { sold: boolean }) {
    const { me } = useSession();
    if (!me?.shop) return null;
    return (
        <nav class="segments" aria-label={t("orders.which")} onKeyDown={rove}>
            <a href="/orders" aria-current={sold ? undefined : "page"}>
                {t("orders.bought")}
            </a>
            <a href="/orders/sold" aria-current={sold ? "page" : undefined}>
                {t("orders.sold")}
            </a>
        </nav>
    );
}

/** What the reader has bought: the open ones first, then what is over. */
export function Orders(_: { place: Place }) {
    const open = useList(at("GET /orders", { role: "buyer", open: true, limit: 50 }));
    const over = useList(at("GET /orders", { role: "buyer", open: false }));
    const none = open.items?.length === 0 && over.items?.length === 0;
    return (
        <Page title={t("nav.orders")} aside={<HowItWorks />}>
            <OrderTabs sold={false} />
            {!open.items && open.problem && <Missing problem={open.problem} again={open.reload} />}
            {!open.items && !open.problem && <Waiting />}
            {none && (
                <Empty
                    drawing="orders"
                    title={t("orders.empty_title")}
                    action={
                        <a class="button" href="/">
                            {t("orders.look_around")}
                        </a>
                    }
                >
                    {t("orders.empty")}
                </Empty>
            )}
            <Part title={t("orders.open")} orders={open.items} />
            <More more={open.more} />
            <Part title={t("orders.over")} orders={over.items} />
            <More more={over.more} />
        </Page>
    );
}

function Part({ title, orders }: { title: string; orders: OrderView[] | undefined }) {
    if (!orders || orders.length === 0) return null;
    return (
        <section class="stack">
            <h2>{title}</h2>
            <ul class="stack">
                {orders.map((order) => (
                    <li key={order.id}>
                        <OrderLine order={order} status={statusOf(order)} />
                    </li>
                ))}
            </ul>
        </section>
    );
}
