import { t } from "../core/words";
import { Icon } from "../parts/Icon";
import { toast } from "../parts/Toast";

/** An address, to be read and copied. */
export function Copy({ href, label }: { href: string; label: string }) {
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(href);
            toast(t("promote.copied"));
        } catch {
            // Where the browser forbids it the address can be selected and copied by hand.
        }
    };
    return (
        <div class="field">
            <input
                readOnly
                value={href}
                aria-label={label}
                onFocus={(event) => event.currentTarget.select()}
            />
            <button type="button" class="button little" onClick={() => void copy()}>
                <Icon name="share-2" size={16} />
                {t("promote.copy")}
            </button>
        </div>
    );
}
