import type { Language } from "../api";
import { useSession } from "../core/session";
import { languages, t } from "../core/words";

/** Each language by its own name, so that it can be found by who cannot read the page. */
export function Languages() {
    const { language, choose } = useSession();
    return (
        <div class="segments" role="group" aria-label={t("settings.language")}>
            {(Object.keys(languages) as Language[]).map((code) => (
                <button
                    key={code}
                    type="button"
                    lang={code}
                    aria-pressed={code === language}
                    onClick={() => choose(code)}
                >
                    {languages[code]}
                </button>
            ))}
        </div>
    );
}

/** The other language, one tap away in the header of a stranger. */
export function LanguageSwitch() {
    const { language, choose } = useSession();
    const other: Language = language === "en" ? "zh" : "en";
    return (
        <button type="button" class="button bare little" lang={other} onClick={() => choose(other)}>
            {languages[other]}
        </button>
    );
}
