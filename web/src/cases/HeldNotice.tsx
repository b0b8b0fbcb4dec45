import type { ListingState } from "../api";
import { t } from "../core/words";
import { Icon } from "../parts/Icon";

/** Tells a seller why their goods are not for sale, where that was not their own doing. */
export function HeldNotice({ state }: { state: ListingState }) {
    if (state !== "held" && state !== "removed") return null;
    return (
        <p class="notice clock">
            <Icon name="pause" />
            <span>
                {t("statement.held_listing")} <a href="/statements">{t("statement.why")}</a>
            </span>
        </p>
    );
}
