// What is said of an offer: one sentence for where it stands, for each of its sides.

import type { OfferView } from "../api";
import { moment, price, t, type Key } from "../core/words";

/** Who the reader has to do with. */
export const otherOf = (offer: OfferView) =>
    offer.role === "buyer" ? offer.seller : offer.buyer;

export function statusOf(offer: OfferView): string {
    const side = offer.role === "buyer" ? "buyer" : "seller";
    const key: Key = `offers.status.${offer.state}.${side}`;
    return t(key, {
        who: otherOf(offer).name,
        total: price(offer.total),
        until: offer.until ? moment(offer.until) : "",
    });
}

/** So many at a price of one. */
export const timesOf = (offer: OfferView, minor: number) => ({
    minor: minor * offer.quantity,
    currency: offer.price.currency,
});
