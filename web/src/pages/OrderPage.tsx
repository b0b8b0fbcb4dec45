import type { Money, OrderFeeView, OrderShareView, OrderView } from "../api";
import { ReportButton } from "../cases/ReportButton";
import { at } from "../core/call";
import { countryName } from "../core/countries";
import type { Place } from "../core/router";
import { useInSection } from "../core/section";
import { useGet } from "../core/store";
import { dueOf, titleOf } from "../core/order";
import { localeName, finePercent, percent, price, t, tAny } from "../core/words";
import { OrderDocuments } from "../documents/OrderDocuments";
import { AnswerDispute, OpenDispute, OrderDisputes } from "../disputes/OrderDisputes";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { PersonLink } from "../parts/People";
import { Picture } from "../parts/Picture";
import { Shown, Waiting } from "../parts/States";
import { AgreedConditions, AtTheStall } from "./order/Agreed";
import { OrderReviews } from "./order/OrderReviews";
import { BoughtTogether } from "./order/BoughtTogether";
import { OrderActs } from "./order/OrderActs";
import { RefundActs } from "./order/RefundActs";
import { Refunds } from "./order/Refunds";
import { Ticket } from "./order/Ticket";
import { Timeline } from "./order/Timeline";

export function OrderPage({ place }: { place: Place }) {
    const got = useGet(at("GET /orders/{id}", { id: place.params["id"] ?? "" }));
    const back = backOf(got.data);
    useInSection(got.data?.role === "operator" ? back.href : null);
    const title = got.data ? titleOf(got.data) : t("order.page");
    return (
        <Page title={title} hideTitle back={back} aside={got.data && <Beside order={got.data} />}>
            <Shown got={got} waiting={<Waiting kind="page" />}>
                {(order) => (
                    <>
                        <Ticket order={order}>
                            <OrderActs order={order} />
                            <RefundActs order={order} />
                            <OpenDispute order={order} />
                            <AnswerDispute order={order} />
                        </Ticket>
                        <OrderDisputes order={order} />
                        <OrderDocuments order={order.id} state={order.state} />
                        <Refunds order={order} />
                        <Transfer order={order} />
                        <BoughtTogether order={order} />
                        <Lines order={order} />
                        <OrderReviews order={order} />
                        <AgreedConditions order={order} />
                        <Timeline order={order} />
                    </>
                )}
            </Shown>
        </Page>
    );
}

/** The list that this order is in for its reader. */
function backOf(order: OrderView | undefined): { href: string; label: string } {
    if (order?.role === "seller") return { href: "/orders/sold", label: t("orders.sold") };
    if (order?.role === "operator") {
        return { href: "/operator/orders/all", label: t("nav.all_orders") };
    }
    return { href: "/orders", label: t("nav.orders") };
}

/** What to write on a bank transfer, while one is awaited. */
function Transfer({ order }: { order: OrderView }) {
    const waits = order.payment.state === "awaiting_transfer" && order.role === "buyer";
    const bank = useGet(waits ? at("GET /market/account") : null);
    if (!waits) return null;
    return (
        <section class="card">
            <h2>{t("transfer.title")}</h2>
            <dl class="facts">
                <div>
                    <dt>{t("transfer.amount")}</dt>
                    <dd>{price(dueOf(order))}</dd>
                </div>
                <div>
                    <dt>{t("transfer.reference")}</dt>
                    <dd class="reference">{order.payment.reference}</dd>
                </div>
                {bank.data && bank.data.account !== "" && (
                    <div>
                        <dt>{t("transfer.account")}</dt>
                        <dd class="pre">{bank.data.account}</dd>
                    </div>
                )}
            </dl>
            {bank.data?.account === "" && <p>{t("transfer.account_missing")}</p>}
            <p class="soft small">{t("transfer.text")}</p>
        </section>
    );
}

function Lines({ order }: { order: OrderView }) {
    return (
        <section class="card">
            <h2>{t("order.lines")}</h2>
            <ul class="list">
                {order.lines.map((line) => (
                    <li key={line.listing} class="line">
                        <Picture
                            id={line.listing}
                            title={line.title}
                            picture={line.picture}
                            shape="square"
                        />
                        <div class="line-words">
                            <a href={`/listings/${line.listing}`}>{line.title}</a>
                            <span class="soft small">
                                {t("order.quantity", {
                                    n: line.quantity,
                                    price: price(line.unit_price),
                                })}
                            </span>
                            {line.returned > 0 && (
                                <span class="soft small">
                                    {t("refund.line_returned", { n: line.returned })}
                                </span>
                            )}
                        </div>
                        <strong class="amount">{price(line.total)}</strong>
                        {order.role === "buyer" && order.payment.state === "captured" && (
                            <ReportButton listing={line.listing} title={line.title} />
                        )}
                    </li>
                ))}
            </ul>
            <Postage order={order} />
            <p class="split total-line">
                <span>{t("checkout.total")}</span>
                <strong class="amount">{price(order.total)}</strong>
            </p>
            {order.refunded.minor > 0 && (
                <p class="split">
                    <span>{t("order.refunded")}</span>
                    <strong class="amount">{price(order.refunded)}</strong>
                </p>
            )}
        </section>
    );
}

