import { LastSeen } from "./Offline";
import { isOnline } from "../core/offline";
import { marketSeen } from "../core/seen";
import { t } from "../core/words";
import { EmptyDrawing } from "./Drawing";
import { Tent } from "./Tent";

/** The very first moment, before market and reader are known: what the file of the page shows. */
export function Opening({ bones }: { bones: string }) {
    return <div dangerouslySetInnerHTML={{ __html: bones }} />;
}

/** Nobody knows who reads: only what anybody may see stands here. */
export function NoServer({ again }: { again: () => void }) {
    const offline = !isOnline();
    return (
        <div class="shell">
            <header class="top">
                <Brand />
            </header>
            <header class="side">
                <Brand />
            </header>
            <div class="stage narrow">
                <main id="main">
                    <div class="empty" role="status">
                        <EmptyDrawing name={offline ? "offline" : "rain"} />
                        <h1>{t(offline ? "offline.title" : "problem.title")}</h1>
                        <p>{t(offline ? "offline.text" : "problem.no_answer")}</p>
                        <button type="button" class="button next" onClick={again}>
                            {t("act.try_again")}
                        </button>
                    </div>
                    <LastSeen />
                </main>
            </div>
        </div>
    );
}

function Brand() {
    return (
        <a class="brand" href="/">
            <Tent />
            <span>{marketSeen()}</span>
        </a>
    );
}
