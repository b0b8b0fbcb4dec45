import type { PostageView } from "../api";
import { postageLines } from "../core/postage";
import { Icon } from "./Icon";
import { t } from "../core/words";

/** What a shop asks for sending; nothing where it asks for nothing. */
export function PostageLines({ postage }: { postage: PostageView | null }) {
    if (!postage) return null;
    return (
        <ul class="how-lines small" aria-label={t("postage.title")}>
            {postageLines(postage).map((line) => (
                <li key={line}>
                    <Icon name="truck" size={16} />
                    <span>{line}</span>
                </li>
            ))}
        </ul>
    );
}
