import type { Persona } from "../api";
import { at } from "../core/call";
import { go } from "../core/router";
import { useSession } from "../core/session";
import { useAct } from "../core/store";
import { t, type Key } from "../core/words";
import { Avatar } from "../parts/People";
import { Refusal } from "../parts/States";

const roles: Record<Persona["role"], Key> = {
    buyer: "persona.buyer",
    seller: "persona.seller",
    moderator: "persona.moderator",
    operator: "persona.operator",
};

/** What waits for each of them in the market as it is made. */
const waiting: Record<string, Key> = {
    demo_mei: "persona.try.mei",
    demo_ben: "persona.try.ben",
    demo_lin: "persona.try.lin",
    demo_ava: "persona.try.ava",
    demo_vera: "persona.try.vera",
    demo_olga: "persona.try.olga",
};

/** Where somebody's work lies who does not come to buy. */
const desks: Partial<Record<Persona["role"], string>> = {
    moderator: "/cases",
    operator: "/operator",
};

/** In a demo market: one tap to look through somebody's eyes. */
export function Personas({ then = "/" }: { then?: string }) {
    const { market, become } = useSession();
    const act = useAct();
    const enter = async (persona: Persona) => {
        const { handle, password } = persona;
        const who = await act.run(at("POST /sessions"), { handle, password });
        if (!who) return;
        become(who);
        go(then === "/" ? (desks[persona.role] ?? then) : then);
    };
    if (market.personas.length === 0) return null;
    return (
        <section class="personas" aria-labelledby="personas">
            <h3 id="personas">{t("persona.title")}</h3>
            <ul>
                {market.personas.map((persona) => {
                    const tries = waiting[persona.handle];
                    return (
                        <li key={persona.handle}>
                            <button
                                type="button"
                                disabled={act.busy}
                                onClick={() => void enter(persona)}
                            >
                                <Avatar person={{ ...persona, id: persona.handle }} />
                                <span>
                                    <strong>{persona.name}</strong>
                                    <small>{t(roles[persona.role])}</small>
                                    {tries && <small class="tries">{t(tries)}</small>}
                                </span>
                            </button>
                        </li>
                    );
                })}
            </ul>
            <Refusal problem={act.problem} />
        </section>
    );
}
