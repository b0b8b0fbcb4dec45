import { useState } from "preact/hooks";

import type { MailView } from "../../api";
import { at } from "../../core/call";
import { put, useAct, useGet } from "../../core/store";
import { t } from "../../core/words";
import { Submit, TextField, wrongOf } from "../../parts/Field";
import { Form } from "../../parts/Form";
import { Icon } from "../../parts/Icon";
import { Refusal, Shown } from "../../parts/States";
import { toast } from "../../parts/Toast";

/** Where the reader is written to, and how that is changed. */
export function MailCard() {
    const got = useGet(at("GET /me/mail"));
    return (
        <section class="card">
            <h2>{t("settings.mail")}</h2>
            <p class="soft">{t("settings.mail_lead")}</p>
            <Shown got={got}>
                {(mail) => (
                    <>
                        {mail.address && (
                            <p class="row">
                                <Icon name="circle-check" />
                                <span class="grow">
                                    {t("settings.mail_yours", { address: mail.address })}
                                </span>
                            </p>
                        )}
                        {mail.pending && <Waits address={mail.pending} />}
                        <Change mail={mail} />
                    </>
                )}
            </Shown>
        </section>
    );
}

function Waits({ address }: { address: string }) {
    const act = useAct();
    const again = async () => {
        if (await act.run(at("POST /me/mail/again"))) toast(t("settings.mail_sent"));
    };
    return (
        <div class="notice clock">
            <Icon name="mail" />
            <p>{t("settings.mail_waits", { address })}</p>
            <button
                type="button"
                class="button little"
                disabled={act.busy}
                onClick={() => void again()}
            >
                {t("settings.mail_again")}
            </button>
            <Refusal problem={act.problem} again={() => void again()} />
        </div>
    );
}

function Change({ mail }: { mail: MailView }) {
    const [address, setAddress] = useState("");
    const [password, setPassword] = useState("");
    const act = useAct();
    const save = async () => {
        const body = { address: address.trim(), password };
        const fresh = await act.run(at("PUT /me/mail"), body);
        if (!fresh) return;
        put(at("GET /me/mail"), fresh);
        setAddress("");
        setPassword("");
        toast(t(fresh.pending ? "settings.mail_sent" : "settings.mail_saved"));
    };
    const has = mail.address !== null || mail.pending !== null;
    return (
        <Form class="stack" onSend={() => void save()}>
            <TextField
                label={t(has ? "settings.mail_new" : "settings.mail_address")}
                type="email"
                value={address}
                onType={setAddress}
                autocomplete="email"
                autocapitalize="none"
                required={!has}
                maxLength={254}
                hint={has ? t("settings.mail_empty") : undefined}
                wrong={wrongOf(act.problem, "address")}
            />
            <TextField
                label={t("settings.old_password")}
                type="password"
                value={password}
                onType={setPassword}
                autocomplete="current-password"
                required
                wrong={wrongOf(act.problem, "password")}
            />
            <Refusal problem={act.problem} again={() => void save()} />
            <div>
                <Submit busy={act.busy} plain>
                    {t("settings.mail_save")}
                </Submit>
            </div>
        </Form>
    );
}
