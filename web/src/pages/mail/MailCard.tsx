import { useRef, useState } from "preact/hooks";

import type { MailView } from "../../api";
import { at } from "../../core/call";
import { put, useAct, useGet } from "../../core/store";
import { t } from "../../core/words";
import { PasswordField } from "../../parts/AccountFields";
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
    const last = useRef("");
    const send = async (wanted: string) => {
        last.current = wanted;
        const fresh = await act.run(at("PUT /me/mail"), { address: wanted, password });
        if (!fresh) return;
        put(at("GET /me/mail"), fresh);
        setAddress("");
        setPassword("");
        if (wanted === "") toast(t("settings.mail_gone"));
        else toast(t(fresh.pending ? "settings.mail_sent" : "settings.mail_saved"));
    };
    /** The new address may be empty for it, the password may not. */
    const takeBack = (form: HTMLFormElement | null) => {
        const asked = form?.querySelector<HTMLInputElement>('input[type="password"]');
        if (asked?.reportValidity()) void send("");
    };
    const has = mail.address !== null || mail.pending !== null;
    return (
        <Form class="stack" onSend={() => void send(address.trim())}>
            <TextField
                label={t(has ? "settings.mail_new" : "settings.mail_address")}
                type="email"
                value={address}
                onType={setAddress}
                autocomplete="email"
                autocapitalize="none"
                required
                maxLength={254}
                wrong={wrongOf(act.problem, "address")}
            />
            <PasswordField value={password} onType={setPassword} problem={act.problem} />
            <Refusal problem={act.problem} again={() => void send(last.current)} />
            <div class="row">
                <Submit busy={act.busy} plain>
                    {t("settings.mail_save")}
                </Submit>
                {has && (
                    <button
                        type="button"
                        class="button bare"
                        disabled={act.busy}
                        onClick={(event) => takeBack(event.currentTarget.form)}
                    >
                        {t("settings.mail_back")}
                    </button>
                )}
            </div>
        </Form>
    );
}
