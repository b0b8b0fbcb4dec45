import { t } from "../core/words";
import { EmptyDrawing } from "./Drawing";
import { Waiting } from "./States";

/** The very first moment, before market and reader are known. */
export function Opening() {
    return (
        <div class="stage narrow">
            <main id="main">
                <Waiting kind="cards" n={2} />
            </main>
        </div>
    );
}

export function NoServer({ again }: { again: () => void }) {
    return (
        <div class="stage narrow">
            <main id="main" class="empty">
                <EmptyDrawing name="rain" />
                <h1>{t("problem.title")}</h1>
                <p>{t("problem.no_answer")}</p>
                <button type="button" class="button next" onClick={again}>
                    {t("act.try_again")}
                </button>
            </main>
        </div>
    );
}