/** What sending it costs; picked up, or sent for nothing, nothing is said. */
function Postage({ order: { postage } }: { order: OrderView }) {
    if (!postage) return null;
    return (
        <p class="split">
            <span>
                {t("checkout.postage")}{" "}
                {postage.returned && <span class="soft small">{t("order.postage_returned")}</span>}
            </span>
            <span class="amount">{price(postage.price)}</span>
        </p>
    );
}

function Beside({ order }: { order: OrderView }) {
    return (
        <>
            {order.role !== "seller" && (
                <section class="card">
                    <h2>{t("order.seller")}</h2>
                    <PersonLink person={order.seller} />
                    <a class="button little" href={`/shops/${order.shop.id}`}>
                        <Icon name="store" size={16} />
                        {order.shop.name}
                    </a>
                </section>
            )}
            {order.role !== "buyer" && (
                <section class="card">
                    <h2>{t("order.buyer")}</h2>
                    <PersonLink person={order.buyer} />
                </section>
            )}
            {order.way === "pick_up" ? <PickUp order={order} /> : <Delivery order={order} />}
            <Shares order={order} />
        </>
    );
}

function Delivery({ order }: { order: OrderView }) {
    if (!order.delivery) return null;
    const { name, address, country } = order.delivery;
    const lines = [name, address, country && countryName(country, localeName())];
    return (
        <section class="card">
            <h2>{t("order.delivery")}</h2>
            <p class="pre">{lines.filter(Boolean).join("\n")}</p>
            {order.tracking && (
                <p class="soft small">{t("order.tracking", { tracking: order.tracking })}</p>
            )}
        </section>
    );
}

/** Where it is picked up, and by whom; the exact place once it is paid. */
function PickUp({ order }: { order: OrderView }) {
    if (!order.delivery) return null;
    const waits = order.state === "created" || order.state === "awaiting_payment";
    return (
        <section class="card">
            <h2>{t("order.pick_up")}</h2>
            {order.pickup.map(({ area, place }) => (
                <div key={`${area} ${place}`}>
                    <p>
                        <strong>{area}</strong>
                    </p>
                    {place && <p class="pre">{place}</p>}
                </div>
            ))}
            <AtTheStall order={order} />
            {order.role === "buyer" && waits && (
                <p class="soft small">{t("checkout.place_later")}</p>
            )}
            {order.delivery.name && (
                <p class="soft small">{t("order.pick_up_for", { name: order.delivery.name })}</p>
            )}
        </section>
    );
}

/** Who gets what of the price: shown to both sides, with the rate and the rule's version. */
function Shares({ order }: { order: OrderView }) {
    if (order.shares.length === 0) return null;
    return (
        <section class="card">
            <h2>{t("order.shares")}</h2>
            <ul class="stack">
                {sellerFirst(together(order.shares)).map((share) => (
                    <li key={share.purpose}>
                        <p class="split">
                            <span>{tAny("share", share.purpose)}</span>
                            <span class="amount">{price(share.amount)}</span>
                        </p>
                        {share.purpose === "commission" && order.fees.length > 0 ? (
                            <FeeRows fees={order.fees} />
                        ) : (
                            share.rate_ppm > 0 && <p class="soft small">{ruleWords(share)}</p>
                        )}
                        {share.back.minor > 0 && (
                            <p class="soft small">
                                {t("refund.kept", { amount: price(share.back) })}
                            </p>
                        )}
                    </li>
                ))}
            </ul>
        </section>
    );
}

/** By which rows of the table of fees, in which version, and on what. */
function FeeRows({ fees }: { fees: readonly OrderFeeView[] }) {
    return (
        <ul>
            {fees.map((fee, i) => (
                <li key={i} class="soft small">
                    {t(fee.row === 0 ? "order.fee_plain" : "order.fee_row", {
                        rate: finePercent(fee.rate_ppm),
                        goods: price(fee.goods),
                        amount: price(fee.amount),
                        row: fee.row,
                        version: fee.version,
                    })}
                </li>
            ))}
        </ul>
    );
}

/** What somebody has of several lines as one; what came to nothing is left out. */
function together(shares: readonly OrderShareView[]): OrderShareView[] {
    const sums = new Map<string, OrderShareView>();
    for (const share of shares) {
        const known = sums.get(share.purpose);
        const sum = (a: Money, b?: Money) => ({ ...a, minor: a.minor + (b?.minor ?? 0) });
        sums.set(share.purpose, {
            ...share,
            amount: sum(share.amount, known?.amount),
            back: sum(share.back, known?.back),
        });
    }
    return [...sums.values()].filter((one) => one.amount.minor > 0 || one.purpose === "seller");
}

function sellerFirst(shares: readonly OrderShareView[]): OrderShareView[] {
    return [...shares].sort(
        (a, b) => Number(b.purpose === "seller") - Number(a.purpose === "seller"),
    );
}

function ruleWords(share: OrderShareView): string {
    const { rate_ppm: ppm, policy_version: version, purpose } = share;
    const rate = percent(ppm);
    if (purpose.startsWith("promoter")) return t("share.promoter_rule", { rate, version });
    return version === 0
        ? t("order.share_default", { rate })
        : t("order.share_rule", { rate, version });
}
