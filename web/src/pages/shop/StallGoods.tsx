import { useEffect, useState } from "preact/hooks";

import type { ListingCard, ShopView } from "../../api";
import { at } from "../../core/call";
import { go, type Place } from "../../core/router";
import { useList, type GotList } from "../../core/store";
import { t } from "../../core/words";
import { Form } from "../../parts/Form";
import { Icon } from "../../parts/Icon";
import { Goods } from "../../parts/ListingCard";
import { Empty, ShownList, Waiting } from "../../parts/States";
import { SortChoice } from "../search/SortChoice";
import { hrefOf, queryOf, routeOf, type Query } from "../search/query";

/** What a stall sells: its window, or what was looked for in it. Both stand in the address. */
export function StallGoods({ shop, place }: { shop: ShopView; place: Place }) {
    const query: Query = { ...queryOf(place.query), shop: shop.id };
    const looks = query.q !== "" || query.sort !== "relevance";
    return (
        <>
            <Bar shop={shop} query={query} />
            {looks ? <Finds shop={shop} query={query} /> : <Window shop={shop} />}
        </>
    );
}

/** The stall's address with what is looked for in it. */
function hereOf(shop: ShopView, q: string, sort: Query["sort"]): string {
    const said = new URLSearchParams({
        ...(q !== "" && { q }),
        ...(sort !== "relevance" && { sort }),
    }).toString();
    return `/shops/${shop.id}${said && `?${said}`}`;
}

function Bar({ shop, query }: { shop: ShopView; query: Query }) {
    const [words, setWords] = useState(query.q);
    useEffect(() => setWords(query.q), [query.q]);
    const show = (q: string, sort: Query["sort"]) => go(hereOf(shop, q, sort), "replace");
    return (
        <div class="stall-bar">
            <Form
                class="search-box"
                role="search"
                onSend={() => {
                    const q = words.trim();
                    show(q, q === "" && query.q !== "" ? "relevance" : query.sort);
                }}
            >
                <input
                    type="search"
                    name="q"
                    enterKeyHint="search"
                    autocomplete="off"
                    maxLength={100}
                    aria-label={t("shop.search")}
                    placeholder={t("shop.search")}
                    value={words}
                    onInput={(event) => setWords(event.currentTarget.value)}
                />
                <button type="submit" class="icon-button" aria-label={t("search.send")}>
                    <Icon name="search" size={20} />
                </button>
            </Form>
            <SortChoice query={query} onChoose={(sort) => show(query.q, sort)} />
        </div>
    );
}

function Window({ shop }: { shop: ShopView }) {
    const got = useList(at("GET /shops/{id}/listings", { id: shop.id, limit: 24 }));
    return (
        <Grid
            got={got}
            shop={shop}
            empty={
                <Empty drawing="stall" title={t("shop.empty_title")}>
                    {t("shop.empty")}
                </Empty>
            }
        />
    );
}

function Finds({ shop, query }: { shop: ShopView; query: Query }) {
    const got = useList(routeOf(query));
    const elsewhere = hrefOf(query, { shop: null, sort: "relevance" });
    return (
        <Grid
            got={got}
            shop={shop}
            empty={
                <Empty
                    drawing="search"
                    title={query.q ? t("search.none_title", { q: query.q }) : t("shop.empty_title")}
                    action={
                        query.q && (
                            <a class="button next" href={elsewhere}>
                                {t("shop.search_everywhere")}
                            </a>
                        )
                    }
                >
                    {query.q ? t("shop.search_none") : t("shop.empty")}
                </Empty>
            }
        />
    );
}

interface GridProps {
    got: GotList<ListingCard>;
    shop: ShopView;
    empty: preact.JSX.Element;
}

function Grid({ got, shop, empty }: GridProps) {
    return (
        <ShownList got={got} waiting={<Waiting kind="cards" />} empty={empty}>
            {(items) => (
                <ul class="goods-grid">
                    {items.map((item) => (
                        <li key={item.id}>
                            <Goods listing={item} from={{ door: "shop", thing: shop.id }} />
                        </li>
                    ))}
                </ul>
            )}
        </ShownList>
    );
}
