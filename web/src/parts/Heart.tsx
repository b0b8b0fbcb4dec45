import { useSaved } from "../core/saved";
import { t } from "../core/words";
import { Icon } from "./Icon";
import { sentence } from "./States";
import { toast } from "./Toast";

interface Props {
    id: string;
    title: string;
    /** In words beside the heart, or the heart alone on a card. */
    words?: boolean;
}

/** Saves goods for later, or takes that back. Nobody else learns of it. */
export function Heart({ id, title, words }: Props) {
    const { saved, toggle, act } = useSaved(id);
    if (!toggle) return null;
    return (
        <>
            <button
                type="button"
                class={`${words ? "button little heart" : "heart round"} ${saved ? "full" : ""}`}
                // In words it says by them what it is; alone it is pressed or not.
                aria-pressed={words ? undefined : saved}
                aria-label={words ? undefined : t("saved.of", { title })}
                disabled={act.busy}
                onClick={() => void toggle().then((done) => done && toast(said(!saved)))}
            >
                <Icon name="heart" size={words ? 16 : 18} />
                {words && t(saved ? "saved.is" : "saved.save")}
            </button>
            {act.problem && (
                <p class={words ? "soft small" : "heart-why"} role="alert">
                    {sentence(act.problem)}
                </p>
            )}
        </>
    );
}

const said = (saved: boolean) => t(saved ? "saved.done" : "saved.undone");
