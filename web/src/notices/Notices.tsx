import { useEffect, useRef } from "preact/hooks";

import type { NoticeKind, NoticeView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { change, put, useAct, useList } from "../core/store";
import { t } from "../core/words";
import { Ago } from "../parts/Clock";
import { Icon, type IconName } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Empty, ShownList } from "../parts/States";

/** What the reader was told. Looking at the list is having seen it. */
export function Notices(_: { place: Place }) {
    return (
        <Page title={t("nav.notices")}>
            <List />
            <p>
                <a href="/notices/choices">{t("notices.choose")}</a>
            </p>
        </Page>
    );
}

function List() {
    const got = useList(at("GET /notices"));
    const newest = got.items?.[0]?.seq ?? 0;
    useSeen(newest);
    // What was new when the page was opened stays marked, though it is seen by now.
    const fresh = useRef(new Set<number>());
    for (const one of got.items ?? []) if (one.unread) fresh.current.add(one.seq);
    return (
        <ShownList
            got={got}
            empty={
                <Empty drawing="done" title={t("notices.none_title")}>
                    {t("notices.none")}
                </Empty>
            }
        >
            {(notices) => (
                <ul class="stack">
                    {notices.map((one) => (
                        <li key={one.seq}>
                            <Line one={{ ...one, unread: fresh.current.has(one.seq) }} />
                        </li>
                    ))}
                </ul>
            )}
        </ShownList>
    );
}

/** Says once of each newest that it was seen. */
function useSeen(newest: number): void {
    const act = useAct();
    const seen = (one: NoticeView) => (one.seq > newest ? one : { ...one, unread: false });
    useEffect(() => {
        if (newest === 0) return;
        void act.run(at("POST /notices/read"), { up_to: newest }).then((left) => {
            if (!left) return;
            put(at("GET /notices/unread"), left);
            // Or all of it were new again when the reader comes back.
            change(at("GET /notices"), (page) => ({ ...page, items: page.items.map(seen) }));
        });
    }, [newest]);
}

const icons: Record<NoticeKind, IconName> = {
    mail_wanted: "mail",
    mail_replaced: "mail",
    reset_wanted: "shield-check",
    password_changed: "shield-check",
    device_new: "shield-check",
    order_paid: "shopping-bag",
    order_called_off: "shopping-bag",
    order_settled: "shopping-bag",
    order_accepted: "shopping-bag",
    order_cancelled: "shopping-bag",
    order_expired: "shopping-bag",
    order_shipped: "shopping-bag",
    order_delivered: "shopping-bag",
    order_refunded: "shopping-bag",
    order_charged_back: "hand-coins",
    order_won_back: "hand-coins",
    refund_asked: "hand-coins",
    refund_agreed: "hand-coins",
    refund_refused: "hand-coins",
    refund_unanswered: "hand-coins",
    purchase_withdrawn: "undo-2",
    dispute_opened: "scale",
    dispute_answered: "scale",
    dispute_passed: "scale",
    dispute_said: "scale",
    dispute_decided: "scale",
    dispute_appealed: "scale",
    dispute_closed: "scale",
    question_asked: "store",
    question_answered: "store",
    review_written: "store",
    review_answered: "store",
    friendship_asked: "users",
    friends_made: "users",
    case_held: "scale",
    case_decided: "scale",
    report_decided: "scale",
    payout_account_changed: "landmark",
    payout_paid: "landmark",
    payout_returned: "circle-alert",
    promotion_earned: "share-2",
    promotion_payable: "hand-coins",
    webhook_failed: "circle-alert",
    promotion_reversed: "undo-2",
    offer_made: "tag",
    offer_countered: "tag",
    offer_accepted: "tag",
    offer_declined: "tag",
    offer_withdrawn: "undo-2",
    offer_expired: "clock",
};

function Line({ one }: { one: NoticeView }) {
    return (
        <a class={`card notice-line ${one.unread ? "unread" : ""}`} href={one.path}>
            <Icon name={icons[one.kind]} size={20} />
            <span class="grow">
                {one.unread && <span class="unseen">{t("notices.new")} </span>}
                {one.text}
                <span class="soft small">
                    <Ago at={one.at} />
                </span>
            </span>
        </a>
    );
}
