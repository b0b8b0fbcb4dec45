import { useState } from "preact/hooks";

import { useSession } from "../core/session";
import { t } from "../core/words";
import { Icon } from "./Icon";

const name = "demo-hidden";

function wasHidden(): boolean {
    try {
        return sessionStorage.getItem(name) !== null;
    } catch {
        return false;
    }
}

/** Above every page of a demo market: nobody takes it for a real one. Until hidden, in this tab. */
export function Demonstration({ path }: { path: string }) {
    const { market } = useSession();
    const [hidden, setHidden] = useState(wasHidden);
    if (!market.demo || hidden) return null;
    const hide = () => {
        setHidden(true);
        try {
            sessionStorage.setItem(name, "yes");
        } catch {
            // A browser that keeps nothing hides it until the next load.
        }
        document.getElementById("main")?.focus({ preventScroll: true });
    };
    return (
        <aside class="demo" aria-label={t("demo.label")}>
            <p>
                {t("demo.words")}{" "}
                {path !== "/sign-in" && <a href="/sign-in">{t("demo.personas")}</a>}
            </p>
            <button type="button" class="icon-button" aria-label={t("demo.hide")} onClick={hide}>
                <Icon name="x" size={18} />
            </button>
        </aside>
    );
}
