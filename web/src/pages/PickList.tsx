import { useEffect } from "preact/hooks";

import type { OrderView } from "../api";
import { at } from "../core/call";
import { countryName } from "../core/countries";
import { aheadWords } from "../core/handover";
import { isLater, leftOf, namedIn, picksOf, piecesOf, toPack, type Pick } from "../core/pick";
import { go, type Place } from "../core/router";
import { useList } from "../core/store";
import { localeName, longDay, t } from "../core/words";
import { useNow } from "../parts/Clock";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Picture } from "../parts/Picture";
import { Segments } from "../parts/Segments";
import { Empty, More, ShownList } from "../parts/States";

const shows = ["goods", "slips"] as const;

/** What a seller has to pack now: by goods for the shelf, and a slip for each parcel. */
export function PickList({ place }: { place: Place }) {
    const list = useList(at("GET /orders", { role: "seller", open: true, limit: 100 }));
    const named = namedIn(place.query.get("orders"));
    const show = place.query.get("show") === "slips" ? "slips" : "goods";
    // A list that lacks something would have it left on the shelf.
    useEffect(() => list.more?.(), [list.more]);
    const choose = (value: string) => {
        const query = new URLSearchParams(place.query);
        query.set("show", value);
        go(`/orders/sold/pick-list?${query.toString()}`, "replace");
    };
    const back = { href: "/orders/sold", label: t("orders.sold") };
    return (
        <Page title={t(show === "slips" ? "pick.slips" : "pick.title")} back={back}>
            <div class="row between unprinted">
                <Segments
                    label={t("pick.show")}
                    options={shows.map((value) => ({ value, word: t(`pick.show.${value}`) }))}
                    chosen={show}
                    onChoose={choose}
                />
                <button type="button" class="button little" onClick={() => print()}>
                    <Icon name="scroll-text" size={16} />
                    {t("act.print")}
                </button>
            </div>
            <ShownList got={{ ...list, more: null }}>
                {(items) => {
                    const orders = toPack(items, named);
                    return (
                        <>
                            {list.more && (
                                <p class="notice clock">
                                    <Icon name="hourglass" />
                                    <span>{t("pick.not_all")}</span>
                                </p>
                            )}
                            {orders.length === 0 && !list.more && <Nothing />}
                            {show === "slips" ? (
                                orders.map((order) => <Slip key={order.id} order={order} />)
                            ) : (
                                <Goods orders={orders} />
                            )}
                            <More more={list.more} />
                        </>
                    );
                }}
            </ShownList>
        </Page>
    );
}

function Nothing() {
    return (
        <Empty drawing="stall" title={t("pick.none")}>
            {t("pick.none_text")}
        </Empty>
    );
}

/** What is there to be packed, then what is promised for a later day. */
function Goods({ orders }: { orders: OrderView[] }) {
    const now = useNow();
    const due = orders.filter((order) => !isLater(order, now));
    const later = orders.filter((order) => isLater(order, now));
    return (
        <>
            {due.length > 0 && <Picks title={t("pick.now")} orders={due} />}
            {later.length > 0 && <Picks title={t("pick.later")} orders={later} />}
        </>
    );
}

function Picks({ title, orders }: { title: string; orders: OrderView[] }) {
    const picks = picksOf(orders);
    return (
        <section class="card">
            <h2>{title}</h2>
            <p class="soft">{t("pick.sum", { pieces: piecesOf(picks), orders: orders.length })}</p>
            <ul class="list">
                {picks.map((pick) => (
                    <PickLine key={pick.key} pick={pick} />
                ))}
            </ul>
        </section>
    );
}

function PickLine({ pick }: { pick: Pick }) {
    const { line, quantity, wanted } = pick;
    return (
        <li class="pick-line">
            <span class="tick-box" aria-hidden="true" />
            <strong class="pick-count">{t("pick.times", { n: quantity })}</strong>
            <Picture id={line.listing} title={line.title} picture={line.picture} shape="square" />
            <div class="line-words">
                <strong>{line.title}</strong>
                <ul>
                    {wanted.map(({ order, quantity }) => (
                        <li key={order.id} class="soft small">
                            {t("pick.for", { n: quantity, buyer: order.buyer.name })}{" "}
                            <a href={`/orders/${order.id}`}>
                                {t("order.number", { id: order.id })}
                            </a>
                            {order.way === "pick_up" && ` · ${t("order.picked_up")}`}
                            {order.promised && ` · ${aheadWords(order.way, order.promised)}`}
                        </li>
                    ))}
                </ul>
            </div>
        </li>
    );
}

/** What goes into a parcel: whose it is and what is in it; prices are the buyer's business. */
function Slip({ order }: { order: OrderView }) {
    const { delivery, shop, lines } = order;
    const to = [
        delivery?.name || order.buyer.name,
        delivery?.address,
        delivery?.country && countryName(delivery.country, localeName()),
    ];
    const places = order.pickup.map(({ area, place }) => [area, place].filter(Boolean).join("\n"));
    return (
        <section class="card slip" aria-labelledby={`slip-${order.id}`}>
            <p class="split">
                <strong>{shop.name}</strong>
                <span class="soft small">{longDay(order.placed_at)}</span>
            </p>
            <h2 id={`slip-${order.id}`}>
                <a href={`/orders/${order.id}`}>{t("order.number", { id: order.id })}</a>
            </h2>
            <p class="pre slip-to">{to.filter(Boolean).join("\n")}</p>
            {order.way === "pick_up" && (
                <p class="pre">{[t("order.picked_up"), ...places].join("\n")}</p>
            )}
            {order.promised && <p>{aheadWords(order.way, order.promised)}</p>}
            <ul class="list">
                {lines
                    .filter((line) => leftOf(line) > 0)
                    .map((line) => (
                        <li key={line.line} class="slip-line">
                            <span class="tick-box" aria-hidden="true" />
                            <strong class="pick-count">
                                {t("pick.times", { n: leftOf(line) })}
                            </strong>
                            <span>{line.title}</span>
                        </li>
                    ))}
            </ul>
        </section>
    );
}
