import type { OfferView } from "../api";
import { price, relative, t } from "../core/words";
import { ClockTag, useNow } from "../parts/Clock";
import { Picture } from "../parts/Picture";
import { otherOf, statusOf } from "./words";

/** An offer in a list: for what, with whom, how much, and where it stands. */
export function OfferLine({ offer }: { offer: OfferView }) {
    const now = useNow();
    return (
        <a class="order-line" href={`/offers/${offer.id}`}>
            <Picture
                id={offer.listing}
                title={offer.title}
                picture={offer.picture}
                shape="square"
            />
            <span class="order-words">
                <span class="split">
                    <strong>{offer.title}</strong>
                    <span class="amount">{price(offer.total)}</span>
                </span>
                <span class="soft small">
                    {[
                        otherOf(offer).name,
                        t("offers.each", { n: offer.quantity, price: price(offer.price) }),
                        t("offers.listed", { price: price(offer.listed) }),
                    ].join(" · ")}
                </span>
                <span class="order-status">{statusOf(offer)}</span>
                {offer.until && (
                    <span>
                        <ClockTag text={relative(offer.until, now)} />
                    </span>
                )}
            </span>
        </a>
    );
}
