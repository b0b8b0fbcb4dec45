// What is looked for stands in the address, so that back, forward and a shared link work.

import type { Audience, Order, Way } from "../../api";
import { at, type At } from "../../core/call";

export interface Query {
    q: string;
    sort: Order;
    in_stock: boolean;
    audience: Audience | null;
    way: Way | null;
    price_min: number | null;
    price_max: number | null;
    shop: string | null;
}

export const orders: readonly Order[] = [
    "relevance",
    "newest",
    "best_rated",
    "price_up",
    "price_down",
];

const whole = (text: string | null) => (text && /^\d{1,15}$/.test(text) ? Number(text) : null);

/** Reads an address; what makes no sense in it counts as not said. */
export function queryOf(given: URLSearchParams): Query {
    const audience = given.get("audience");
    const way = given.get("way");
    return {
        q: (given.get("q") ?? "").trim(),
        sort: orders.find((one) => one === given.get("sort")) ?? "relevance",
        in_stock: given.get("in_stock") === "true",
        audience: audience === "friends" || audience === "everybody" ? audience : null,
        way: way === "ship" || way === "pick_up" ? way : null,
        price_min: whole(given.get("price_min")),
        price_max: whole(given.get("price_max")),
        shop: /^\d{1,19}$/.exec(given.get("shop") ?? "")?.[0] ?? null,
    };
}

/** What differs from asking for all that there is. */
function said(query: Query) {
    return {
        ...(query.q && { q: query.q }),
        ...(query.sort !== "relevance" && { sort: query.sort }),
        ...(query.in_stock && { in_stock: true }),
        ...(query.audience && { audience: query.audience }),
        ...(query.way && { way: query.way }),
        ...(query.price_min !== null && { price_min: query.price_min }),
        ...(query.price_max !== null && { price_max: query.price_max }),
        ...(query.shop && { shop: query.shop }),
    };
}

/** The page's address for a query with something changed. */
export function hrefOf(query: Query, change: Partial<Query> = {}): string {
    const parts = Object.entries(said({ ...query, ...change }));
    if (parts.length === 0) return "/search";
    return `/search?${new URLSearchParams(parts.map(([k, v]) => [k, String(v)])).toString()}`;
}

export const routeOf = (query: Query): At<"GET /search"> =>
    at("GET /search", { ...said(query), limit: 24 });

export const plain = (query: Query): Query => ({
    ...query,
    in_stock: false,
    audience: null,
    way: null,
    price_min: null,
    price_max: null,
    shop: null,
});

export const isNarrow = (query: Query): boolean => hrefOf(query) !== hrefOf(plain(query));
