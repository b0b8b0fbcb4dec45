import { t } from "../core/words";
import { Icon } from "./Icon";
import { toast } from "./Toast";

/** Hands the page's address to another app, or copies it. */
export function Share({ title }: { title: string }) {
    const share = async () => {
        const url = location.href;
        try {
            if (navigator.share) return await navigator.share({ title, url });
            await navigator.clipboard.writeText(url);
            toast(t("share.copied"));
        } catch {
            // Closing the sheet of the phone is no failure.
        }
    };
    return (
        <button type="button" class="button little" onClick={() => void share()}>
            <Icon name="share-2" size={16} />
            {t("act.share")}
        </button>
    );
}
