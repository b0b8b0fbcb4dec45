import { useSession } from "../../core/session";
import { t } from "../../core/words";
import { Awning } from "../../parts/Picture";
import { Tent } from "../../parts/Tent";
import { Personas } from "../Personas";

/** The first thing a stranger sees: what this place is, and a way in. */
export function Welcome() {
    const { market } = useSession();
    return (
        <section class="welcome">
            <svg
                class="welcome-awning"
                viewBox="0 0 640 34"
                preserveAspectRatio="xMidYMin slice"
                aria-hidden="true"
            >
                <Awning width={640} colour="var(--awning-a)" />
            </svg>
            <div class="welcome-words">
                <Tent size={128} />
                <h2>{t("welcome.title")}</h2>
                <p>{t("welcome.text", { market: market.name })}</p>
                <div class="row">
                    <a class="button next" href="/join">
                        {t("act.join")}
                    </a>
                    <a class="button" href="/sign-in">
                        {t("act.sign_in")}
                    </a>
                </div>
                {market.demo && <Personas />}
            </div>
        </section>
    );
}
