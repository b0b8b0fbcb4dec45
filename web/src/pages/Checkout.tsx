import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { ListingView, OrderView, PaymentForm, Way } from "../api";
import { at, type Body } from "../core/call";
import {
    byShop,
    carriedOver,
    keepLines,
    keptLines,
    ledTo,
    parseLines,
    plus,
    sumOf,
    troubleOf,
    writeLines,
    type Destination,
    type Led,
    type Seen,
    type Sum,
    type Wanted,
} from "../core/basket";
import { parseFrom, writeFrom } from "../core/from";
import { useKept } from "../core/kept";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { useAct, useGets, type Acting } from "../core/store";
import { price, t } from "../core/words";
import { AtCheckout } from "../promote/AtCheckout";
import { handOn, shareOf } from "../promote/token";
import { Submit } from "../parts/Field";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Earlier, Empty, Missing, Refusal, signInHref, Waiting } from "../parts/States";
import { AddMore } from "./checkout/AddMore";
import { agreedTo, ConditionsAt, useStalls } from "./checkout/ConditionsAt";
import { CheckoutLine, GoneLine } from "./checkout/CheckoutLine";
import { firstPayment, PaymentChoice } from "./checkout/PaymentChoice";
import { isChanged, PostageRow } from "./checkout/PostageRow";
import { SeveralShops } from "./checkout/SeveralShops";
import { Ahead, sentTo, sentToAll, useWhere, Where, WhereAll } from "./checkout/Where";
import { wholeTitle } from "../parts/ListingCard";
import { HowItWorks } from "./home/HowItWorks";

/** What the address says is bought, by itself. */
export function Checkout({ place }: { place: Place }) {
    const lines = parseLines(place.query.get("lines"));
    const from = parseFrom(place.query.get("from"));
    const share = shareOf(place.query);
    const led = (from ? `&from=${writeFrom(from)}` : "") + handOn(share);
    const set = (changed: Wanted[]) =>
        go(`/checkout?lines=${writeLines(changed)}${led}`, "replace");
    const first = lines[0] && { href: `/listings/${lines[0].listing}`, label: t("act.back") };
    const given = { lines, set, led: () => ({ from, share }) };
    return <ToPay title={t("checkout.title")} back={first} {...given} />;
}

/** What was put aside to be bought together, of one shop or several. */
export function BasketPage(_: { place: Place }) {
    const { me } = useSession();
    const lines = useKept(me?.id);
    const set = (changed: Wanted[]) => {
        if (me) keepLines(me.id, carriedOver(lines, changed, keptLines(me.id)));
    };
    const back = { href: "/", label: t("checkout.keep_looking") };
    const given = { lines, set, led: ledTo, onBought: () => set([]) };
    return <ToPay title={t("nav.basket")} back={back} {...given} />;
}

interface ToPayProps extends FormProps {
    title: string;
    back: { href: string; label: string } | undefined;
}

function ToPay({ title, back, ...form }: ToPayProps) {
    const { me } = useSession();
    const { lines } = form;
    return (
        <Page title={title} aside={<HowItWorks />} back={back}>
            {!me ? (
                <Empty
                    drawing="stall"
                    title={t("listing.sign_in_to_buy")}
                    action={
                        <a class="button next" href={signInHref()}>
                            {t("act.sign_in")}
                        </a>
                    }
                />
            ) : lines.length === 0 ? (
                <Empty
                    drawing="orders"
                    title={t("checkout.empty_title")}
                    action={
                        <div class="row">
                            <a class="button next" href="/">
                                {t("steps.look")}
                            </a>
                            <a class="button" href="/saved">
                                {t("nav.saved")}
                            </a>
                        </div>
                    }
                >
                    {t("checkout.empty")}
                </Empty>
            ) : (
                <CheckoutForm {...form} />
            )}
        </Page>
    );
}

interface FormProps {
    lines: Wanted[];
    set: (lines: Wanted[]) => void;
    /** What led to these lines of one shop. */
    led: (lines: Wanted[]) => Led;
    onBought?: () => void;
}

export type Agreed = ReturnType<typeof useAgreed>;

