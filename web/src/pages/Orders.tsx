import type { OrderView } from "../api";
import { at } from "../core/call";
import { statusOf } from "../core/order";
import type { Place } from "../core/router";
import { useSession } from "../core/session";
import { useList } from "../core/store";
import { t } from "../core/words";
import { Page } from "../parts/Page";
import { rove } from "../parts/roving";
import { Empty, ShownList } from "../parts/States";
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
            <p class="small">
                <a href="/offers">{t("offers.title")}</a>
            </p>
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
            <ShownList got={open} empty={null}>
                {(orders) => <Part title={t("orders.open")} orders={orders} />}
            </ShownList>
            {open.items && (
                <ShownList got={over} waiting={<></>} empty={null}>
                    {(orders) => <Part title={t("orders.over")} orders={orders} />}
                </ShownList>
            )}
        </Page>
    );
}

function Part({ title, orders }: { title: string; orders: OrderView[] }) {
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
