import { useState } from "preact/hooks";

import { useInstalling } from "../../core/install";
import { chooseTheme, themeChosen, themes } from "../../core/theme";
import { t } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { Languages } from "../../parts/Languages";
import { Segments } from "../../parts/Segments";
import { showKeys } from "../../parts/Shortcuts";

/** How the page looks and is worked here; nothing of it is told to the market but the language. */
export function ThisDevice() {
    const [theme, setTheme] = useState(themeChosen);
    return (
        <section class="card">
            <h2>{t("settings.device_title")}</h2>
            <div class="choice-row">
                <h3>{t("settings.language")}</h3>
                <Languages />
            </div>
            <div class="choice-row">
                <h3>{t("settings.theme")}</h3>
                <Segments
                    label={t("settings.theme")}
                    options={themes.map((value) => ({ value, word: t(`theme.${value}`) }))}
                    chosen={theme}
                    onChoose={(chosen) => {
                        chooseTheme(chosen);
                        setTheme(chosen);
                    }}
                />
            </div>
            <Install />
            <div class="only-desk">
                <button
                    type="button"
                    class="button little"
                    onClick={() => dispatchEvent(new Event(showKeys))}
                >
                    {t("shortcuts.show")}
                </button>
            </div>
        </section>
    );
}

function Install() {
    const { state, install } = useInstalling();
    if (state === "no" || state === "installed") return null;
    if (state === "by_hand") return <p class="soft small">{t("settings.install_ios")}</p>;
    return (
        <div class="choice-row">
            <p class="soft small">{t("settings.install_note")}</p>
            <button type="button" class="button little" onClick={install}>
                <Icon name="smartphone" size={16} />
                {t("settings.install")}
            </button>
        </div>
    );
}
