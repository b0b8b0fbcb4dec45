import type { OfferStepView, OfferView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useGet } from "../core/store";
import { moment, price, t } from "../core/words";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { PersonLink } from "../parts/People";
import { Picture } from "../parts/Picture";
import { Shown, Waiting } from "../parts/States";
import { AtPrice } from "./AtPrice";
import { OfferActs } from "./OfferActs";
import { otherOf, statusOf } from "./words";

export function OfferPage({ place }: { place: Place }) {
    const got = useGet(at("GET /offers/{id}", { id: place.params["id"] ?? "" }));
    const offer = got.data;
    const lists = offer?.role === "seller" ? "/offers/got" : "/offers";
    return (
        <Page
            title={offer?.title ?? t("offers.one")}
            back={{ href: lists, label: t("offers.title") }}
        >
            <Shown got={got} waiting={<Waiting kind="page" />}>
                {(offer) => <Whole offer={offer} />}
            </Shown>
        </Page>
    );
}

function Whole({ offer }: { offer: OfferView }) {
    return (
        <div class="stack wide">
            <section class="card raised stack">
                <div class="line">
                    <Picture
                        id={offer.listing}
                        title={offer.title}
                        picture={offer.picture}
                        shape="square"
                    />
                    <div class="line-words">
                        <a href={`/listings/${offer.listing}`}>{offer.title}</a>
                        <span class="soft small">
                            {t("offers.each", { n: offer.quantity, price: price(offer.price) })}
                        </span>
                        <span class="soft small">
                            {t("offers.listed", { price: price(offer.listed) })}
                        </span>
                    </div>
                    <strong class="amount">{price(offer.total)}</strong>
                </div>
                <p id="status" class={`notice ${offer.until ? "clock" : ""}`} role="status">
                    <Icon name={offer.until ? "clock" : "info"} />
                    <span>{statusOf(offer)}</span>
                </p>
                <PersonLink person={otherOf(offer)} note={offer.shop.name} />
                <OfferActs offer={offer} />
                {offer.order && (
                    <a class="button little" href={`/orders/${offer.order}`}>
                        {t("offers.to_order")}
                    </a>
                )}
            </section>
            {offer.may.includes("buy") && <AtPrice offer={offer} />}
            <section class="card">
                <h2>{t("offers.history")}</h2>
                <ol class="list">
                    {offer.history.map((one, n) => (
                        <li key={n} class="split">
                            <span>{said(offer, one)}</span>
                            <span class="soft small">{moment(one.at)}</span>
                        </li>
                    ))}
                </ol>
            </section>
        </div>
    );
}

function said(offer: OfferView, one: OfferStepView): string {
    const who = one.party === "buyer" ? offer.buyer.name : offer.seller.name;
    return t(`offers.step.${one.act}`, { who, price: price(one.price) });
}
