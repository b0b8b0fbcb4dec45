import { useState } from "preact/hooks";

import { at, type Problem } from "../core/call";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { refresh, useAct } from "../core/store";
import { rich, t } from "../core/words";
import { PasswordField } from "../parts/AccountFields";
import { Submit, TextField, wrongOf } from "../parts/Field";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Refusal } from "../parts/States";
import { Gate } from "./Gate";
import { thenOf, withThen } from "./SignIn";

interface JoinForm {
    name: string;
    handle: string;
    password: string;
    code: string;
    invitation: string;
}

export function Join({ place }: { place: Place }) {
    const { market, language, become } = useSession();
    const [form, setForm] = useState<JoinForm>({
        name: "",
        handle: "",
        password: "",
        code: "",
        invitation: place.query.get("invitation") ?? "",
    });
    const act = useAct();
    const then = thenOf(place);
    const send = async () => {
        const code = form.code.trim();
        const invitation = form.invitation.trim();
        const who = await act.run(at("POST /members"), {
            handle: form.handle.trim(),
            name: form.name.trim(),
            password: form.password,
            language,
            ...(code === "" ? {} : { setup_code: code }),
            ...(invitation === "" ? {} : { invitation }),
        });
        if (!who) return;
        become(who);
        refresh((path) => path === "/market");
        go(code === "" ? then : "/operator/first-steps", "replace");
    };
    if (market.who_may_join === "nobody" && !market.needs_operator) return <Closed />;
    return (
        <Page title={t("join.title")} hideTitle>
            <Gate title={t("join.title")} lead={t("join.lead", { market: market.name })}>
                <Form class="stack" onSend={() => void send()}>
                    <Fields form={form} setForm={setForm} problem={act.problem} />
                    <Refusal problem={act.problem} again={() => void send()} />
                    <Submit busy={act.busy} wide>
                        {t("act.join")}
                    </Submit>
                </Form>
                <p class="soft">
                    {rich("join.known", {
                        sign_in: (
                            <a key="in" href={withThen("/sign-in", then)}>
                                {t("act.sign_in")}
                            </a>
                        ),
                    })}
                </p>
            </Gate>
        </Page>
    );
}

function Closed() {
    const { market } = useSession();
    return (
        <Page title={t("join.title")} hideTitle>
            <Gate title={t("join.closed_title")} lead={t("join.closed", { market: market.name })}>
                <a class="button next wide" href="/sign-in">
                    {t("act.sign_in")}
                </a>
            </Gate>
        </Page>
    );
}

interface FieldsProps {
    form: JoinForm;
    setForm: (form: JoinForm) => void;
    problem: Problem | null;
}

function Fields({ form, setForm, problem }: FieldsProps) {
    const { market } = useSession();
    const field = (name: keyof JoinForm) => ({
        name,
        value: form[name],
        onType: (value: string) => setForm({ ...form, [name]: value }),
        wrong: wrongOf(problem, name === "code" ? "setup_code" : name),
    });
    return (
        <>
            <TextField
                {...field("name")}
                label={t("field.name.label")}
                hint={t("join.name_hint")}
                autocomplete="name"
                required
                maxLength={60}
            />
            <TextField
                {...field("handle")}
                label={t("field.handle.label")}
                hint={t("join.handle_hint")}
                autocomplete="username"
                autocapitalize="none"
                required
            />
            <PasswordField
                value={form.password}
                onType={field("password").onType}
                problem={problem}
                fresh
            />
            {market.who_may_join === "invited" && !market.needs_operator && (
                <TextField
                    {...field("invitation")}
                    label={t("join.invitation")}
                    hint={t("join.invitation_hint")}
                    autocomplete="off"
                    autocapitalize="none"
                    required
                    maxLength={60}
                />
            )}
            {market.needs_operator && (
                <div class="notice clock">
                    <Icon name="key-round" />
                    <p>{t("join.first_operator", { market: market.name })}</p>
                    <TextField
                        {...field("code")}
                        label={t("join.setup_code")}
                        autocomplete="off"
                        autocapitalize="none"
                    />
                </div>
            )}
        </>
    );
}
