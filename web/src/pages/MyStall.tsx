import type { ListingState, ListingView } from "../api";
import { HeldNotice } from "../cases/HeldNotice";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { useList } from "../core/store";
import { count, price, t, type Key } from "../core/words";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Picture } from "../parts/Picture";
import { ShopRate } from "../promote/RateCard";
import { Empty, Missing, More, Waiting } from "../parts/States";
import { PostageCard } from "./stall/PostageCard";
import { Sources } from "./stall/Sources";
import { wholeTitle } from "../parts/ListingCard";
import { StallActs } from "./stall/StallActs";

const filters: [ListingState | "", Key][] = [
    ["", "stall.all"],
    ["live", "listing.state.live"],
    ["draft", "listing.state.draft"],
    ["paused", "listing.state.paused"],
    ["sold_out", "listing.state.sold_out"],
    ["held", "listing.state.held"],
    ["removed", "listing.state.removed"],
    ["ended", "listing.state.ended"],
];

/** Everything the reader sells, and what they may do with each. */
export function MyStall({ place }: { place: Place }) {
    const { me } = useSession();
    const asked = place.query.get("state");
    const state = filters.map(([one]) => one).find((one) => one === asked) ?? "";
    const list = useList(at("GET /me/listings", state ? { state } : {}));
    return (
        <Page title={t("nav.stall")} room="full" lead={me?.shop?.name}>
            <div class="row">
                <a class="button next" href="/sell">
                    <Icon name="plus" size={18} />
                    {t(me?.shop ? "nav.sell_something" : "shop.become")}
                </a>
                {me?.shop && (
                    <>
                        <a class="button" href="/stall/import">
                            <Icon name="upload" size={18} />
                            {t("import.title")}
                        </a>
                        <a class="button" href={`/shops/${me.shop.id}`}>
                            <Icon name="eye" size={18} />
                            {t("stall.as_seen")}
                        </a>
                    </>
                )}
            </div>
            <div class="field stall-filter">
                <label for="state">{t("stall.show")}</label>
                <select
                    id="state"
                    value={state}
                    onChange={(event) => {
                        const chosen = event.currentTarget.value;
                        go(chosen ? `/stall?state=${chosen}` : "/stall", "replace");
                    }}
                >
                    {filters.map(([value, word]) => (
                        <option key={value} value={value}>
                            {t(word)}
                        </option>
                    ))}
                </select>
            </div>
            {!list.items && list.problem && <Missing problem={list.problem} again={list.reload} />}
            {!list.items && !list.problem && <Waiting />}
            {list.items?.length === 0 && (
                <Empty drawing="stall" title={t("stall.empty_title")}>
                    {t("stall.empty")}
                </Empty>
            )}
            <ul class="stack">
                {list.items?.map((listing) => (
                    <li key={listing.id}>
                        <Line listing={listing} />
                    </li>
                ))}
            </ul>
            <More more={list.more} />
            <Sources />
            {me?.shop && <PostageCard shop={me.shop.id} />}
            {me?.shop && <ShopRate />}
        </Page>
    );
}

function Line({ listing }: { listing: ListingView }) {
    return (
        <article class="card stall-line">
            <Picture
                id={listing.id}
                title={listing.title}
                picture={listing.picture}
                shape="square"
            />
            <div class="stack">
                <div class="split">
                    <h2>
                        <a href={`/listings/${listing.id}`}>{wholeTitle(listing)}</a>
                    </h2>
                    <strong class="amount">{price(listing.price)}</strong>
                </div>
                <p class="row soft small">
                    <span class={`tag ${listing.state === "held" ? "clock" : ""}`}>
                        {t(`listing.state.${listing.state}`)}
                    </span>
                    <span>{t("stall.stock", { n: count(listing.stock) })}</span>
                    {listing.sku && <span>{listing.sku}</span>}
                </p>
            </div>
            <HeldNotice state={listing.state} />
            <StallActs listing={listing} />
        </article>
    );
}
