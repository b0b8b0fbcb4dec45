import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";

import { refresh, useAct, type Acting } from "../core/store";
import { Dialog } from "../parts/Dialog";
import { LongField, wrongOf } from "../parts/Field";
import { Refusal } from "../parts/States";
import { ReasonField } from "./ReasonField";

interface Props {
    title: string;
    confirm: string;
    children?: ComponentChildren;
    /** What the reason is called where somebody else reads it too. */
    label?: string;
    /** Does it; true where it was done. */
    run: (act: Acting, reason: string) => Promise<boolean>;
    onClose: () => void;
}

/** An act of the operator that needs nothing but its reason. */
export function Asked({ title, confirm, children, label, run, onClose }: Props) {
    const [reason, setReason] = useState("");
    const act = useAct();
    const save = async () => {
        if (!(await run(act, reason.trim()))) return;
        refresh((path) => path.startsWith("/operator") || path.startsWith("/me/"));
        onClose();
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
            {label ? (
                <LongField
                    label={label}
                    rows={2}
                    value={reason}
                    onType={setReason}
                    required
                    wrong={wrongOf(act.problem, "reason")}
                />
            ) : (
                <ReasonField value={reason} onType={setReason} problem={act.problem} />
            )}
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
