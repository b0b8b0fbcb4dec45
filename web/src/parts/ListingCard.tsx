import type { ListingCard } from "../api";
import { price, t } from "../core/words";
import { Picture } from "./Picture";
import { Rating } from "./Stars";

/** How many are left, said only where it matters to somebody who wants one. */
export function stockWords(listing: ListingCard): string {
    if (listing.state !== "live") return t(`listing.state.${listing.state}`);
    if (listing.stock === 0) return t("listing.state.sold_out");
    return t("listing.left", { n: listing.stock });
}

/** A listing inside something else: the feed, a shop. The whole card is the link. */
export function Goods({ listing, wide }: { listing: ListingCard; wide?: boolean }) {
    const scarce = listing.state !== "live" || listing.stock <= 3;
    return (
        <a class={`goods ${wide ? "wide" : ""}`} href={`/listings/${listing.id}`}>
            <Picture id={listing.id} title={listing.title} picture={listing.picture} />
            <span class="goods-words">
                <strong class="goods-title">{listing.title}</strong>
                <span class="split">
                    <span class="goods-price">{price(listing.price)}</span>
                    {scarce && <span class="tag">{stockWords(listing)}</span>}
                </span>
                <Rating rating={listing.rating} short />
            </span>
        </a>
    );
}
