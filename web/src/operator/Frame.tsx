import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { at } from "../core/call";
import { useSession } from "../core/session";
import { useGet } from "../core/store";
import { t } from "../core/words";
import { isOperator, operatorItems } from "../parts/Shell";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Empty } from "../parts/States";
import { stepsInAll } from "./setup/count";

interface Props {
    title: string;
    lead?: string;
    children: ComponentChildren;
}

/** A page of the operator: on a phone with the way to the others, and only for who may see it. */
export function Frame({ title, lead, children }: Props) {
    const { me } = useSession();
    if (!isOperator(me)) {
        return (
            <Page title={title}>
                <Empty
                    drawing="lost"
                    title={t("operator.only_title")}
                    action={
                        <a class="button" href="/">
                            {t("nav.home")}
                        </a>
                    }
                >
                    {t("operator.only")}
                </Empty>
            </Page>
        );
    }
    return (
        <Page title={title} lead={lead} room="full">
            <OperatorTabs />
            <Resume />
            <WithoutJudge />
            {children}
        </Page>
    );
}

/** For the first operator alone, until the first steps are behind them. */
function Resume() {
    const { data } = useGet(at("GET /operator/setup"));
    if (!data?.steps || location.pathname === "/operator/first-steps") return null;
    return (
        <div class="notice clock">
            <Icon name="tent" />
            <p>
                {t("first.resume", { n: stepsInAll - data.steps.length })}{" "}
                <a href="/operator/first-steps">{t("first.resume_link")}</a>
            </p>
        </div>
    );
}

/** Cases that nobody there is may decide; only the operator can appoint somebody. */
function WithoutJudge() {
    const { data } = useGet(at("GET /operator/cases/without-judge"));
    if (!data || data.cases === 0) return null;
    return (
        <div class="notice clock">
            <Icon name="scale" />
            <p>
                {t("cases.without_judge", { n: data.cases })}{" "}
                <a href="/operator/members">{t("cases.appoint")}</a>
            </p>
        </div>
    );
}

/** There are more than a phone is wide: the one that is open is brought into sight. */
export function OperatorTabs() {
    const { language } = useSession(); // Its words are as wide as they are.
    const bar = useRef<HTMLElement>(null);
    useEffect(() => {
        const open = bar.current?.querySelector("[aria-current]");
        open?.scrollIntoView({ block: "nearest", inline: "center" });
    }, [language]);
    return (
        <nav ref={bar} class="operator-tabs only-phone" aria-label={t("nav.operator")}>
            {operatorItems.map((item) => (
                <a
                    key={item.href}
                    href={item.href}
                    aria-current={item.href === location.pathname ? "page" : undefined}
                >
                    {t(item.word)}
                </a>
            ))}
        </nav>
    );
}
