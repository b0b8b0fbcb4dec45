import type { StatementView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useList } from "../core/store";
import { day, t } from "../core/words";
import { Ago } from "../parts/Clock";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Empty, ShownStack } from "../parts/States";
import { nowWords } from "./StatementPage";

/** What moderators did to the reader's goods. */
export function Statements(_: { place: Place }) {
    const got = useList(at("GET /statements"));
    return (
        <Page title={t("nav.statements")} lead={t("statements.lead")}>
            <ShownStack got={got} empty={<None />}>
                {(one) => <Line one={one} />}
            </ShownStack>
        </Page>
    );
}

function None() {
    return (
        <Empty drawing="done" title={t("statements.none_title")}>
            {t("statements.none")}
        </Empty>
    );
}

function Line({ one }: { one: StatementView }) {
    const last = one.decisions[one.decisions.length - 1];
    return (
        <article class="card">
            <h2>{one.about.title}</h2>
            <p>{nowWords(one)}</p>
            {last && (
                <p class="soft small">
                    {last.rule.title} · <Ago at={last.at} />
                </p>
            )}
            <div class="row">
                <a
                    class="button little"
                    href={`/statements/${one.id}`}
                    aria-label={t("statement.why_of", { title: one.about.title })}
                >
                    <Icon name="scroll-text" size={16} />
                    {t("statement.why")}
                </a>
                {one.appeal_until && (
                    <span class="tag clock">
                        {t("statement.appeal_by", { date: day(one.appeal_until) })}
                    </span>
                )}
            </div>
        </article>
    );
}
