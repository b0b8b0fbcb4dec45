import { useState } from "preact/hooks";

import { at } from "../../core/call";
import { put, useAct, type Acting } from "../../core/store";
import { useSession } from "../../core/session";
import { t } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { MailCard } from "../../pages/mail/MailCard";
import { Share } from "../../parts/Share";
import { Refusal } from "../../parts/States";
import { toast } from "../../parts/Toast";
import { Asked } from "../Asked";
import { Skip, type StepProps } from "./parts";

/** Whether mail leaves the market, and the operator's own address. */
export function MailStep({ setup, first, onDone, onSkip }: StepProps) {
    return (
        <div class="stack">
            <p class={`notice ${setup.mail_leaves ? "safe" : "clock"}`}>
                <Icon name={setup.mail_leaves ? "circle-check" : "mail"} />
                <span>
                    {setup.mail_leaves
                        ? t("first.mail.leaves", { from: setup.mail_from })
                        : t("first.mail.stays")}
                </span>
            </p>
            {first && (
                <>
                    <p>{t("first.mail.yours")}</p>
                    <MailCard />
                    <div class="row">
                        <button type="button" class="button next" onClick={onDone}>
                            {t("act.go_on")}
                        </button>
                        {onSkip && <Skip onSkip={onSkip} />}
                    </div>
                </>
            )}
        </div>
    );
}

/** The link by which people join, and a new one. */
export function InviteStep({ setup, first, onDone }: StepProps) {
    const { market } = useSession();
    const invited = market.who_may_join === "invited";
    const missing = invited && setup.invitation === "";
    const onlyHere = /^(localhost|127\.[\d.]+|\[::1\])$/.test(location.hostname);
    const path =
        invited && !missing ? `/join?invitation=${encodeURIComponent(setup.invitation)}` : "/join";
    return (
        <div class="stack">
            <p>
                {t(
                    market.who_may_join === "nobody"
                        ? "first.invite.lead_closed"
                        : "first.invite.lead",
                )}
            </p>
            {!missing && (
                <div class="invitation">
                    <span class="soft small">{t("first.invite.link")}</span>
                    <code>{location.origin + path}</code>
                    <Share title={t("first.invite.title", { market: market.name })} path={path} />
                </div>
            )}
            {!missing && onlyHere && (
                <p class="notice clock">
                    <Icon name="info" />
                    <span>{t("first.invite.only_here")}</span>
                </p>
            )}
            {invited && <Fresh first={first} missing={missing} />}
            {first && setup.account === "" && (
                <p class="notice clock">
                    <Icon name="info" />
                    <span>{t("first.invite.no_account")}</span>
                </p>
            )}
            {first && <p class="soft small">{t("first.invite.later")}</p>}
            {first && (
                <div class="row">
                    <button type="button" class="button next" onClick={onDone}>
                        {t("act.finish")}
                    </button>
                </div>
            )}
        </div>
    );
}

/** A new link. One that takes the place of another is asked about, with its reason. */
function Fresh({ first, missing }: { first: boolean; missing: boolean }) {
    const act = useAct();
    const [asked, setAsked] = useState(false);
    const make = async (by: Acting, reason: string) => {
        const made = await by.run(at("POST /operator/market/invitation"), { reason });
        if (!made) return false;
        put(at("GET /operator/setup"), made);
        if (!missing) toast(t("first.invite.made"));
        return true;
    };
    // The first one takes nothing away, and in the first steps why goes without saying.
    const fresh = () => (first && missing ? void make(act, t("first.reason")) : setAsked(true));
    return (
        <>
            <div class="row">
                <button
                    type="button"
                    class={`button ${missing ? "next" : "little"}`}
                    disabled={act.busy}
                    onClick={fresh}
                >
                    <Icon name="key-round" size={16} />
                    {t("first.invite.fresh")}
                </button>
                {!missing && <span class="soft small">{t("first.invite.fresh_note")}</span>}
            </div>
            <Refusal problem={act.problem} again={fresh} />
            {asked && (
                <Asked
                    title={t("first.invite.fresh")}
                    confirm={t("first.invite.fresh")}
                    run={make}
                    onClose={() => setAsked(false)}
                >
                    {!missing && <p class="soft">{t("first.invite.fresh_note")}</p>}
                </Asked>
            )}
        </>
    );
}
