import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { useAct, type Acting } from "../core/store";
import { ReasonField } from "../operator/ReasonField";
import { Dialog } from "../parts/Dialog";
import { Icon, type IconName } from "../parts/Icon";
import { Refusal } from "../parts/States";
import { again, type Side } from "./side";

interface Props {
    side: Side;
    word: string;
    icon?: IconName;
    /** Asked before it is done; the operator is asked for a reason anyway. */
    ask?: { title: string; text: ComponentChildren };
    /** Does it; true where it was done. */
    run: (act: Acting, reason: string) => Promise<boolean>;
}

/** A button that does something to a webhook, after asking where that is needed. */
export function ActButton({ side, word, icon, ask, run }: Props) {
    const [asking, setAsking] = useState(false);
    const [reason, setReason] = useState("");
    const act = useAct();
    const asks = side === "operator" || ask !== undefined;
    const go = async () => {
        const done = await run(act, reason.trim());
        // Also where it was refused: it is done meanwhile, then, or gone.
        again();
        if (done) setAsking(false);
    };
    return (
        <>
            <button
                type="button"
                class="button little"
                disabled={act.busy}
                onClick={() => (asks ? setAsking(true) : void go())}
            >
                {icon && <Icon name={icon} size={16} />}
                {word}
            </button>
            {!asks && <Refusal problem={act.problem} again={() => void go()} />}
            {asking && (
                <Dialog
                    title={ask?.title ?? word}
                    confirm={word}
                    busy={act.busy}
                    onConfirm={() => void go()}
                    onClose={() => setAsking(false)}
                >
                    {ask && <p>{ask.text}</p>}
                    {side === "operator" && (
                        <ReasonField value={reason} onType={setReason} problem={act.problem} />
                    )}
                    <Refusal problem={act.problem} again={() => void go()} />
                </Dialog>
            )}
        </>
    );
}
