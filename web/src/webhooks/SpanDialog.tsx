import { useState } from "preact/hooks";

import type { ReplayedView, WebhookView, ReplayWhich } from "../api";
import { at } from "../core/call";
import { useSession } from "../core/session";
import { useAct } from "../core/store";
import { t } from "../core/words";
import { addDays, beginOf, todayIn } from "../core/zone";
import { ReasonField } from "../operator/ReasonField";
import { Dialog } from "../parts/Dialog";
import { DayField, wrongOf } from "../parts/Field";
import { Segments } from "../parts/Segments";
import { Refusal } from "../parts/States";
import { toast } from "../parts/Toast";
import { again, type Side } from "./side";

const choices: readonly ReplayWhich[] = ["dead", "all"];

/** Has the messages of some days sent once more, part by part. */
export function SpanDialog(props: { side: Side; one: WebhookView; onClose: () => void }) {
    const { side, one, onClose } = props;
    const { zone } = useSession().market;
    const [from, setFrom] = useState(() => todayIn(zone, new Date()));
    const [until, setUntil] = useState(from);
    const [which, setWhich] = useState<ReplayWhich>("dead");
    const [reason, setReason] = useState("");
    const act = useAct();
    const send = async () => {
        const span = { from: beginOf(from, zone), until: beginOf(addDays(until, 1), zone), which };
        let sent = 0;
        let after: string | null = null;
        do {
            const part = after === null ? span : { ...span, after };
            const body = side === "operator" ? { ...part, reason: reason.trim() } : part;
            const to = at(`POST /${side}/webhooks/{id}/replay`, { id: one.id });
            const done = (await act.run(to, body as never)) as ReplayedView | undefined;
            if (!done) return again();
            sent += done.replayed;
            after = done.next;
        } while (after !== null);
        again();
        toast(t("webhooks.span_done", { n: sent }));
        onClose();
    };
    return (
        <Dialog
            title={t("webhooks.replay_span")}
            confirm={t("webhooks.replay")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <DayField
                label={t("webhooks.span_from")}
                value={from}
                onType={setFrom}
                wrong={wrongOf(act.problem, "from")}
            />
            <DayField
                label={t("webhooks.span_until")}
                value={until}
                onType={setUntil}
                wrong={wrongOf(act.problem, "until")}
            />
            <Segments
                label={t("webhooks.span_which")}
                options={choices.map((value) => ({ value, word: t(`webhooks.span.${value}`) }))}
                chosen={which}
                onChoose={setWhich}
            />
            {side === "operator" && (
                <ReasonField value={reason} onType={setReason} problem={act.problem} />
            )}
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}
