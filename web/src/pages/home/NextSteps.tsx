import { useEffect, useState } from "preact/hooks";

import type { MeMember } from "../../api";
import { at } from "../../core/call";
import { lastSeen } from "../../core/seen";
import { isNoted, isOver, note, stepsInOrder, type Progress, type Step } from "../../core/steps";
import { useGet } from "../../core/store";
import { t } from "../../core/words";
import { Icon, type IconName } from "../../parts/Icon";

const shapes: Record<Step, { icon: IconName; href: string }> = {
    look: { icon: "search", href: "/search" },
    friends: { icon: "users", href: "/friends" },
    stall: { icon: "store", href: "/sell" },
};

/** How far a new member is, as far as that is known yet. */
function useProgress(me: MeMember): { progress: Progress; known: boolean } {
    const friends = useGet(at("GET /friends", { state: "friends", limit: 1 })).data;
    const asked = useGet(at("GET /friends", { state: "requested", limit: 1 })).data;
    const looked = isNoted("looked", me.id) || lastSeen().length > 0;
    useEffect(() => {
        if (looked) note("looked", me.id); // What was seen is forgotten with the tab.
    }, [looked]);
    const found = [friends, asked].some((list) => (list?.items.length ?? 0) > 0);
    return {
        progress: { look: looked, friends: found, stall: me.shop !== null },
        known: friends !== undefined && asked !== undefined,
    };
}

/** What to do first in a market, for who has just come. */
export function NextSteps({ me }: { me: MeMember }) {
    const [over, setOver] = useState(() => isNoted("over", me.id));
    if (over) return null;
    const end = () => {
        note("over", me.id);
        setOver(true);
    };
    return <Steps me={me} onOver={end} />;
}

function Steps({ me, onOver }: { me: MeMember; onOver: () => void }) {
    const since = useGet(at("GET /members/{handle}", { handle: me.handle })).data?.since;
    const { progress, known } = useProgress(me);
    const over = known && since !== undefined && isOver(since, progress, new Date());
    useEffect(() => {
        if (over) onOver();
    }, [over]);
    // It stands there before all is known, so that what is below does not jump for who is new.
    if (over) return null;
    return (
        <section class="card next-steps" aria-labelledby="next-steps">
            <div class="split">
                <h2 id="next-steps">{t("steps.title")}</h2>
                <button
                    type="button"
                    class="icon-button"
                    aria-label={t("steps.hide")}
                    onClick={onOver}
                >
                    <Icon name="x" size={18} />
                </button>
            </div>
            <ul class="list">
                {stepsInOrder.map((step) => (
                    <li key={step}>
                        <OneStep step={step} done={progress[step]} />
                    </li>
                ))}
            </ul>
        </section>
    );
}

function OneStep({ step, done }: { step: Step; done: boolean }) {
    const { icon, href } = shapes[step];
    return (
        <a class="next-step" href={href}>
            <Icon name={done ? "circle-check" : icon} size={22} />
            <span>
                <strong>{t(`steps.${step}`)}</strong>
                <span class="soft small">{t(done ? "steps.done" : `steps.${step}_text`)}</span>
            </span>
            <Icon name="chevron-right" size={18} />
        </a>
    );
}
