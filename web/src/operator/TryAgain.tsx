import type { TroubledJobView } from "../api";
import { at } from "../core/call";
import { t, tAny } from "../core/words";
import { toast } from "../parts/Toast";
import { Asked } from "./Asked";

interface Props {
    job: TroubledJobView;
    onClose: () => void;
}

/** Says what trying it again does, before it does it. */
export function TryAgain({ job, onClose }: Props) {
    return (
        <Asked
            title={t("jobs.again_title")}
            confirm={t("jobs.again")}
            words={{ label: t("jobs.reason"), optional: true }}
            run={async (act, reason) => {
                const to = at("POST /operator/jobs/{id}/try-again", { id: job.id });
                const done = await act.run(to, reason ? { reason } : {});
                if (done) toast(t("jobs.again_done"));
                return Boolean(done);
            }}
            onClose={onClose}
        >
            <p>
                <strong>{tAny("job", job.kind)}</strong>
            </p>
            <p>{t(consequence(job))}</p>
        </Asked>
    );
}

function consequence(job: TroubledJobView) {
    if (job.trouble === "dead") return "jobs.again_dead" as const;
    return job.outside ? ("jobs.again_outside" as const) : ("jobs.again_inside" as const);
}
