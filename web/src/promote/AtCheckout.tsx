import { writeLines, type Wanted } from "../core/basket";
import { at } from "../core/call";
import { useGet } from "../core/store";
import { price, t } from "../core/words";
import { Icon } from "../parts/Icon";

/** Before paying: who shared it earns something, and how much. */
export function AtCheckout({ lines, share }: { lines: Wanted[]; share: string | null }) {
    const got = useGet(
        share ? at("GET /checkout/promotion", { share, lines: writeLines(lines) }) : null,
    );
    if (!got.data) return null;
    const { link, earns } = got.data;
    const nobody = link === "good" ? "promote.checkout_nobody" : (`promote.link.${link}` as const);
    return (
        <p class="notice" data-promotion={earns.minor > 0 ? "earns" : "nobody"}>
            <Icon name="info" />
            <span>
                {earns.minor > 0
                    ? t("promote.checkout", { amount: price(earns) })
                    : t(nobody, { amount: price(earns) })}
            </span>
        </p>
    );
}
