import { useState } from "preact/hooks";

import { at } from "../../core/call";
import type { Place } from "../../core/router";
import { useSession } from "../../core/session";
import { useAct } from "../../core/store";
import { t } from "../../core/words";
import { Submit, TextField, wrongOf } from "../../parts/Field";
import { Form } from "../../parts/Form";
import { Icon } from "../../parts/Icon";
import { Page } from "../../parts/Page";
import { Refusal } from "../../parts/States";
import { Gate } from "../Gate";

/** For who forgot the password. It says the same whether there is such an account or not. */
export function Forgotten(_: { place: Place }) {
    const { market } = useSession();
    const [who, setWho] = useState("");
    const [sent, setSent] = useState(false);
    const act = useAct();
    const send = async () => {
        if (await act.run(at("POST /password-resets"), { who: who.trim() })) setSent(true);
    };
    return (
        <Page title={t("forgotten.title")} hideTitle>
            <Gate title={t("forgotten.title")} lead={t("forgotten.lead", { market: market.name })}>
                {sent ? (
                    <p class="notice" role="status">
                        <Icon name="mail" />
                        <span>{t("forgotten.sent")}</span>
                    </p>
                ) : (
                    <Form class="stack" onSend={() => void send()}>
                        <TextField
                            label={t("forgotten.who")}
                            name="who"
                            value={who}
                            onType={setWho}
                            autocomplete="username"
                            autocapitalize="none"
                            required
                            maxLength={254}
                            hint={t("forgotten.hint")}
                            wrong={wrongOf(act.problem, "who")}
                        />
                        <Refusal problem={act.problem} again={() => void send()} />
                        <Submit busy={act.busy} wide>
                            {t("forgotten.act")}
                        </Submit>
                    </Form>
                )}
                <p>
                    <a href="/sign-in">{t("forgotten.back")}</a>
                </p>
            </Gate>
        </Page>
    );
}
