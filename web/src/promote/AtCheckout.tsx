import { writeLines, type Wanted } from "../core/basket";
import { at } from "../core/call";
import { useGet } from "../core/store";
import { price, t } from "../core/words";
import { Icon } from "../parts/Icon";

interface Props {
    /** Of one shop. */
    lines: Wanted[];
    share: string | null;
    /** The shop's name where others are paid with it: then only who earns is worth a word. */
    shop: string | null;
}

/** Before paying: who shared it earns something, and how much. */
export function AtCheckout({ lines, share, shop }: Props) {
    const got = useGet(
        share ? at("GET /checkout/promotion", { share, lines: writeLines(lines) }) : null,
    );
    if (!got.data) return null;
    const { link, earns } = got.data;
    if (shop !== null && earns.minor === 0) return null;
    const nobody = link === "good" ? "promote.checkout_nobody" : (`promote.link.${link}` as const);
    return (
        <p class="notice" data-promotion={earns.minor > 0 ? "earns" : "nobody"}>
            <Icon name="info" />
            <span>
                {shop !== null && `${shop}: `}
                {earns.minor > 0
                    ? t("promote.checkout", { amount: price(earns) })
                    : t(nobody, { amount: price(earns) })}
            </span>
        </p>
    );
}
