import { at } from "../../core/call";
import type { Wanted } from "../../core/basket";
import { useGet } from "../../core/store";
import { price, t } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { wholeTitle } from "../../parts/ListingCard";
import { Picture } from "../../parts/Picture";

interface Props {
    shop: string;
    lines: Wanted[];
    set: (lines: Wanted[]) => void;
}

/** The rest of the same stall: one order, one delivery. */
export function AddMore({ shop, lines, set }: Props) {
    const got = useGet(at("GET /shops/{id}/listings", { id: shop, limit: 12 }));
    const others = got.data?.items.filter(
        (item) => item.may.includes("buy") && !lines.some((line) => line.listing === item.id),
    );
    if (!others || others.length === 0) return null;
    return (
        <details>
            <summary>{t("checkout.add_more")}</summary>
            <ul class="list">
                {others.slice(0, 6).map((item) => (
                    <li key={item.id} class="line">
                        <Picture
                            id={item.id}
                            title={item.title}
                            picture={item.picture}
                            shape="square"
                        />
                        <div class="line-words">
                            <span>{wholeTitle(item)}</span>
                            <span class="soft small">{price(item.price)}</span>
                        </div>
                        <button
                            type="button"
                            class="button little"
                            aria-label={t("checkout.add_one", { title: wholeTitle(item) })}
                            onClick={() => set([...lines, { listing: item.id, quantity: 1 }])}
                        >
                            <Icon name="plus" size={16} />
                            {t("act.add")}
                        </button>
                    </li>
                ))}
            </ul>
        </details>
    );
}
