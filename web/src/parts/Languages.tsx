import type { Language } from "../api";
import { useSession } from "../core/session";
import { languages, t } from "../core/words";
import { Segments } from "./Segments";

const options = (Object.keys(languages) as Language[]).map((code) => ({
    value: code,
    word: languages[code],
    lang: code,
}));

/** Each language by its own name, so that it can be found by who cannot read the page. */
export function Languages() {
    const { language, choose } = useSession();
    return (
        <Segments
            label={t("settings.language")}
            options={options}
            chosen={language}
            onChoose={choose}
        />
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
