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
    operator: "persona.operator",
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
        go(persona.role === "operator" && then === "/" ? "/operator" : then);
    };
    if (market.personas.length === 0) return null;
    return (
        <section class="personas" aria-labelledby="personas">
            <h3 id="personas">{t("persona.title")}</h3>
            <ul>
                {market.personas.map((persona) => (
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
                            </span>
                        </button>
                    </li>
                ))}
            </ul>
            <Refusal problem={act.problem} />
        </section>
    );
}
