import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";

import { refresh, useAct, type Acting } from "../core/store";
import { Dialog } from "../parts/Dialog";
import { Refusal } from "../parts/States";
import { ReasonField, type ReasonWords } from "./ReasonField";

interface Props {
    title: string;
    confirm: string;
    children?: ComponentChildren;
    /** How the reason is asked for where it is not the usual one. */
    words?: ReasonWords;
    /** Does it; true where it was done. */
    run: (act: Acting, reason: string) => Promise<boolean>;
    onClose: () => void;
}

/** An act of the operator that needs nothing but its reason. */
export function Asked({ title, confirm, children, words, run, onClose }: Props) {
    const [reason, setReason] = useState("");
    const act = useAct();
    const save = async () => {
        const done = await run(act, reason.trim());
        // Also where it was refused: it is done meanwhile, then, or somebody else was faster.
        refresh((path) => /^\/(operator|orders|me\/)/.test(path));
        if (done) onClose();
    };
    return (
        <Dialog
            title={title}
            confirm={confirm}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            {children}
            <ReasonField value={reason} onType={setReason} problem={act.problem} words={words} />
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
