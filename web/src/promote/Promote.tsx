import { useState } from "preact/hooks";

import type { EarningView, PromotingView, ShareLinkView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { put, refresh, useAct, useGet, useList } from "../core/store";
import { day, price, t } from "../core/words";
import { Submit } from "../parts/Field";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Empty, Refusal, Shown, ShownList, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { Copy } from "./Copy";
import { invitedHref, sharedHref } from "./token";

/** Sharing goods and earning by it: the rules, what was earned, and the links. */
export function Promote({ place }: { place: Place }) {
    const got = useGet(at("GET /me/promoting"));
    const invitation = place.query.get("invitation");
    return (
        <Page title={t("nav.promote")} lead={t("promote.lead")}>
            <Shown got={got} waiting={<Waiting kind="page" />}>
                {(mine) =>
                    mine.promotes ? (
                        <Promoting mine={mine} />
                    ) : (
                        <Begin mine={mine} invitation={invitation} />
                    )
                }
            </Shown>
        </Page>
    );
}

function Rules({ mine }: { mine: PromotingView }) {
    return (
        <ul class="stack">
            <li>{t("promote.rule_buyer")}</li>
            <li>{t("promote.rule_settled", { days: mine.inspection_days })}</li>
            <li>{t("promote.rule_self", { n: mine.units_most })}</li>
            <li>{t("promote.rule_back")}</li>
            <li>{t("promote.rule_levels")}</li>
            <li>{t("promote.rule_link", { days: mine.link_days })}</li>
        </ul>
    );
}

function Begin({ mine, invitation }: { mine: PromotingView; invitation: string | null }) {
    const invited = useGet(invitation ? at("GET /me/promoting/invitation", { invitation }) : null);
    const act = useAct();
    const good = invited.data?.link === "good";
    const join = async () => {
        const form = { rules: mine.rules_version, invitation: good ? invitation : null };
        const begun = await act.run(at("POST /me/promoting"), form);
        if (!begun) return;
        put(at("GET /me/promoting"), begun);
        refresh((path) => path.includes("/promotion"));
        toast(t("promote.begun"));
    };
    if (!mine.open) return <Empty drawing="stall" title={t("promote.closed")} />;
    return (
        <section class="card">
            <h2>{t("promote.rules")}</h2>
            <Rules mine={mine} />
            {invited.data && (
                <p class="notice">
                    <Icon name="users" />
                    <span>{t(good ? "promote.invited" : "promote.invited_bad")}</span>
                </p>
            )}
            <Form class="stack" onSend={() => void join()}>
                <Refusal problem={act.problem} again={() => void join()} />
                <Refusal problem={invited.problem} again={invited.reload} />
                <Submit
                    busy={act.busy}
                    disabled={!!invitation && !invited.data && !invited.problem}
                >
                    {t("promote.accept")}
                </Submit>
            </Form>
        </section>
    );
}

function Promoting({ mine }: { mine: PromotingView }) {
    return (
        <>
            {!mine.open && (
                <p class="notice">
                    <Icon name="info" />
                    <span>{t("promote.closed")}</span>
                </p>
            )}
            {mine.suspended_at && (
                <p class="notice">
                    <Icon name="circle-alert" />
                    <span>{t("promote.suspended", { reason: mine.suspended_because ?? "" })}</span>
                </p>
            )}
            <Sums mine={mine} />
            <Entries />
            <Links />
            {mine.open && !mine.suspended_at && <Invite mine={mine} />}
            <details class="card">
                <summary>{t("promote.rules")}</summary>
                <Rules mine={mine} />
            </details>
        </>
    );
}

function Sums({ mine }: { mine: PromotingView }) {
    return (
        <section class="card">
            <h2>{t("promote.earned")}</h2>
            {mine.sums.length === 0 && <p class="soft">{t("promote.none")}</p>}
            <ul class="list">
                {mine.sums.map((sum) => (
                    <li key={`${sum.level} ${sum.state}`} class="split">
                        <span>
                            {t(`promote.state.${sum.state}`)}
                            <br />
                            <span class="soft small">
                                {t(`promote.level.${sum.level}`)} ·{" "}
                                {t("promote.orders", { n: sum.orders })}
                            </span>
                        </span>
                        <strong class="amount">{price(sum.amount)}</strong>
                    </li>
                ))}
            </ul>
            <a href="/money">{t("promote.to_bank")}</a>
        </section>
    );
}

function Entries() {
    const list = useList(at("GET /me/promoting/earnings", { limit: 24 }));
    const empty = (
        <Empty drawing="money" title={t("promote.none_title")}>
            {t("promote.none")}
        </Empty>
    );
    return (
        <section class="card">
            <h2>{t("promote.entries")}</h2>
            <ShownList got={list} empty={empty}>
                {(items) => (
                    <ul class="list">
                        {items.map((one) => (
                            <Entry key={one.id} one={one} />
                        ))}
                    </ul>
                )}
            </ShownList>
        </section>
    );
}

function Entry({ one }: { one: EarningView }) {
    const partly = one.state !== "reversed" && one.gone.minor > 0;
    return (
        <li class="split">
            <span>
                {day(one.day)} · {t(`promote.level.${one.level}`)}
                <br />
                <span class="soft small">
                    {t(`promote.state.${one.state}`)}
                    {one.until && ` · ${t("promote.until", { date: day(one.until) })}`}
                    {partly && ` · ${t("promote.gone", { amount: price(one.gone) })}`}
                    {one.loss && ` · ${t(`promote.loss.${one.loss}`)}`}
                </span>
            </span>
            <strong class="amount">{price(one.amount)}</strong>
        </li>
    );
}

function Links() {
    const list = useList(at("GET /me/promoting/links", { limit: 24 }));
    const empty = (
        <Empty drawing="stall" title={t("promote.none_title")}>
            {t("promote.none")}
        </Empty>
    );
    return (
        <section class="card">
            <h2>{t("promote.links")}</h2>
            <p class="soft small">{t("promote.links_lead")}</p>
            <ShownList got={list} empty={empty}>
                {(items) => (
                    <ul class="list">
                        {items.map((link) => (
                            <One key={link.id} link={link} />
                        ))}
                    </ul>
                )}
            </ShownList>
        </section>
    );
}

function One({ link }: { link: ShareLinkView }) {
    const over = Date.parse(link.until) < Date.now();
    const title = link.title ?? t("promote.gone_goods");
    return (
        <li class="stack">
            <p class="split">
                {link.title ? (
                    <a href={`/listings/${link.listing}`}>{title}</a>
                ) : (
                    <span>{title}</span>
                )}
                <span class="soft small">
                    {link.orders === null
                        ? t("promote.few")
                        : t("promote.orders", { n: link.orders })}
                </span>
            </p>
            <p class="soft small">
                {t(over ? "promote.link_over" : "promote.link_until", { date: day(link.until) })}
            </p>
            {!over && link.listing && (
                <Copy href={sharedHref(link.listing, link.token)} label={title} />
            )}
        </li>
    );
}

function Invite({ mine }: { mine: PromotingView }) {
    const [made, setMade] = useState<ShareLinkView | null>(null);
    const act = useAct();
    const make = async () => {
        const link = await act.run(at("POST /me/promoting/invitations"));
        if (link) setMade(link);
    };
    return (
        <section class="card">
            <h2>{t("promote.invite")}</h2>
            <p class="soft small">{t("promote.invite_lead", { n: mine.recruits })}</p>
            <Refusal problem={act.problem} again={() => void make()} />
            {made ? (
                <Copy href={invitedHref(made.token)} label={t("promote.invite")} />
            ) : (
                <button
                    type="button"
                    class="button"
                    disabled={act.busy}
                    onClick={() => void make()}
                >
                    <Icon name="users" size={18} />
                    {t("promote.invite")}
                </button>
            )}
        </section>
    );
}
