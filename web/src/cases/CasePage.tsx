import { useState } from "preact/hooks";

import type { AppealView, CaseView, LogView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useSession } from "../core/session";
import { useGet } from "../core/store";
import { moment, price, t, type Key } from "../core/words";
import { CaseDispute } from "../disputes/CaseDispute";
import { useAgain } from "../parts/again";
import { Gallery } from "../parts/Gallery";
import { Icon } from "../parts/Icon";
import { PersonLink } from "../parts/People";
import { Segments } from "../parts/Segments";
import { isModerator } from "../parts/Shell";
import { Shown, Waiting } from "../parts/States";
import { CaseActs } from "./CaseActs";
import { ModeratorFrame } from "./ModeratorFrame";
import { aboutWords, Tags } from "./Queue";
import { Reasons } from "./Reasons";

/** All of a case: what was said, what it is about, what was decided, and every step. */
export function CasePage({ place }: { place: Place }) {
    return <Board id={place.params["id"] ?? ""} />;
}

function Board({ id }: { id: string }) {
    const { me } = useSession();
    const got = useGet(isModerator(me) ? at("GET /cases/{id}", { id }) : null);
    // What both sides of a dispute add is hinted at to them, and not to who reads the case.
    useAgain((path) => path.startsWith(`/cases/${id}`), 20_000);
    return (
        <ModeratorFrame
            title={got.data?.summary.about.title ?? t("case.page")}
            lead={got.data && aboutWords(got.data.summary)}
            back={{ href: "/cases", label: t("nav.cases") }}
        >
            <Shown got={got} waiting={<Waiting kind="page" />}>
                {(one) => <Whole one={one} />}
            </Shown>
        </ModeratorFrame>
    );
}

function Whole({ one }: { one: CaseView }) {
    return (
        <div class="two">
            <div class="stack wide">
                <section class="card" aria-label={t("case.page")}>
                    <Tags one={one.summary} />
                    <PersonLink person={one.summary.party} note={t("cases.seller")} />
                    {one.summary.claimant && (
                        <PersonLink person={one.summary.claimant} note={t("cases.buyer")} />
                    )}
                    {one.summary.waits_for_judge && (
                        <p class="notice clock">
                            <Icon name="circle-alert" />
                            <span>{t("cases.no_judge")}</span>
                        </p>
                    )}
                    <CaseActs one={one} />
                </section>
                {one.summary.kind === "report" && <Reports one={one} />}
                <Appeals one={one} />
                {one.decisions.map((decision) => (
                    <Reasons key={decision.number} decision={decision} />
                ))}
            </div>
            <div class="stack wide">
                {one.summary.kind === "dispute" ? <CaseDispute one={one} /> : <Goods one={one} />}
                <Log lines={one.log} />
            </div>
        </div>
    );
}

function Reports({ one }: { one: CaseView }) {
    return (
        <section class="card">
            <h2>{t("case.said")}</h2>
            {one.reports.length === 0 && <p>{t("statement.source.moderator")}</p>}
            <ul class="said">
                {one.reports.map((report) => (
                    <li key={`${report.reporter.id} ${report.at}`}>
                        <PersonLink person={report.reporter} note={moment(report.at)} />
                        <p>
                            <span class="tag">{report.rule.title}</span>{" "}
                            <span class="soft small">
                                {t("case.version", { n: report.version })}
                            </span>
                        </p>
                        <p class="pre">{report.words || t("case.no_words")}</p>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Appeals({ one }: { one: CaseView }) {
    if (one.appeals.length === 0) return null;
    return (
        <section class="card">
            <h2>{t("case.appeals")}</h2>
            <ul class="said">
                {one.appeals.map((appeal) => (
                    <li key={appeal.against}>
                        <p class="soft small">
                            {t(appealWord(appeal.role))} · {moment(appeal.at)}
                        </p>
                        <p class="pre">{appeal.words || t("said.blank")}</p>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function appealWord(role: AppealView["role"]): Key {
    if (role === "party") return "case.appeal.party";
    return role === "claimant" ? "case.appeal.claimant" : "case.appeal.reporter";
}

/** The goods as they were; only for who has taken the case, so that the log says who looked. */
function Goods({ one }: { one: CaseView }) {
    const { me } = useSession();
    const mine = me !== null && one.summary.assignee?.id === me.id;
    return (
        <section class="card">
            <h2>{t("case.goods")}</h2>
            {mine ? (
                <Versions one={one} />
            ) : (
                <p class="soft">
                    {t(one.may.includes("take") ? "case.goods_take" : "case.goods_theirs")}
                </p>
            )}
        </section>
    );
}

/** Goods are changed: each report is about the version that its reporter saw. */
function Versions({ one }: { one: CaseView }) {
    const opened = one.summary.about.version;
    const said = one.reports.map((report) => report.version);
    const versions = [...new Set([opened, ...said])].sort((a, b) => a - b);
    const [version, setVersion] = useState(opened);
    return (
        <>
            {versions.length > 1 && (
                <Segments
                    label={t("case.versions")}
                    options={versions.map((n) => ({
                        value: String(n),
                        word: t("case.version", { n }),
                    }))}
                    chosen={String(version)}
                    onChoose={(chosen) => setVersion(Number(chosen))}
                />
            )}
            <Exhibit key={version} id={one.summary.id} version={version} />
        </>
    );
}

function Exhibit({ id, version }: { id: string; version: number }) {
    const got = useGet(at("GET /cases/{id}/goods", { id, version }));
    return (
        <Shown got={got} waiting={<Waiting n={1} />}>
            {(goods) => (
                <>
                    {goods.pictures.length > 0 && <Gallery listing={goods} />}
                    <div class="split">
                        <strong>{goods.title}</strong>
                        <strong class="amount">{price(goods.price)}</strong>
                    </div>
                    <p class="soft small">
                        {goods.shop.name} · {t(`listing.state.${goods.state}`)} ·{" "}
                        {t("case.goods_version", {
                            n: goods.version,
                            audience: t(`case.audience.${goods.audience}`),
                        })}
                    </p>
                    {goods.text && <p class="pre">{goods.text}</p>}
                    <a href={`/listings/${goods.id}`}>{t("case.goods_now")}</a>
                </>
            )}
        </Shown>
    );
}

function Log({ lines }: { lines: LogView[] }) {
    return (
        <section class="card">
            <h2>{t("case.log")}</h2>
            <p class="soft small">{t("case.log_lead")}</p>
            <ol class="list">
                {lines.map((line) => (
                    <li key={line.seq}>
                        <p>
                            <strong>{line.member?.name ?? t("case.clock")}</strong>{" "}
                            {t(`case.act.${line.act}`)}
                        </p>
                        <p class="soft small">
                            {moment(line.at)} ·{" "}
                            <code title={line.digest}>{line.digest.slice(0, 12)}</code>
                        </p>
                    </li>
                ))}
            </ol>
        </section>
    );
}
