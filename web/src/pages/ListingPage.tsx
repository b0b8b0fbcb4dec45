import { useEffect, useState } from "preact/hooks";

import type { CameFrom, ListingView } from "../api";
import { BeginCase } from "../cases/BeginCase";
import { HeldNotice } from "../cases/HeldNotice";
import { ReportButton } from "../cases/ReportButton";
import { at } from "../core/call";
import { keepLines, keptLines, withMore } from "../core/basket";
import { handoverLines } from "../core/handover";
import { useKept } from "../core/kept";
import { goodsHref, parseFrom, writeFrom } from "../core/from";
import { go, type Place } from "../core/router";
import { noteSeen } from "../core/seen";
import { useSession } from "../core/session";
import { useGet, useList } from "../core/store";
import { day, moment, price, t, tAny } from "../core/words";
import { Form } from "../parts/Form";
import { AtListing } from "../offers/AtListing";
import { OnListing } from "../promote/OnListing";
import { handOn, shareOf } from "../promote/token";
import { Gallery } from "../parts/Gallery";
import { Heart } from "../parts/Heart";
import { Icon } from "../parts/Icon";
import { Goods, stockWords } from "../parts/ListingCard";
import { Page } from "../parts/Page";
import { PersonLink } from "../parts/People";
import { PostageLines } from "../parts/PostageLines";
import { Quantity } from "../parts/Quantity";
import { Share } from "../parts/Share";
import { isModerator } from "../parts/Shell";
import { Shown, ShownList, signInHref, Waiting } from "../parts/States";
import { Rating } from "../parts/Stars";
import { Questions } from "./said/Questions";
import { ListingReviews } from "./said/Reviews";
import { StallActs } from "./stall/StallActs";
import { HowItWorks } from "./home/HowItWorks";

export function ListingPage({ place }: { place: Place }) {
    const got = useGet(at("GET /listings/{id}", { id: place.params["id"] ?? "" }));
    return (
        <Page
            title={got.data?.title ?? t("listing.page")}
            hideTitle
            aside={got.data && <Beside listing={got.data} />}
        >
            <Shown got={got} waiting={<Waiting kind="page" />}>
                {(listing) => (
                    <Whole
                        listing={listing}
                        from={parseFrom(place.query.get("from"))}
                        share={shareOf(place.query)}
                    />
                )}
            </Shown>
        </Page>
    );
}

interface WholeProps {
    listing: ListingView;
    /** The page before, where its link said so. */
    from: CameFrom | null;
    /** The token of the link that led here, to be handed on. */
    share: string | null;
}

function Whole({ listing, from, share }: WholeProps) {
    const { me } = useSession();
    const own = me?.id === listing.seller.id;
    useEffect(() => noteSeen(listing), [listing.id, listing.version, listing.state]);
    return (
        <article class="stack wide">
            <div class="listing-top">
                <Gallery listing={listing} />
                <div class="stack">
                    <h2 class="listing-title">{listing.title}</h2>
                    <div class="row">
                        <span class="listing-price">{price(listing.price)}</span>
                        <span class="tag">{stockWords(listing)}</span>
                        {listing.audience === "friends" && (
                            <span class="tag">
                                <Icon name="users" size={14} />
                                {t("audience.friends")}
                            </span>
                        )}
                    </div>
                    {listing.price_before && (
                        <p class="soft small">
                            {t("listing.price_before", { price: price(listing.price_before) })}
                        </p>
                    )}
                    {listing.rating.count > 0 && (
                        <a href="#reviews">
                            <Rating rating={listing.rating} />
                        </a>
                    )}
                    <PersonLink
                        person={listing.seller}
                        note={t("listing.sold_by", { shop: listing.shop.name })}
                    />
                    <HandoverLines listing={listing} />
                    <PostageLines postage={listing.postage} />
                    {listing.conditions > 0 && (
                        <a class="small" href={`/shops/${listing.shop.id}#conditions`}>
                            {t("stall.conditions")}
                        </a>
                    )}
                    {own && <HeldNotice state={listing.state} />}
                    <Variants listing={listing} from={from} share={share} />
                    {own ? (
                        <StallActs listing={listing} />
                    ) : (
                        <Buy listing={listing} from={from} share={share} />
                    )}
                    <AtListing listing={listing} />
                    <Watchful listing={listing} watches={me !== null && !own} />
                    <OnListing listing={listing} share={share} />
                </div>
            </div>
            {listing.description && <p class="pre listing-text">{listing.description}</p>}
            <Evidence listing={listing} />
            <ListingReviews id={listing.id} rating={listing.rating} />
            <Questions listing={listing} />
            <Versions listing={listing} />
            <FromTheSameShop listing={listing} />
        </article>
    );
}

