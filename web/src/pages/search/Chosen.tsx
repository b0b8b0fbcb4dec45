import type { Money } from "../../api";
import { useSession } from "../../core/session";
import { price, t } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { priceWords } from "./Facets";
import { hrefOf, plain, isNarrow, type Query } from "./query";

interface Chip {
    word: string;
    without: Partial<Query>;
}

function chipsOf(query: Query, currency: string, shop: string | undefined): Chip[] {
    const money = (minor: number): Money => ({ minor, currency });
    const chips: Chip[] = [];
    if (query.in_stock) chips.push({ word: t("search.in_stock"), without: { in_stock: false } });
    if (query.audience) {
        const word = t(query.audience === "friends" ? "search.friends" : "search.everybody");
        chips.push({ word, without: { audience: null } });
    }
    if (query.way) chips.push({ word: t(`search.${query.way}`), without: { way: null } });
    if (query.price_min !== null || query.price_max !== null) {
        const to = query.price_max === null ? null : money(query.price_max);
        const word =
            query.price_min === null && to
                ? t("search.price_to", { to: price(to) })
                : priceWords({ from: money(query.price_min ?? 0), to, count: 0 });
        chips.push({ word, without: { price_min: null, price_max: null } });
    }
    if (query.shop) chips.push({ word: shop ?? t("search.one_shop"), without: { shop: null } });
    return chips;
}

/** What the finds are narrowed down by, each with a way to take it back. */
export function Chosen({ query, shop }: { query: Query; shop: string | undefined }) {
    const { market } = useSession();
    if (!isNarrow(query)) return null;
    const chips = chipsOf(query, market.currency, shop);
    return (
        <ul class="chips" aria-label={t("search.chosen")}>
            {chips.map(({ word, without }) => (
                <li key={word}>
                    <a href={hrefOf(query, without)} aria-label={t("search.take_back", { word })}>
                        {word}
                        <Icon name="x" size={14} />
                    </a>
                </li>
            ))}
            {chips.length > 1 && (
                <li>
                    <a class="all" href={hrefOf(plain(query))}>
                        {t("search.take_all_back")}
                    </a>
                </li>
            )}
        </ul>
    );
}
