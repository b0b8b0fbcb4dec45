import { useEffect, useState } from "preact/hooks";

import { at } from "../../core/call";
import type { Place } from "../../core/router";
import { useSession } from "../../core/session";
import { refresh, useAct } from "../../core/store";
import { t } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { Page } from "../../parts/Page";
import { Refusal } from "../../parts/States";
import { Gate } from "../Gate";
import { useToken } from "./token";

/** Where the link leads that is mailed to a new address. It asks: programs follow links too. */
export function ConfirmMail(_: { place: Place }) {
    const { market } = useSession();
    const token = useToken();
    const [done, setDone] = useState(false);
    const act = useAct();
    useEffect(() => {
        // What was said of another link.
        act.clear();
        setDone(false);
    }, [token]);
    const confirm = async () => {
        if (!(await act.run(at("POST /mail-confirmations"), { token }))) return;
        refresh((path) => path === "/me/mail");
        setDone(true);
    };
    return (
        <Page title={t("confirm_mail.title")} hideTitle>
            <Gate
                title={t("confirm_mail.title")}
                lead={t("confirm_mail.lead", { market: market.name })}
            >
                {done ? (
                    <>
                        <p class="notice safe" role="status">
                            <Icon name="circle-check" />
                            <span>{t("confirm_mail.done")}</span>
                        </p>
                        <a class="button" href="/settings">
                            {t("nav.settings")}
                        </a>
                    </>
                ) : (
                    <>
                        {!token && <p class="notice wrong">{t("mail_link.broken")}</p>}
                        <Refusal problem={act.problem} again={() => void confirm()} />
                        <button
                            type="button"
                            class="button next wide"
                            disabled={act.busy || !token}
                            onClick={() => void confirm()}
                        >
                            {t("confirm_mail.act")}
                        </button>
                    </>
                )}
            </Gate>
        </Page>
    );
}
