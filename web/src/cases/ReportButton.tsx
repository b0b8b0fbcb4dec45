import { useState } from "preact/hooks";

import type { Id, ReportView } from "../api";
import { at } from "../core/call";
import { refresh, useAct } from "../core/store";
import { day, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { LongField, wrongOf } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { Refusal } from "../parts/States";
import { RuleChoice } from "./RuleChoice";

interface Props {
    listing: Id;
    title: string;
}

/** Says that something is wrong with goods; once it is said, what happens next. */
export function ReportButton({ listing, title }: Props) {
    const [open, setOpen] = useState(false);
    const [sent, setSent] = useState<ReportView | null>(null);
    if (sent) return <Sent report={sent} />;
    return (
        <>
            <button
                type="button"
                class="button bare little"
                aria-label={t("reporting.title", { title })}
                onClick={() => setOpen(true)}
            >
                <Icon name="flag" size={16} />
                {t("act.report")}
            </button>
            {open && (
                <ReportDialog
                    listing={listing}
                    title={title}
                    onSent={setSent}
                    onClose={() => setOpen(false)}
                />
            )}
        </>
    );
}

function Sent({ report }: { report: ReportView }) {
    return (
        <p class="notice" role="status">
            <Icon name="flag" />
            <span>
                {t("reporting.sent", { date: day(report.due) })}{" "}
                <a href="/reports">{t("reporting.see")}</a>
            </span>
        </p>
    );
}

interface DialogProps extends Props {
    onSent: (report: ReportView) => void;
    onClose: () => void;
}

function ReportDialog({ listing, title, onSent, onClose }: DialogProps) {
    const [rule, setRule] = useState("");
    const [words, setWords] = useState("");
    const act = useAct();
    const send = async () => {
        const body = { kind: "listing", subject: listing, rule, words: words.trim() } as const;
        const made = await act.run(at("POST /reports"), body);
        if (!made) return;
        refresh((path) => path.startsWith("/reports"));
        onSent(made);
    };
    return (
        <Dialog
            title={t("reporting.title", { title })}
            confirm={t("act.report")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <p class="soft">{t("reporting.lead")}</p>
            <RuleChoice
                label={t("reporting.rule")}
                value={rule}
                onChoose={setRule}
                wrong={wrongOf(act.problem, "rule")}
            />
            <LongField
                label={t("reporting.words")}
                hint={t("reporting.words_hint")}
                rows={3}
                value={words}
                onType={setWords}
                wrong={wrongOf(act.problem, "words")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
            {act.problem?.code === "reported_already" && (
                <a href="/reports">{t("reporting.see")}</a>
            )}
        </Dialog>
    );
}
