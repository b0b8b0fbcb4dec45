import { useState } from "preact/hooks";

import type { SearchPage } from "../api";
import { go, type Place } from "../core/router";
import { useGet, useList } from "../core/store";
import { count, t } from "../core/words";
import { wrongOf } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { Goods } from "../parts/ListingCard";
import { Page } from "../parts/Page";
import { SearchBox } from "../parts/SearchBox";
import { Empty, ShownList, Waiting } from "../parts/States";
import { Chosen } from "./search/Chosen";
import { Facets } from "./search/Facets";
import { SortChoice } from "./search/SortChoice";
import { hrefOf, isNarrow, plain, queryOf, routeOf, type Query } from "./search/query";

/** Goods by words of their titles, or all. What was chosen stands in the address. */
export function Search({ place }: { place: Place }) {
    const query = queryOf(place.query);
    return (
        <Page
            title={query.q ? t("search.title_of", { q: query.q }) : t("search.all_goods")}
            hideTitle
            room="full"
        >
            <div class="only-phone">
                <SearchBox big />
            </div>
            <Finds query={query} />
        </Page>
    );
}

function countWords(page: SearchPage | undefined): string {
    if (!page?.count) return "";
    const { count: n, more } = page.count;
    if (more && n === 0) return ""; // Nobody has counted further; what there is is shown.
    return more ? t("search.count_more", { n: count(n) }) : t("search.count", { n });
}

function Finds({ query }: { query: Query }) {
    const route = routeOf(query);
    const first = useGet(route);
    const list = useList(route);
    const [open, setOpen] = useState(false);
    const facets = first.data?.facets;
    const none = list.items?.length === 0;
    const waits = !first.data && !first.problem; // Room is kept for what will stand beside.
    const shop = facets?.shops.find((one) => one.shop.id === query.shop)?.shop.name;
    return (
        <div class="finds">
            <div class="finds-bar">
                <p role="status">
                    <strong>
                        {query.q ? t("search.quoted", { q: query.q }) : t("search.all_goods")}
                    </strong>{" "}
                    {first.data ? countWords(first.data) : "…"}
                </p>
                {!list.problem && (!none || isNarrow(query)) && (
                    <div class="finds-acts">
                        <button
                            type="button"
                            class="button little only-phone"
                            aria-expanded={open}
                            aria-controls="facets"
                            onClick={() => setOpen(!open)}
                        >
                            <Icon name="sliders-horizontal" size={16} />
                            {t("search.narrow")}
                        </button>
                        <SortChoice
                            query={query}
                            onChoose={(sort) => go(hrefOf(query, { sort }))}
                        />
                    </div>
                )}
            </div>
            <Chosen query={query} shop={shop} />
            <div class={`finds-room ${facets || waits ? "" : "alone"}`}>
                {waits && <div class="facets" />}
                {facets && (!none || isNarrow(query)) && (
                    <nav
                        id="facets"
                        class={`facets ${open ? "open" : ""}`}
                        aria-label={t("search.narrow")}
                    >
                        <Facets query={query} facets={facets} />
                    </nav>
                )}
                <section class="stack wide" aria-label={t("search.finds")}>
                    <List query={query} list={list} page={first.data} />
                </section>
            </div>
        </div>
    );
}

interface ListProps {
    query: Query;
    list: ReturnType<typeof useList<"GET /search">>;
    page: SearchPage | undefined;
}

function List({ query, list, page }: ListProps) {
    const wrong = list.items ? undefined : wrongOf(list.problem ?? null, "q");
    if (wrong) return <Empty drawing="search" title={wrong} />;
    return (
        <ShownList
            got={list}
            waiting={<Waiting kind="cards" />}
            empty={<Nothing query={query} page={page} />}
        >
            {(items) => (
                <ul class="goods-grid">
                    {items.map((item) => (
                        <li key={item.id}>
                            <Goods whole listing={item} />
                        </li>
                    ))}
                </ul>
            )}
        </ShownList>
    );
}

/** No dead end: what is chosen too much, or other words that do find something. */
function Nothing({ query, page }: { query: Query; page: SearchPage | undefined }) {
    const instead = page?.instead ?? [];
    const narrow = isNarrow(query);
    return (
        <Empty
            drawing="search"
            title={query.q ? t("search.none_title", { q: query.q }) : t("home.empty_title")}
            action={
                narrow && (
                    <a class="button next" href={hrefOf(plain(query))}>
                        {t("search.without")}
                    </a>
                )
            }
        >
            {narrow
                ? t("search.none_narrow")
                : t(instead.length > 0 ? "search.instead" : query.q ? "search.none" : "shop.empty")}
            {!narrow && instead.length > 0 && (
                <span class="instead">
                    {instead.map((one) => (
                        <a
                            key={one.q}
                            class="button little"
                            href={hrefOf({ ...plain(query), q: one.q })}
                        >
                            {one.q}
                            <small>
                                {one.count.more
                                    ? `${count(one.count.count)}+`
                                    : count(one.count.count)}
                            </small>
                        </a>
                    ))}
                </span>
            )}
        </Empty>
    );
}
