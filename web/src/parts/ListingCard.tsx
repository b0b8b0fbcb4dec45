import type { CameFrom, ListingCard } from "../api";
import { goodsHref } from "../core/from";
import { cardWords } from "../core/handover";
import { useSession } from "../core/session";
import { price, shortDay, t } from "../core/words";
import { Heart } from "./Heart";
import { Picture } from "./Picture";
import { Rating } from "./Stars";

/** How many are left, said only where it matters to somebody who wants one. */
export function stockWords(listing: ListingCard): string {
    if (listing.closed_until) return t("listing.closed", { day: shortDay(listing.closed_until) });
    if (listing.state !== "live") return t(`listing.state.${listing.state}`);
    if (listing.stock === 0) return t("listing.state.sold_out");
    return t("listing.left", { n: listing.stock });
}

/** What it is called where its variant matters: "Shirt (L)", as orders have it. */
export function wholeTitle({ title, variant }: Pick<ListingCard, "title" | "variant">): string {
    return variant ? `${title} (${variant})` : title;
}

interface Props {
    listing: ListingCard;
    wide?: boolean;
    /** Beside others of its family: says which variant it is. */
    whole?: boolean;
    /** What the card stands on. */
    from?: CameFrom;
}

/** A listing inside something else: the feed, a shop. The whole card is the link, but its heart. */
export function Goods({ listing, wide, whole, from }: Props) {
    const scarce = listing.state !== "live" || listing.stock <= 3 || listing.closed_until;
    const own = useSession().me?.id === listing.seller.id;
    const title = whole ? wholeTitle(listing) : listing.title;
    const how = cardWords(listing.handover);
    return (
        <div class="goods-box">
            <a class={`goods ${wide ? "wide" : ""}`} href={goodsHref(listing.id, from)}>
                <Picture id={listing.id} title={listing.title} picture={listing.picture} />
                <span class="goods-words">
                    <strong class="goods-title">{title}</strong>
                    <span class="split">
                        <span class="goods-price">{price(listing.price)}</span>
                        {scarce && <span class="tag">{stockWords(listing)}</span>}
                    </span>
                    {how && <span class="soft small">{how}</span>}
                    <Rating rating={listing.rating} short />
                </span>
            </a>
            {!own && <Heart id={listing.id} title={listing.title} />}
        </div>
    );
}
