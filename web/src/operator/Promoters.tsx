import { useState } from "preact/hooks";

import type { PromoterView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { refresh, useAct, useList } from "../core/store";
import { day, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { PersonLink } from "../parts/People";
import { Empty, Refusal, ShownList } from "../parts/States";
import { toast } from "../parts/Toast";
import { Frame } from "./Frame";
import { ReasonField } from "./ReasonField";

/** Who earns by sharing, and who was stopped from it. */
export function Promoters(_: { place: Place }) {
    const [chosen, setChosen] = useState<PromoterView | null>(null);
    const list = useList(at("GET /operator/promoters", { limit: 50 }));
    return (
        <Frame title={t("nav.promoters")} lead={t("promoters.lead")}>
            <ShownList got={list} empty={<Empty drawing="people" title={t("promoters.none")} />}>
                {(items) => (
                    <ul class="card list">
                        {items.map((one) => (
                            <li key={one.id} class="row">
                                <div class="grow">
                                    <PersonLink person={one.member} note={noteOf(one)} />
                                </div>
                                <button
                                    type="button"
                                    class="button little"
                                    onClick={() => setChosen(one)}
                                >
                                    {wordOf(one)}
                                </button>
                            </li>
                        ))}
                    </ul>
                )}
            </ShownList>
            {chosen && <Ask promoter={chosen} onClose={() => setChosen(null)} />}
        </Frame>
    );
}

const wordOf = (one: PromoterView) =>
    t(one.suspended_at ? "promoters.reinstate" : "promoters.suspend");

function noteOf(one: PromoterView): string {
    if (one.suspended_at) {
        const reason = one.suspended_because;
        return t("promoters.suspended", { date: day(one.suspended_at), reason });
    }
    const brought = t("promoters.brought", { n: one.recruits });
    return `${t("promoters.since", { date: day(one.since) })} · ${brought}`;
}

function Ask({ promoter, onClose }: { promoter: PromoterView; onClose: () => void }) {
    const [reason, setReason] = useState("");
    const act = useAct();
    const send = async () => {
        const verb = promoter.suspended_at ? "reinstate" : "suspend";
        const to = at(`POST /operator/promoters/{id}/${verb}`, { id: promoter.id });
        if (!(await act.run(to, { reason: reason.trim() }))) return;
        refresh((path) => path.startsWith("/operator/promoters"));
        toast(t("promoters.done"));
        onClose();
    };
    return (
        <Dialog
            title={promoter.member.name}
            confirm={wordOf(promoter)}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <ReasonField value={reason} onType={setReason} problem={act.problem} />
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}
