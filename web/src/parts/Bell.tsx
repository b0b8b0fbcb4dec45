import { at } from "../core/call";
import { useGet } from "../core/store";
import { t } from "../core/words";
import { Icon } from "./Icon";

/** How much the reader has not seen, and the way to it. */
export function Bell() {
    const n = useUnread();
    return (
        <a class="icon-button counted" href="/notices" aria-label={t("notices.bell", { n })}>
            <Icon name="bell" size={22} />
            <Count n={n} most={most} />
        </a>
    );
}

/** The same as a line of the desk's navigation. */
export function BellLine({ current }: { current: boolean }) {
    const n = useUnread();
    return (
        <a
            class="counted"
            href="/notices"
            aria-current={current ? "page" : undefined}
            aria-label={t("notices.bell", { n })}
        >
            <Icon name="bell" size={20} />
            {t("nav.notices")}
            <Count n={n} most={most} />
        </a>
    );
}

/** The server counts one more. */
const most = 19;

/** A number at an icon; its link says it in words. */
export function Count({ n, most }: { n: number; most: number }) {
    if (n === 0) return null;
    return (
        <span class="unseen-count" aria-hidden="true">
            {n > most ? `${most}+` : n}
        </span>
    );
}

function useUnread(): number {
    return useGet(at("GET /notices/unread")).data?.unread ?? 0;
}