/** What a reader does who shows it to others, wants it later, or finds something wrong with it. */
function Watchful({ listing, watches }: { listing: ListingView; watches: boolean }) {
    const { me } = useSession();
    return (
        <div class="row">
            <ShareListing listing={listing} />
            {watches && <Heart id={listing.id} title={listing.title} words />}
            {watches && <ReportButton listing={listing.id} title={listing.title} />}
            {watches && isModerator(me) && <BeginCase listing={listing.id} title={listing.title} />}
        </div>
    );
}

/** The other sizes, colours and kinds of the same thing. */
function Variants({ listing, from, share }: WholeProps) {
    if (listing.variants.length < 2) return listing.variant ? <p>{listing.variant}</p> : null;
    return (
        <nav class="variant-links" aria-label={t("listing.variants")}>
            {listing.variants.map((one) => (
                <a
                    key={one.id}
                    href={goodsHref(one.id, from ?? undefined, share)}
                    aria-current={one.id === listing.id ? "page" : undefined}
                    data-gone={one.state !== "live"}
                >
                    {one.variant}
                    <span class="soft small">
                        {one.state === "live" ? price(one.price) : t(`listing.state.${one.state}`)}
                    </span>
                </a>
            ))}
        </nav>
    );
}

/** What a reader who may not buy is told instead of a dead button. */
function Buy({ listing, from, share }: WholeProps) {
    const { me } = useSession();
    const [quantity, setQuantity] = useState(listing.terms.least);
    const basket = useKept(me?.id);
    if (!me) {
        return (
            <div class="stack">
                <a class="button next wide" href={signInHref()}>
                    <Icon name="log-in" />
                    {t("listing.sign_in_to_buy")}
                </a>
                <p class="soft small">{t("listing.safe_promise")}</p>
            </div>
        );
    }
    const safe =
        listing.handover.ways === "pick_up" ? "listing.safe_pick_up" : "listing.safe_promise";
    const page: CameFrom = from ?? { door: "listing", thing: listing.id };
    const buy = () => {
        const led = writeFrom(page);
        go(`/checkout?lines=${listing.id}.${quantity}&from=${led}${handOn(share)}`);
    };
    const kept = basket.filter((line) => line.listing !== listing.id).length;
    const put = () => {
        const more = { listing: listing.id, quantity, led: { from: page, share } };
        keepLines(me.id, withMore(keptLines(me.id), more));
        go("/basket");
    };
    if (!listing.may.includes("buy")) {
        return (
            <p class="notice">
                <Icon name="info" />
                <span>
                    {listing.closed_until
                        ? t("listing.closed_lead", { day: day(listing.closed_until) })
                        : t("listing.not_for_sale")}
                </span>
            </p>
        );
    }
    return (
        <Form class="stack" onSend={buy}>
            <TermsLine listing={listing} />
            {listing.stock > listing.terms.least && (
                <Quantity
                    value={quantity}
                    min={listing.terms.least}
                    max={Math.min(listing.stock, listing.terms.most ?? 100, 100)}
                    onChange={setQuantity}
                    label={t("checkout.quantity")}
                />
            )}
            <button type="submit" class="button next wide">
                <Icon name="shopping-bag" />
                {t("listing.buy", {
                    total: price({ ...listing.price, minor: listing.price.minor * quantity }),
                })}
            </button>
            <button type="button" class="button wide" onClick={put}>
                <Icon name="plus" size={18} />
                {kept === 0 ? t("checkout.basket") : t("checkout.basket_with", { n: kept })}
            </button>
            <p class="safe-line">
                <Icon name="lock-keyhole" size={17} />
                <span>{t(safe)}</span>
            </p>
        </Form>
    );
}

/** How it gets to its buyer, where that is not as usual. */
function HandoverLines({ listing }: { listing: ListingView }) {
    const { hours, place } = listing.open_pickup;
    const lines = [
        ...handoverLines(listing.handover),
        ...(place ? [place] : []),
        ...(hours ? [t("listing.pick_up_hours", { hours })] : []),
    ];
    if (lines.length === 0) return null;
    return (
        <ul class="how-lines small" aria-label={t("field.handover.label")}>
            {lines.map((line) => (
                <li key={line}>
                    <Icon name="map-pin" size={16} />
                    <span>{line}</span>
                </li>
            ))}
        </ul>
    );
}

