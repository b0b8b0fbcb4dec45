import type { SavedView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useList } from "../core/store";
import { day, price, t } from "../core/words";
import { Icon } from "../parts/Icon";
import { Goods } from "../parts/ListingCard";
import { Page } from "../parts/Page";
import { Empty, ShownList, Waiting } from "../parts/States";

/** What the reader has put aside, with what has become of it since. */
export function Saved(_: { place: Place }) {
    const got = useList(at("GET /me/saved", { limit: 24 }));
    const empty = (
        <Empty
            drawing="search"
            title={t("saved.empty_title")}
            action={
                <a class="button" href="/">
                    {t("orders.look_around")}
                </a>
            }
        >
            {t("saved.empty")}
        </Empty>
    );
    return (
        <Page title={t("nav.saved")} lead={t("saved.lead")} room="full">
            <ShownList got={got} waiting={<Waiting kind="cards" />} empty={empty}>
                {(items) => (
                    <ul class="goods-grid">
                        {items.map((item) => (
                            <li key={item.id} class="saved-one">
                                <Goods listing={item.listing} />
                                <Since item={item} />
                            </li>
                        ))}
                    </ul>
                )}
            </ShownList>
        </Page>
    );
}

/** When it was saved, and where the price has moved since, what it was then. */
function Since({ item: { listing, saved, price_then: then } }: { item: SavedView }) {
    const moved = listing.price.minor - then.minor;
    return (
        <p class="small soft">
            {moved !== 0 && (
                <strong class={moved < 0 ? "cheaper" : ""}>
                    <Icon name={moved < 0 ? "trending-down" : "trending-up"} size={14} />
                    {t("saved.then", { price: price(then) })}
                </strong>
            )}
            {t("saved.since", { date: day(saved) })}
        </p>
    );
}
