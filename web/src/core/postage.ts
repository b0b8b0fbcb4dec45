// What sending an order costs: reckoned here as the server reckons it (src/shops/postage.cpp), so
// that a buyer sees it change with the country and the goods. The server refuses any other sum.

import type { ListingView, Money, PostageView, Way } from "../api";
import { countryName } from "./countries";
import { localeName, price, t } from "./words";

/** What one shop asks for sending goods of this sum there. */
export function postageFor(
    postage: PostageView | null,
    { way, country }: { way: Way; country: string },
    goods: Money,
): Money {
    const nothing = { ...goods, minor: 0 };
    if (!postage || way === "pick_up" || postage.price.currency !== goods.currency) return nothing;
    const rate = postage.countries.find((one) => one.country === country) ?? postage;
    const free = rate.free_from !== null && goods.minor >= rate.free_from.minor;
    return free ? nothing : rate.price;
}

/** What the shop of these goods asks; each of them says the same of a country it is sent to. */
export const postageOf = (listings: readonly ListingView[]): PostageView | null =>
    listings.find((listing) => listing.postage !== null)?.postage ?? null;

/** "Plus €4.90 for delivery, free from €50.00", and what other countries are asked. */
export function postageLines({ price: usual, free_from, countries }: PostageView): string[] {
    const plus = free_from
        ? t("postage.plus_free", { price: price(usual), sum: price(free_from) })
        : t("postage.plus", { price: price(usual) });
    const others = countries.map((rate) => {
        const args = {
            country: countryName(rate.country, localeName()),
            price: price(rate.price),
        };
        return rate.free_from
            ? t("postage.to_free", { ...args, sum: price(rate.free_from) })
            : t("postage.to", args);
    });
    return [plus, ...others];
}
