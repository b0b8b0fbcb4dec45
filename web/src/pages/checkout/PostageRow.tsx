import type { Way } from "../../api";
import type { OfShop, Sum } from "../../core/basket";
import { price, t } from "../../core/words";
import { Icon } from "../../parts/Icon";

interface Props {
    part: OfShop;
    sum: Sum | undefined;
    way: Way;
    onAgree: () => void;
}

/** What sending the goods of one shop costs; where that has changed the buyer is asked. */
export function PostageRow({ part, sum, way, onAgree }: Props) {
    if (!sum || way === "pick_up") return null;
    const { postage, before } = sum;
    return (
        <>
            <p class="split">
                <span>{t("checkout.postage")}</span>
                <span class="amount">
                    {postage.minor > 0 ? price(postage) : t("checkout.postage_free")}
                </span>
            </p>
            {isChanged(sum) && (
                <div class="notice clock" role="alert">
                    <Icon name="circle-alert" />
                    <p>
                        {t("checkout.postage_changed", {
                            shop: part.shop.name,
                            before: price(before),
                            now: price(postage),
                        })}
                    </p>
                    <div class="row">
                        <button type="button" class="button little" onClick={onAgree}>
                            {t("checkout.postage_agree", { now: price(postage) })}
                        </button>
                    </div>
                </div>
            )}
        </>
    );
}

export const isChanged = (sum: Sum) => sum.postage.minor !== sum.before.minor;