/** The listings of the lines, and what the buyer has agreed to of each. */
function useAgreed(lines: Wanted[]) {
    const gots = useGets(lines.map((line) => at("GET /listings/{id}", { id: line.listing })));
    const [seen, setSeen] = useState<Seen>({});
    const listings = gots.flatMap((got) => (got.data ? [got.data] : []));
    const agree = (listing: ListingView) =>
        setSeen((old) => ({
            ...old,
            [listing.id]: {
                version: listing.version,
                price: listing.price,
                postage: (old[listing.id] ?? listing).postage,
            },
        }));
    const agreePostage = (some: readonly ListingView[]) =>
        setSeen((old) =>
            some.reduce<Seen>((all, { id, postage }) => {
                const one = all[id];
                return one ? { ...all, [id]: { ...one, postage } } : all;
            }, old),
        );
    useEffect(() => {
        // The first sight of a price is agreed by looking; a later one needs a tap.
        listings.filter((listing) => !seen[listing.id]).forEach(agree);
    }, [listings.map((listing) => listing.id).join()]);
    const known = Object.fromEntries(listings.map((listing) => [listing.id, listing]));
    // A line whose listing was taken down meanwhile still says what it was.
    const titles = useRef<Record<string, string>>({});
    listings.forEach((listing) => (titles.current[listing.id] = wholeTitle(listing)));
    return { gots, listings, known, seen, agree, agreePostage, titles: titles.current };
}

function CheckoutForm({ lines, set, led, onBought }: FormProps) {
    const { market } = useSession();
    const agreed = useAgreed(lines);
    const { gots, listings, known, seen } = agreed;
    const where = useWhere(listings);
    const stalls = useStalls(listings);
    const [payment, setPayment] = useState<PaymentForm>(() => firstPayment(market));
    const act = useAct();
    // What is agreed to has to stand there before it can be.
    const missing = [
        ...gots.filter((got) => !got.data && got.problem?.status !== 404),
        ...stalls.filter((stall) => !stall.data),
    ];
    const failed = missing.find((got) => got.problem);
    if (failed?.problem) return <Missing problem={failed.problem} again={failed.reload} />;
    if (missing.length > 0) return <Waiting n={2} />;
    const parts = byShop(lines, known);
    const several = parts.length > 1;
    const { currency } = market;
    const sums = parts.map((part) => {
        const way = several ? where.wayAt(part) : where.way;
        return sumOf(part, known, seen, { ...where, way }, currency);
    });
    const postageAt = (n: number) => sums[n]?.postage ?? { minor: 0, currency };
    const send = async () => {
        const wanted = lines.map(({ listing, quantity }) => ({
            listing,
            quantity,
            version: seen[listing]?.version ?? known[listing]?.version ?? 0,
        }));
        const conditions = agreedTo(listings, stalls);
        if (several) {
            const each = parts.map((part) => ({ shop: part.shop.id, ...led(part.lines) }));
            const postage = parts.map(({ shop }, n) => ({ shop: shop.id, price: postageAt(n) }));
            await placeAll({
                lines: wanted,
                ...sentToAll(where, parts),
                payment,
                led: each,
                postage,
                agreed: conditions,
            });
        } else {
            const how = { ...led(lines), postage: postageAt(0), agreed: conditions };
            await place({ lines: wanted, ...sentTo(where), payment, ...how });
        }
    };
    const placed = (first: OrderView | null | undefined) => {
        // Refused: the goods may have changed, so look again and say it at the line itself.
        if (!first) return [...gots, ...stalls].forEach((got) => got.reload());
        onBought?.();
        go(`/orders/${first.id}`, "replace");
        // To the provider’s own page; from there the buyer comes back to the order.
        if (first.payment.page) location.assign(first.payment.page);
    };
    const place = async (form: Body<"POST /orders">) =>
        placed(await act.run(at("POST /orders"), form));
    const placeAll = async (form: Body<"POST /purchases">) =>
        placed((await act.run(at("POST /purchases"), form))?.orders[0]);
    const wayOfLine = (line: Wanted) => {
        const part = several && parts.find((one) => one.lines.includes(line));
        return part ? { ...where, way: where.wayAt(part) } : where;
    };
    const troubled = lines.some((line) =>
        troubleOf(known[line.listing], line, seen, wayOfLine(line)),
    );
    const asked = sums.some(isChanged);
    return (
        <Form class="stack wide" onSend={() => void send()}>
            {several ? (
                <>
                    <SeveralShops
                        parts={parts}
                        gone={lines.filter((line) => !known[line.listing])}
                        agreed={agreed}
                        where={where}
                        sums={sums}
                        onQuantity={(line, n) => set(changed(lines, line, n))}
                    />
                    <WhereAll where={where} parts={parts} problem={act.problem} />
                </>
            ) : (
                <>
                    <Lines lines={lines} set={set} agreed={agreed} destination={where} />
                    <Where where={where} listings={listings} problem={act.problem} />
                </>
            )}
            <section class="card">
                <h2>{t("checkout.pay")}</h2>
                <PaymentChoice value={payment} onChoose={setPayment} />
            </section>
            {parts.map((part) => (
                <AtCheckout
                    key={part.shop.id}
                    lines={part.lines}
                    share={led(part.lines).share}
                    shop={several ? part.shop.name : null}
                />
            ))}
            <End
                conditions={<ConditionsAt stalls={stalls} />}
                shops={parts.map((part) => part.shop.name)}
                sums={sums}
                postage={
                    parts[0] &&
                    !several && (
                        <PostageRow
                            part={parts[0]}
                            sum={sums[0]}
                            way={where.way}
                            onAgree={() => agreed.agreePostage(listings)}
                        />
                    )
                }
                payment={payment}
                listings={several ? [] : listings}
                way={where.way}
                acting={act}
                troubled={troubled || asked}
                again={() => void send()}
                onEarlier={(body) =>
                    void (several
                        ? placeAll(body as Body<"POST /purchases">)
                        : place(body as Body<"POST /orders">))
                }
            />
        </Form>
    );
}

