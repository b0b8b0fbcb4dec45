import { useEffect, useState } from "preact/hooks";

import { at } from "../../core/call";
import { go, type Place } from "../../core/router";
import { useSession } from "../../core/session";
import { useAct } from "../../core/store";
import { t } from "../../core/words";
import { PasswordField } from "../../parts/AccountFields";
import { Submit } from "../../parts/Field";
import { Form } from "../../parts/Form";
import { Page } from "../../parts/Page";
import { Refusal } from "../../parts/States";
import { toast } from "../../parts/Toast";
import { Gate } from "../Gate";
import { useToken } from "./token";

/** Where the link leads that is mailed to who forgot the password. */
export function NewPassword(_: { place: Place }) {
    const { become } = useSession();
    const token = useToken();
    const [password, setPassword] = useState("");
    const act = useAct();
    useEffect(() => act.clear(), [token]); // What was said of another link.
    const save = async () => {
        const who = await act.run(at("POST /password-resets/use"), { token, password });
        if (!who) return;
        become(who);
        toast(t("settings.password_saved"));
        go("/", "replace");
    };
    return (
        <Page title={t("new_password.title")} hideTitle>
            <Gate title={t("new_password.title")} lead={t("new_password.lead")}>
                {!token && <p class="notice wrong">{t("mail_link.broken")}</p>}
                <Form class="stack" onSend={() => void save()}>
                    <PasswordField
                        label={t("settings.new_password")}
                        value={password}
                        onType={setPassword}
                        problem={act.problem}
                        fresh
                    />
                    <Refusal problem={act.problem} again={() => void save()} />
                    {(!token || act.problem?.code === "link_over") && (
                        <a href="/forgotten-password">{t("new_password.again")}</a>
                    )}
                    <Submit busy={act.busy} disabled={!token} wide>
                        {t("new_password.act")}
                    </Submit>
                </Form>
            </Gate>
        </Page>
    );
}
