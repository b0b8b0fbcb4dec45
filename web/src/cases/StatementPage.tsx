import { useState } from "preact/hooks";

import type { StatementView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useGet } from "../core/store";
import { day, moment, t } from "../core/words";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Shown, Waiting } from "../parts/States";
import { AppealDialog } from "./AppealDialog";
import { Reasons } from "./Reasons";

/** What was done to one of the reader's things, why, and how to have it decided by another. */
export function StatementPage({ place }: { place: Place }) {
    const got = useGet(at("GET /statements/{id}", { id: place.params["id"] ?? "" }));
    return (
        <Page
            title={got.data?.about.title ?? t("statement.page")}
            lead={t("statement.page")}
            back={{ href: "/statements", label: t("nav.statements") }}
        >
            <Shown got={got} waiting={<Waiting kind="page" />}>
                {(statement) => <Whole statement={statement} />}
            </Shown>
        </Page>
    );
}

function Whole({ statement }: { statement: StatementView }) {
    const away = statement.in_force !== null;
    return (
        <>
            <div class={`notice ${away ? "clock" : "safe"}`} role="status">
                <Icon name={away ? "pause" : "circle-check"} />
                <p>
                    <strong>{nowWords(statement)}</strong>
                </p>
                {away && <p>{t("statement.orders")}</p>}
            </div>
            <a href={`/listings/${statement.about.id}`}>{t("case.goods_now")}</a>
            {statement.decisions.map((decision) => (
                <Reasons key={decision.number} decision={decision} />
            ))}
            <HowToAppeal statement={statement} />
        </>
    );
}

/** What holds now, in one sentence. */
export function nowWords({ in_force: force, decisions }: StatementView): string {
    const until = decisions.find((one) => one.measure === "hold")?.until;
    if (force === "hold" && until) return t("statement.now.hold", { date: day(until) });
    return t(force ? "statement.now.take_down" : "statement.now.back");
}

function HowToAppeal({ statement }: { statement: StatementView }) {
    const [open, setOpen] = useState(false);
    const until = statement.appeal_until;
    return (
        <>
            {statement.appeals.map((one) => (
                <section key={one.against} class="card">
                    <h2>
                        {t(
                            one.role === "party"
                                ? "statement.your_appeal"
                                : "statement.reporter_appeal",
                        )}
                    </h2>
                    {one.words && <p class="pre">{one.words}</p>}
                    <p class="soft small">{moment(one.at)}</p>
                </section>
            ))}
            {statement.state === "appealed" && <Judging statement={statement} />}
            {statement.state === "final" && <p class="soft">{t("statement.final")}</p>}
            {until && (
                <section class="card">
                    <h2>{t("statement.how_to_appeal")}</h2>
                    <p>{t("statement.appeal_text", { date: day(until) })}</p>
                    <div>
                        <button type="button" class="button next" onClick={() => setOpen(true)}>
                            <Icon name="scale" size={18} />
                            {t("act.appeal")}
                        </button>
                    </div>
                </section>
            )}
            {open && until && (
                <AppealDialog
                    to="statement"
                    id={statement.id}
                    title={t("statement.appeal_title")}
                    text={t("statement.appeal_text", { date: day(until) })}
                    onClose={() => setOpen(false)}
                />
            )}
        </>
    );
}

/** Honest also where nobody is there who may decide. */
function Judging({ statement }: { statement: StatementView }) {
    return (
        <p class="notice clock">
            <Icon name="clock" />
            <span>
                {statement.waits_for_judge || !statement.due
                    ? t("statement.no_judge")
                    : t("statement.judged_by", { date: day(statement.due) })}
            </span>
        </p>
    );
}
