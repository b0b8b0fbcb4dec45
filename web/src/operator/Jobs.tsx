import { useState } from "preact/hooks";

import type { Health, Instant, TroubledJobView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useGet, useList, type GotList } from "../core/store";
import { count, moment, relative, t, tAny } from "../core/words";
import { useAgain } from "../parts/again";
import { useNow } from "../parts/Clock";
import { Icon } from "../parts/Icon";
import { Empty, Shown, ShownList, Waiting } from "../parts/States";
import { Frame } from "./Frame";
import { TryAgain } from "./TryAgain";

const look = (path: string) => path.startsWith("/operator/jobs");

/** What the program does by itself and does not get done, with why, and a way to have it tried. */
export function Jobs(_: { place: Place }) {
    return (
        <Frame title={t("nav.jobs")} lead={t("jobs.lead")}>
            <Board />
        </Frame>
    );
}

/** Asks only where the frame shows it: to the operator. */
function Board() {
    const health = useGet(at("GET /operator/jobs/health"));
    const [chosen, setChosen] = useState<TroubledJobView | null>(null);
    // Nobody hints at jobs: whoever looks at this page waits for one to be done.
    useAgain(look, 5000);
    return (
        <>
            <Shown got={health} waiting={<Waiting kind="page" />}>
                {(sums) => (
                    <>
                        <Sums sums={sums} />
                        {sums.dead + sums.failing + sums.late === 0 && (
                            <Empty drawing="done" title={t("jobs.none_title")}>
                                {t("jobs.none")}
                            </Empty>
                        )}
                    </>
                )}
            </Shown>
            <InTrouble trouble="dead" onChoose={setChosen} />
            <InTrouble trouble="failing" onChoose={setChosen} />
            <InTrouble trouble="late" onChoose={setChosen} />
            {chosen && <TryAgain job={chosen} onClose={() => setChosen(null)} />}
        </>
    );
}

/** Nobody counts further than this. */
const countedMost = 10_000;

function Sums({ sums }: { sums: Health }) {
    const tile = (label: string, n: number, alert: boolean) => (
        <div class={alert && n > 0 ? "alert" : ""}>
            <dt>{label}</dt>
            <dd>{n < countedMost ? count(n) : t("jobs.at_least", { n: count(n) })}</dd>
        </div>
    );
    return (
        <section aria-label={t("jobs.now")}>
            <dl class="tiles even">
                {tile(t("jobs.failing"), sums.failing, true)}
                {tile(t("jobs.dead"), sums.dead, true)}
                {tile(t("jobs.late"), sums.late, true)}
                {tile(t("jobs.due"), sums.due, false)}
            </dl>
        </section>
    );
}

interface TroubleProps {
    trouble: TroubledJobView["trouble"];
    onChoose: (job: TroubledJobView) => void;
}

function InTrouble({ trouble, onChoose }: TroubleProps) {
    const list: GotList<TroubledJobView> = useList(at("GET /operator/jobs", { trouble }));
    return (
        <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
            {(jobs) => (
                <section class="stack">
                    <h2>{t(`jobs.${trouble}_title`)}</h2>
                    <p class="soft">{t(`jobs.${trouble}_text`)}</p>
                    <ul class="stack">
                        {jobs.map((job) => (
                            <li key={job.id}>
                                <OneJob job={job} onChoose={() => onChoose(job)} />
                            </li>
                        ))}
                    </ul>
                </section>
            )}
        </ShownList>
    );
}

function OneJob({ job, onChoose }: { job: TroubledJobView; onChoose: () => void }) {
    const order = job.kind.startsWith("order_") && job.subject !== "0";
    return (
        <article class="card">
            <div class="row">
                <h3>{tAny("job", job.kind)}</h3>
                {job.outside && <span class="tag">{t("jobs.outside")}</span>}
            </div>
            {job.last_error && (
                <div class="notice wrong">
                    <Icon name="circle-alert" />
                    <p>
                        <span class="small">{t("jobs.error")}</span>
                        <br />
                        <code class="reference" lang="en">
                            {job.last_error}
                        </code>
                    </p>
                </div>
            )}
            <Times job={job} />
            <div class="row">
                <button type="button" class="button little" onClick={onChoose}>
                    <Icon name="rotate-cw" size={16} />
                    {t("jobs.again")}
                </button>
                {order && <a href={`/orders/${job.subject}`}>{t("bank.order")}</a>}
            </div>
        </article>
    );
}

function Times({ job }: { job: TroubledJobView }) {
    const late = job.trouble === "late";
    return (
        <dl class="facts plain">
            <div>
                <dt>{t(late ? "jobs.late_since" : "jobs.fails_since")}</dt>
                <dd>
                    <When at={job.since} />
                </dd>
            </div>
            <div>
                <dt>{t("jobs.was_due")}</dt>
                <dd>
                    <time dateTime={job.due}>{moment(job.due)}</time>
                </dd>
            </div>
            {!late && (
                <div>
                    <dt>{t("jobs.tries")}</dt>
                    <dd>{count(job.tries)}</dd>
                </div>
            )}
            <div>
                <dt>{t("jobs.next")}</dt>
                <dd>{job.next_try ? <When at={job.next_try} ahead /> : t("jobs.next_never")}</dd>
            </div>
        </dl>
    );
}

/** "3 hours ago"; of what is to come, "in a moment" where it is that near. */
function When({ at, ahead }: { at: Instant; ahead?: boolean }) {
    const now = useNow();
    const soon = ahead && Date.parse(at) - now.getTime() < 60_000;
    return (
        <time dateTime={at} title={moment(at)}>
            {soon ? t("jobs.next_soon") : relative(at, now)}
        </time>
    );
}
