import { useState } from "preact/hooks";

import type { LeavingView } from "../../api";
import { at } from "../../core/call";
import { go } from "../../core/router";
import { useSession } from "../../core/session";
import { useAct, useGet } from "../../core/store";
import { t, tAny } from "../../core/words";
import { PasswordField } from "../../parts/AccountFields";
import { Dialog } from "../../parts/Dialog";
import { Icon } from "../../parts/Icon";
import { Refusal, Shown } from "../../parts/States";
import { toast } from "../../parts/Toast";

/** A copy of everything that the market holds about the reader, and the way out. */
export function Leaving() {
    const [asked, setAsked] = useState(false);
    return (
        <section class="card">
            <h2>{t("leaving.title")}</h2>
            <p class="soft small">{t("leaving.copy_text")}</p>
            <div>
                <a class="button" href="/api/v1/me/copy" download>
                    <Icon name="download" size={18} />
                    {t("leaving.copy")}
                </a>
            </div>
            <p class="soft small">{t("leaving.lead")}</p>
            <div>
                <button type="button" class="button" onClick={() => setAsked(true)}>
                    <Icon name="log-out" size={18} />
                    {t("leaving.leave")}
                </button>
            </div>
            {asked && <LeaveDialog onClose={() => setAsked(false)} />}
        </section>
    );
}

function LeaveDialog({ onClose }: { onClose: () => void }) {
    const got = useGet(at("GET /me/leaving"));
    const { become } = useSession();
    const [password, setPassword] = useState("");
    const act = useAct();
    const leave = async () => {
        if (!(await act.run(at("POST /me/leave"), { password }))) return;
        become({ member: null });
        toast(t("leaving.left"));
        go("/");
    };
    const free = got.data?.obstacles.length === 0;
    return (
        <Dialog
            title={t("leaving.dialog")}
            confirm={t("leaving.confirm")}
            busy={act.busy}
            {...(free ? { onConfirm: () => void leave() } : {})}
            onClose={onClose}
        >
            <Shown got={got}>{(view) => <Consequences view={view} />}</Shown>
            {free && <PasswordField value={password} onType={setPassword} problem={act.problem} />}
            <Refusal problem={act.problem} again={() => void leave()} />
        </Dialog>
    );
}

/** What stands in the way; or what goes, what stays, and why. */
function Consequences({ view }: { view: LeavingView }) {
    if (view.obstacles.length > 0) {
        return (
            <>
                <p>{t("leaving.not_yet")}</p>
                <ul class="bullets">
                    {view.obstacles.map((one) => (
                        <li key={one.code}>{one.detail}</li>
                    ))}
                </ul>
            </>
        );
    }
    return (
        <>
            <p>{t("leaving.for_good")}</p>
            <h3>{t("leaving.goes")}</h3>
            <ul class="bullets">
                {view.goes.map((topic) => (
                    <li key={topic}>{tAny("leaving.goes", topic)}</li>
                ))}
            </ul>
            <h3>{t("leaving.stays")}</h3>
            <ul class="bullets">
                {view.stays.map(({ topic, kept }) => (
                    <li key={`${topic} ${kept}`}>
                        {tAny("leaving.stays", `${topic}.${kept}`)} {tAny("leaving.kept", kept)}
                    </li>
                ))}
            </ul>
        </>
    );
}
