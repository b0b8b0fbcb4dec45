import { at } from "../../core/call";
import { useGet } from "../../core/store";
import { t } from "../../core/words";
import { Goods } from "../../parts/ListingCard";
import { Waiting } from "../../parts/States";

/** What a stranger looks at first: goods that they could buy. */
export function NewGoods() {
    const got = useGet(at("GET /search", { in_stock: true, limit: 12 }));
    if (!got.data && !got.problem) return <Waiting n={1} />;
    const items = got.data?.items ?? [];
    if (items.length === 0) return null;
    return (
        <section class="stack wide" aria-labelledby="new-goods">
            <div class="row">
                <h2 id="new-goods" class="grow">
                    {t("home.new_goods")}
                </h2>
                <a class="button little" href="/search">
                    {t("search.all_goods")}
                </a>
            </div>
            <ul class="goods-grid">
                {items.map((item) => (
                    <li key={item.id}>
                        <Goods whole listing={item} />
                    </li>
                ))}
            </ul>
        </section>
    );
}
