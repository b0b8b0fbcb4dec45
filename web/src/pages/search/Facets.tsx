import type { FacetsView, PriceChoice } from "../../api";
import type { Key } from "../../core/words";
import { count, price, t } from "../../core/words";
import { hrefOf, type Query } from "./query";

/** One choice, as a link: it says how many there are, and chosen again it is taken back. */
interface Choice {
    name: string;
    count: number;
    chosen: boolean;
    href: string;
}

export function priceWords({ from, to }: PriceChoice): string {
    if (!to) return t("search.price_from", { from: price(from) });
    if (from.minor === 0) return t("search.price_to", { to: price(to) });
    return t("search.price_between", { from: price(from), to: price(to) });
}

/** What the finds can be narrowed down by. */
export function Facets({ query, facets }: { query: Query; facets: FacetsView }) {
    const audience = (value: "friends" | "everybody", word: Key): Choice => ({
        name: t(word),
        count: facets[value],
        chosen: query.audience === value,
        href: hrefOf(query, { audience: query.audience === value ? null : value }),
    });
    const way = (value: "ship" | "pick_up"): Choice => ({
        name: t(`search.${value}`),
        count: facets[value],
        chosen: query.way === value,
        href: hrefOf(query, { way: query.way === value ? null : value }),
    });
    const prices = facets.prices.map((one): Choice => {
        const to = one.to?.minor ?? null;
        const from = one.from.minor || null;
        const chosen = query.price_min === from && query.price_max === to;
        return {
            name: priceWords(one),
            count: one.count,
            chosen,
            href: hrefOf(query, {
                price_min: chosen ? null : from,
                price_max: chosen ? null : to,
            }),
        };
    });
    const shops = facets.shops.map((one): Choice => {
        const chosen = query.shop === one.shop.id;
        return {
            name: one.shop.name,
            count: one.count,
            chosen,
            href: hrefOf(query, { shop: chosen ? null : one.shop.id }),
        };
    });
    const stock: Choice = {
        name: t("search.in_stock"),
        count: facets.in_stock,
        chosen: query.in_stock,
        href: hrefOf(query, { in_stock: !query.in_stock }),
    };
    return (
        <>
            <Group title={t("search.stock")} choices={[stock]} />
            <Group title={t("search.price")} choices={prices} />
            {(facets.pick_up > 0 || query.way) && (
                <Group title={t("search.way")} choices={[way("ship"), way("pick_up")]} />
            )}
            {facets.friends + facets.everybody > 0 && (facets.friends > 0 || query.audience) && (
                <Group
                    title={t("search.audience")}
                    choices={[
                        audience("friends", "search.friends"),
                        audience("everybody", "search.everybody"),
                    ]}
                />
            )}
            {(shops.length > 1 || query.shop) && <Group title={t("search.shop")} choices={shops} />}
        </>
    );
}

function Group({ title, choices }: { title: string; choices: Choice[] }) {
    const shown = choices.filter((one) => one.count > 0 || one.chosen);
    if (shown.length === 0) return null;
    return (
        <section class="facet">
            <h2>{title}</h2>
            <ul>
                {shown.map((one) => (
                    <li key={one.href}>
                        <a href={one.href} aria-current={one.chosen ? "true" : undefined}>
                            <span>{one.name}</span>
                            <small>{count(one.count)}</small>
                        </a>
                    </li>
                ))}
            </ul>
        </section>
    );
}