/** On which terms it is sold, where they are not the usual ones. */
function TermsLine({ listing }: { listing: ListingView }) {
    const { least, most } = listing.terms;
    if (least === 1 && most === null) return null;
    return (
        <p class="soft small">
            {least > 1 && t("listing.least", { n: least })}{" "}
            {most !== null && t("listing.most", { n: most })}
        </p>
    );
}

/** No bare "genuine" tick: what was checked, by whom and when; and what nobody has checked. */
function Evidence({ listing }: { listing: ListingView }) {
    return (
        <section class="card evidence">
            <h3>{t("evidence.title")}</h3>
            <ul class="stack">
                {listing.checked.map((claim) => (
                    <li key={claim.what} class="has">
                        <Icon name="circle-check" />
                        <div>
                            <strong>{tAny("evidence.what", claim.what)}</strong>
                            <p class="soft small">
                                {t("evidence.by", {
                                    who: tAny("evidence.who", claim.by),
                                    date: day(claim.at),
                                })}
                            </p>
                        </div>
                    </li>
                ))}
                {listing.unchecked.map((what) => (
                    <li key={what}>
                        <Icon name="circle-dashed" />
                        <div>
                            <strong>
                                {t("evidence.unchecked", { what: tAny("evidence.what", what) })}
                            </strong>
                            <p class="soft small">{t("evidence.unchecked_text")}</p>
                        </div>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Versions({ listing }: { listing: ListingView }) {
    const [open, setOpen] = useState(false);
    if (listing.versions < 2) return null;
    return (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t("listing.versions", { n: listing.versions })}</summary>
            {open && <History id={listing.id} />}
        </details>
    );
}

function History({ id }: { id: string }) {
    const got = useList(at("GET /listings/{id}/versions", { id }));
    return (
        <ShownList got={got} waiting={<Waiting n={1} />}>
            {(versions) => (
                <ul class="list">
                    {versions.map((version) => (
                        <li key={version.version} class="split">
                            <span>
                                {version.title}
                                <span class="soft small"> · {moment(version.at)}</span>
                            </span>
                            <span class="amount">{price(version.price)}</span>
                        </li>
                    ))}
                </ul>
            )}
        </ShownList>
    );
}

function FromTheSameShop({ listing }: { listing: ListingView }) {
    const got = useGet(at("GET /shops/{id}/listings", { id: listing.shop.id, limit: 7 }));
    const others = got.data?.items.filter((item) => item.id !== listing.id).slice(0, 6) ?? [];
    if (others.length === 0) return null;
    return (
        <section class="stack">
            <div class="split">
                <h3>{t("listing.same_shop")}</h3>
                <a class="small" href={`/shops/${listing.shop.id}`}>
                    {listing.shop.name}
                </a>
            </div>
            <ul class="goods-grid">
                {others.map((item) => (
                    <li key={item.id}>
                        <Goods listing={item} from={{ door: "listing", thing: listing.id }} />
                    </li>
                ))}
            </ul>
        </section>
    );
}

/** Friends' goods may be shared too, with who can open the link said first. */
function ShareListing({ listing }: { listing: ListingView }) {
    const path = `/listings/${listing.id}`;
    const shown = ["live", "reserved", "sold_out"].includes(listing.state);
    const everybody = listing.audience === "everybody" && shown;
    const picture = listing.pictures.length > 0 ? "photograph.jpg" : "card.png";
    const limits = listing.audience === "friends" ? "share.friends_only" : "share.not_on_show";
    return (
        <Share
            title={listing.title}
            path={path}
            price={price(listing.price)}
            picture={everybody ? `${path}/${picture}?v=${listing.version}` : undefined}
            limits={everybody ? undefined : t(limits, { name: listing.seller.name })}
        />
    );
}

function Beside({ listing }: { listing: ListingView }) {
    const { me } = useSession();
    const handle = encodeURIComponent(listing.seller.handle);
    const seller = useGet(me ? at("GET /members/{handle}", { handle }) : null);
    return (
        <>
            <section class="card">
                <h2>{t("listing.seller")}</h2>
                <PersonLink person={listing.seller} />
                <p class="soft small">
                    {seller.data
                        ? t("listing.seller_since", { date: day(seller.data.since) })
                        : listing.shop.name}
                </p>
                <div class="row">
                    <a class="button little" href={`/shops/${listing.shop.id}`}>
                        <Icon name="store" size={16} />
                        {t("shop.visit")}
                    </a>
                </div>
            </section>
            <HowItWorks />
        </>
    );
}
