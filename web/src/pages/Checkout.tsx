import { useEffect, useRef, useState } from "preact/hooks";

import type { CameFrom, ListingView, PaymentForm, Way } from "../api";
import { at, type Body } from "../core/call";
import {
    parseLines,
    totalOf,
    troubleOf,
    writeLines,
    type Destination,
    type Seen,
    type Wanted,
} from "../core/basket";
import { parseFrom, writeFrom } from "../core/from";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { useAct, useGets, type Acting } from "../core/store";
import { price, t } from "../core/words";
import { Submit } from "../parts/Field";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Earlier, Empty, Missing, Refusal, signInHref, Waiting } from "../parts/States";
import { AddMore } from "./checkout/AddMore";
import { CheckoutLine, GoneLine } from "./checkout/CheckoutLine";
import { firstPayment, PaymentChoice } from "./checkout/PaymentChoice";
import { Ahead, sentTo, useWhere, Where } from "./checkout/Where";
import { wholeTitle } from "../parts/ListingCard";
import { HowItWorks } from "./home/HowItWorks";

export function Checkout({ place }: { place: Place }) {
    const { me } = useSession();
    const lines = parseLines(place.query.get("lines"));
    const from = parseFrom(place.query.get("from"));
    const led = from ? `&from=${writeFrom(from)}` : "";
    const set = (changed: Wanted[]) =>
        go(`/checkout?lines=${writeLines(changed)}${led}`, "replace");
    return (
        <Page
            title={t("checkout.title")}
            aside={<HowItWorks />}
            back={lines[0] && { href: `/listings/${lines[0].listing}`, label: t("act.back") }}
        >
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
                        <a class="button" href="/">
                            {t("nav.home")}
                        </a>
                    }
                />
            ) : (
                <CheckoutForm lines={lines} set={set} from={from} />
            )}
        </Page>
    );
}

interface FormProps {
    lines: Wanted[];
    set: (lines: Wanted[]) => void;
    /** The page that led here. */
    from: CameFrom | null;
}

/** The listings of the lines, and what the buyer has agreed to of each. */
function useAgreed(lines: Wanted[]) {
    const gots = useGets(lines.map((line) => at("GET /listings/{id}", { id: line.listing })));
    const [seen, setSeen] = useState<Seen>({});
    const listings = gots.flatMap((got) => (got.data ? [got.data] : []));
    const agree = (listing: ListingView) =>
        setSeen((old) => ({
            ...old,
            [listing.id]: { version: listing.version, price: listing.price },
        }));
    useEffect(() => {
        // The first sight of a price is agreed by looking; a later one needs a tap.
        listings.filter((listing) => !seen[listing.id]).forEach(agree);
    }, [listings.map((listing) => listing.id).join()]);
    const known = Object.fromEntries(listings.map((listing) => [listing.id, listing]));
    // A line whose listing was taken down meanwhile still says what it was.
    const titles = useRef<Record<string, string>>({});
    listings.forEach((listing) => (titles.current[listing.id] = wholeTitle(listing)));
    return { gots, listings, known, seen, agree, titles: titles.current };
}

function CheckoutForm({ lines, set, from }: FormProps) {
    const { market } = useSession();
    const agreed = useAgreed(lines);
    const { gots, listings, known, seen } = agreed;
    const where = useWhere(listings);
    const [payment, setPayment] = useState<PaymentForm>(() => firstPayment(market));
    const act = useAct();
    const missing = gots.filter((got) => !got.data && got.problem?.status !== 404);
    const failed = missing.find((got) => got.problem);
    if (failed?.problem) return <Missing problem={failed.problem} again={failed.reload} />;
    if (missing.length > 0) return <Waiting n={2} />;
    const send = async () => {
        await place({
            lines: lines.map((line) => ({
                ...line,
                version: seen[line.listing]?.version ?? known[line.listing]?.version ?? 0,
            })),
            ...sentTo(where),
            payment,
            from,
        });
    };
    const place = async (form: Body<"POST /orders">) => {
        const order = await act.run(at("POST /orders"), form);
        // Refused: the goods may have changed, so look again and say it at the line itself.
        if (!order) return gots.forEach((got) => got.reload());
        go(`/orders/${order.id}`, "replace");
        // To the provider’s own page; from there the buyer comes back to the order.
        if (order.payment.page) location.assign(order.payment.page);
    };
    const troubled = lines.some((line) => troubleOf(known[line.listing], line, seen, where));
    return (
        <Form class="stack wide" onSend={() => void send()}>
            <Lines lines={lines} set={set} agreed={agreed} destination={where} />
            <Where where={where} listings={listings} problem={act.problem} />
            <section class="card">
                <h2>{t("checkout.pay")}</h2>
                <PaymentChoice value={payment} onChoose={setPayment} />
            </section>
            <End
                shop={lines.map((line) => known[line.listing]?.shop.name).find(Boolean) ?? ""}
                total={price(totalOf(lines, known, market.currency))}
                payment={payment}
                listings={listings}
                way={where.way}
                acting={act}
                troubled={troubled}
                again={() => void send()}
                onEarlier={(body) => void place(body as Body<"POST /orders">)}
            />
        </Form>
    );
}

interface LinesProps extends Omit<FormProps, "from"> {
    agreed: ReturnType<typeof useAgreed>;
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
    shop: string;
    total: string;
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
    const { shop, total, payment, listings, way, acting, troubled, again, onEarlier } = props;
    const transfers = payment.method === "bank_transfer";
    return (
        <section class="card raised checkout-end">
            <p class="split checkout-total">
                <span>{t("checkout.total")}</span>
                <strong>{total}</strong>
            </p>
            <Ahead listings={listings} way={way} />
            <Refusal problem={acting.problem} again={again} />
            <Earlier acting={acting} onAgain={onEarlier} />
            <Submit busy={acting.busy} wide disabled={troubled}>
                {t(transfers ? "checkout.confirm_transfer" : "checkout.confirm", { total })}
            </Submit>
            <p class="safe-line">
                <Icon name="lock-keyhole" size={17} />
                <span>
                    {t(way === "pick_up" ? "checkout.safe_pick_up" : "checkout.safe", { shop })}
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
