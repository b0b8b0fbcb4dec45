import { useState } from "preact/hooks";

import type { ReportView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useList } from "../core/store";
import { day, t } from "../core/words";
import { Ago } from "../parts/Clock";
import { Page } from "../parts/Page";
import { Empty, ShownStack } from "../parts/States";
import { AppealDialog } from "./AppealDialog";

/** What the reader reported and what came of it. */
export function MyReports(_: { place: Place }) {
    const got = useList(at("GET /reports"));
    return (
        <Page title={t("nav.reports")} lead={t("reports.lead")}>
            <ShownStack got={got} empty={<None />}>
                {(report) => <One report={report} />}
            </ShownStack>
        </Page>
    );
}

function None() {
    return (
        <Empty drawing="done" title={t("reports.none_title")}>
            {t("reports.none")}
        </Empty>
    );
}

function One({ report }: { report: ReportView }) {
    const [open, setOpen] = useState(false);
    return (
        <article class="card">
            <div class="split">
                <h2>
                    <a href={`/listings/${report.about.id}`}>{report.about.title}</a>
                </h2>
                <span class="tag">{report.rule.title}</span>
            </div>
            {report.words && <p class="pre">{report.words}</p>}
            <p class="soft small">
                <Ago at={report.at} />
            </p>
            <p>
                <strong>{stateWords(report)}</strong>
            </p>
            {report.contest_until && (
                <div>
                    <button type="button" class="button little" onClick={() => setOpen(true)}>
                        {t("reports.contest")}
                    </button>
                </div>
            )}
            {open && report.contest_until && (
                <AppealDialog
                    to="report"
                    id={report.id}
                    title={t("reports.contest")}
                    text={t("reports.contest_text", { date: day(report.contest_until) })}
                    onClose={() => setOpen(false)}
                />
            )}
        </article>
    );
}

function stateWords(report: ReportView): string {
    const outcome = report.outcome ? t(`measure.${report.outcome}`) : "";
    return t(`reports.state.${report.state}`, { outcome, date: day(report.due) });
}