interface LinesProps extends Omit<FormProps, "led" | "onBought"> {
    agreed: Agreed;
    destination: Destination;
}

function Lines({ lines, set, agreed, destination }: LinesProps) {
    const first = lines.map((line) => agreed.known[line.listing]).find(Boolean);
    return (
        <section class="card">
            <h2>{first ? t("checkout.from", { shop: first.shop.name }) : t("checkout.lines")}</h2>
            <ul class="list">
                {lines.map((line) => {
                    const listing = agreed.known[line.listing];
                    const leave = () => set(changed(lines, line, 0));
                    if (!listing) {
                        const title = agreed.titles[line.listing];
                        return <GoneLine key={line.listing} title={title} onLeave={leave} />;
                    }
                    return (
                        <CheckoutLine
                            key={line.listing}
                            listing={listing}
                            line={line}
                            seen={agreed.seen}
                            destination={destination}
                            onAgree={() => agreed.agree(listing)}
                            onQuantity={(quantity) => set(changed(lines, line, quantity))}
                        />
                    );
                })}
            </ul>
            {first && <AddMore shop={first.shop.id} lines={lines} set={set} />}
        </section>
    );
}

interface EndProps {
    conditions: ComponentChildren;
    shops: string[];
    sums: Sum[];
    /** What sending it costs, where it is not said with each shop. */
    postage: ComponentChildren;
    payment: PaymentForm;
    listings: ListingView[];
    way: Way;
    acting: Acting;
    /** A line has something to settle first. */
    troubled: boolean;
    again: () => void;
    onEarlier: (body: unknown) => void;
}

function End(props: EndProps) {
    const { shops, sums, postage, payment, listings, way, acting, troubled } = props;
    const { again, onEarlier } = props;
    const { market } = useSession();
    const nothing = { minor: 0, currency: market.currency };
    const all = (part: "goods" | "total") =>
        price(sums.map((sum) => sum[part]).reduce(plus, nothing));
    const total = all("total");
    const transfers = payment.method === "bank_transfer";
    return (
        <section class="card raised checkout-end">
            {postage && way === "ship" && (
                <p class="split">
                    <span>{t("checkout.goods")}</span>
                    <span class="amount">{all("goods")}</span>
                </p>
            )}
            {postage}
            <p class="split checkout-total">
                <span>{t("checkout.total")}</span>
                <strong>{total}</strong>
            </p>
            <Ahead listings={listings} way={way} />
            {props.conditions}
            <Refusal problem={acting.problem} again={again} />
            <Earlier acting={acting} onAgain={onEarlier} />
            <Submit busy={acting.busy} wide disabled={troubled}>
                {t(transfers ? "checkout.confirm_transfer" : "checkout.confirm", { total })}
            </Submit>
            <p class="safe-line">
                <Icon name="lock-keyhole" size={17} />
                <span>
                    {shops.length > 1
                        ? t("checkout.safe_shops")
                        : t(way === "pick_up" ? "checkout.safe_pick_up" : "checkout.safe", {
                              shop: shops[0] ?? "",
                          })}
                </span>
            </p>
        </section>
    );
}

function changed(lines: Wanted[], line: Wanted, quantity: number): Wanted[] {
    return lines
        .map((one) => (one.listing === line.listing ? { ...one, quantity } : one))
        .filter((one) => one.quantity > 0);
}
