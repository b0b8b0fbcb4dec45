import { useState } from "preact/hooks";

import type { TroubledJobView } from "../api";
import { at } from "../core/call";
import { refresh, useAct } from "../core/store";
import { t, tAny } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { LongField, wrongOf } from "../parts/Field";
import { Refusal } from "../parts/States";
import { toast } from "../parts/Toast";

interface Props {
    job: TroubledJobView;
    onClose: () => void;
}

/** Says what trying it again does, before it does it. */
export function TryAgain({ job, onClose }: Props) {
    const [reason, setReason] = useState("");
    const act = useAct();
    const send = async () => {
        const why = reason.trim();
        const to = at("POST /operator/jobs/{id}/try-again", { id: job.id });
        const done = await act.run(to, why ? { reason: why } : {});
        // Also where it was refused: it is done meanwhile, then, or somebody else was faster.
        refresh((path) => path.startsWith("/operator/jobs"));
        if (!done) return;
        toast(t("jobs.again_done"));
        onClose();
    };
    return (
        <Dialog
            title={t("jobs.again_title")}
            confirm={t("jobs.again")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <p>
                <strong>{tAny("job", job.kind)}</strong>
            </p>
            <p>{t(consequence(job))}</p>
            <LongField
                label={t("jobs.reason")}
                hint={t("operator.reason_hint")}
                rows={2}
                value={reason}
                onType={setReason}
                wrong={wrongOf(act.problem, "reason")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}

function consequence(job: TroubledJobView) {
    if (job.trouble === "dead") return "jobs.again_dead" as const;
    return job.outside ? ("jobs.again_outside" as const) : ("jobs.again_inside" as const);
}
