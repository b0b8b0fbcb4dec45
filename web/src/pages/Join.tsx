import { useState } from "preact/hooks";

import type { WhoAmI } from "../api";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { useAct } from "../core/store";
import { rich, t } from "../core/words";
import { Submit, TextField, wrongOf } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Refusal } from "../parts/States";
import { Gate } from "./Gate";
import { thenOf } from "./SignIn";

export function Join({ place }: { place: Place }) {
    const { market, language, become } = useSession();
    const [form, setForm] = useState({ handle: "", name: "", password: "" });
    const [code, setCode] = useState("");
    const act = useAct();
    const set = (field: keyof typeof form) => (value: string) =>
        setForm((old) => ({ ...old, [field]: value }));
    const then = thenOf(place);
    const send = async () => {
        const setup = code.trim() === "" ? {} : { setup_code: code.trim() };
        const body = { ...form, handle: form.handle.trim(), language, ...setup };
        const who = await act.run<WhoAmI>("POST", "/members", body);
        if (!who) return;
        become(who);
        go(setup.setup_code ? "/operator" : then, "replace");
    };
    return (
        <Page title={t("join.title")} hideTitle>
            <Gate title={t("join.title")} lead={t("join.lead", { market: market.name })}>
                <form
                    class="stack"
                    onSubmit={(event) => {
                        event.preventDefault();
                        void send();
                    }}
                >
                    <TextField label={t("field.name.label")} name="name" value={form.name}
                        onType={set("name")} autocomplete="name" required maxLength={80}
                        wrong={wrongOf(act.problem, "name")} hint={t("join.name_hint")} />
                    <TextField label={t("field.handle.label")} name="handle" value={form.handle}
                        onType={set("handle")} autocomplete="username" autocapitalize="none"
                        required wrong={wrongOf(act.problem, "handle")}
                        hint={t("join.handle_hint")} />
                    <TextField label={t("field.password.label")} name="password" type="password"
                        value={form.password} onType={set("password")} required
                        autocomplete="new-password" wrong={wrongOf(act.problem, "password")}
                        hint={t("join.password_hint")} />
                    {market.needs_operator && (
                        <div class="notice clock">
                            <Icon name="key-round" />
                            <p>{t("join.first_operator", { market: market.name })}</p>
                            <TextField label={t("join.setup_code")} name="setup_code" value={code}
                                onType={setCode} autocomplete="off" autocapitalize="none"
                                wrong={wrongOf(act.problem, "setup_code")} />
                        </div>
                    )}
                    <Refusal problem={act.problem} again={() => void send()} />
                    <Submit busy={act.busy} wide>{t("act.join")}</Submit>
                </form>
                <p class="soft">
                    {rich("join.known", {
                        sign_in: <a key="in" href="/sign-in">{t("act.sign_in")}</a>,
                    })}
                </p>
            </Gate>
        </Page>
    );
}
