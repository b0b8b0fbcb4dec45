// Light or dark: as the system has it, unless somebody chose otherwise on this device.
//
// The dark colours stand once, under the media query of a dark system. A choice changes what those
// rules wait for, in the style sheets that are loaded, so that no colour is written down twice.

export type Theme = "system" | "light" | "dark";
export const themes: readonly Theme[] = ["system", "light", "dark"];

const query = "prefers-color-scheme: dark";

export function themeChosen(): Theme {
    try {
        return themes.find((one) => one === localStorage.getItem("theme")) ?? "system";
    } catch {
        return "system";
    }
}

export function chooseTheme(theme: Theme): void {
    try {
        if (theme === "system") localStorage.removeItem("theme");
        else localStorage.setItem("theme", theme);
    } catch {
        // A browser that keeps nothing still shows it.
    }
    showTheme(theme);
}

/** The media text under which dark rules count. */
export function mediaOf(theme: Theme): string {
    return { system: `(${query})`, light: "not all", dark: "all" }[theme];
}

const dark = new Set<MediaList>();

export function showTheme(theme: Theme): void {
    for (const media of darkRules()) dark.add(media);
    for (const media of dark) media.mediaText = mediaOf(theme);
    document.documentElement.style.colorScheme = theme === "system" ? "" : theme;
    // The colour that a phone gives its own bar.
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
        const own = (meta.dataset["own"] ??= meta.media);
        const fits = theme === "system" || own.includes(theme);
        meta.media = theme === "system" ? own : fits ? "all" : "not all";
    }
}

function darkRules(): MediaList[] {
    return [...document.styleSheets].flatMap((sheet) =>
        [...sheet.cssRules].flatMap((rule) =>
            rule instanceof CSSMediaRule && rule.media.mediaText.includes(query)
                ? [rule.media]
                : [],
        ),
    );
}
