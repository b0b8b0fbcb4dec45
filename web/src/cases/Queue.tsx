import type { CaseCard, CaseQueue as List } from "../api";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { useGet, useList } from "../core/store";
import { asTitle, price, relative, t, type Key } from "../core/words";
import { useAgain } from "../parts/again";
import { Ago, ClockTag, useNow } from "../parts/Clock";
import { Icon } from "../parts/Icon";
import { Empty, ShownStack } from "../parts/States";
import { ModeratorFrame } from "./ModeratorFrame";

const lists: Record<List, Key> = {
    to_do: "cases.list.to_do",
    late: "cases.list.late",
    appeals: "cases.list.appeals",
    mine: "cases.list.mine",
    decided: "cases.list.decided",
};

/** What waits for a moderator, the most urgent first. */
export function Queue({ place }: { place: Place }) {
    const asked = place.query.get("list");
    const list = (Object.keys(lists) as List[]).find((one) => one === asked) ?? "to_do";
    return (
        <ModeratorFrame title={t("nav.cases")} lead={t("cases.lead")}>
            <div class="field stall-filter">
                <label for="list">{t("cases.show")}</label>
                <select
                    id="list"
                    value={list}
                    onChange={(event) => go(`/cases?list=${event.currentTarget.value}`, "replace")}
                >
                    {(Object.keys(lists) as List[]).map((one) => (
                        <option key={one} value={one}>
                            {t(lists[one])}
                        </option>
                    ))}
                </select>
            </div>
            <Cases list={list} />
        </ModeratorFrame>
    );
}

/** Asks only where the frame shows it: to moderators. */
function Cases({ list }: { list: List }) {
    const got = useList(at("GET /cases", { list }));
    const waiting = list !== "mine" && list !== "decided";
    const closed = useGet(waiting ? at("GET /cases/closed-to-me") : null).data?.cases ?? 0;
    // Nobody hints at a case before something was done: a queue is looked at again by itself.
    useAgain((path) => path.startsWith("/cases"), 20_000);
    return (
        <>
            {closed > 0 && (
                <p class="notice clock">
                    <Icon name="info" />
                    <span>{t("cases.closed", { n: closed })}</span>
                </p>
            )}
            <ShownStack got={got} empty={<NothingHere closed={closed} />}>
                {(one) => <Line one={one} />}
            </ShownStack>
        </>
    );
}

function NothingHere({ closed }: { closed: number }) {
    if (closed > 0) return <Empty drawing="done" title={t("cases.none_for_you")} />;
    return (
        <Empty drawing="done" title={t("cases.none_title")}>
            {t("cases.none")}
        </Empty>
    );
}

function Line({ one }: { one: CaseCard }) {
    return (
        <article class={`card ${one.late ? "late" : ""}`}>
            <div class="split">
                <h2>
                    <a href={`/cases/${one.id}`}>{one.about.title}</a>
                </h2>
                <span class="tag">{aboutWords(one)}</span>
            </div>
            <Tags one={one} />
            <p class="soft small">
                {t("cases.seller_is", { name: one.party.name })} ·{" "}
                {one.claimant
                    ? t("cases.buyer_is", { name: one.claimant.name })
                    : t("cases.reports", { n: one.reports })}
                {" · "}
                {t("cases.opened")} <Ago at={one.opened} />
            </p>
            {one.waits_for_judge && (
                <p class="notice clock">
                    <Icon name="circle-alert" />
                    <span>{t("cases.no_judge")}</span>
                </p>
            )}
        </article>
    );
}

/** The rule that goods were reported under, or the sum that is disputed. */
export const aboutWords = (one: CaseCard): string =>
    one.disputed ? t("cases.dispute", { amount: price(one.disputed) }) : one.rule.title;

/** Where a case is, by when, and with whom. */
export function Tags({ one }: { one: CaseCard }) {
    const now = useNow();
    const open = one.state !== "decided" && one.state !== "final";
    return (
        <p class="row">
            <span class="tag">{t(`cases.state.${one.state}`)}</span>
            {one.outcome && <span class="tag">{asTitle(t(`measure.${one.outcome}`))}</span>}
            {one.in_force === "hold" && <span class="tag clock">{asTitle(t("measure.hold"))}</span>}
            {one.late && (
                <span class="tag alert">
                    <Icon name="clock" size={14} />
                    {t("cases.late")}
                </span>
            )}
            {open && !one.late && (
                <ClockTag text={t("cases.due", { when: relative(one.due, now) })} />
            )}
            {one.assignee && (
                <span class="tag">{t("cases.taken_by", { name: one.assignee.name })}</span>
            )}
        </p>
    );
}
