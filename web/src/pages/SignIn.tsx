import { useState } from "preact/hooks";

import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { useAct } from "../core/store";
import { rich, t } from "../core/words";
import { PasswordField } from "../parts/AccountFields";
import { Form } from "../parts/Form";
import { Submit, TextField, wrongOf } from "../parts/Field";
import { Page } from "../parts/Page";
import { Refusal } from "../parts/States";
import { Gate } from "./Gate";
import { Personas } from "./Personas";

/** Only addresses of the app itself: a link must not lead a new session elsewhere. */
export function thenOf(place: Place): string {
    const then = place.query.get("then") ?? "/";
    return /^\/(?![/\\])/.test(then) ? then : "/";
}

/** The other way in, with the same way back. */
export function withThen(path: string, then: string): string {
    return then === "/" ? path : `${path}?then=${encodeURIComponent(then)}`;
}

export function SignIn({ place }: { place: Place }) {
    const { market, become } = useSession();
    const [handle, setHandle] = useState("");
    const [password, setPassword] = useState("");
    const act = useAct();
    const then = thenOf(place);
    const send = async () => {
        const who = await act.run(at("POST /sessions"), { handle: handle.trim(), password });
        if (!who) return;
        become(who);
        go(then, "replace");
    };
    return (
        <Page title={t("sign_in.title")} hideTitle>
            <Gate title={t("sign_in.title")} lead={t("sign_in.lead", { market: market.name })}>
                <Form class="stack" onSend={() => void send()}>
                    <TextField
                        label={t("field.handle.label")}
                        name="handle"
                        value={handle}
                        onType={setHandle}
                        autocomplete="username"
                        autocapitalize="none"
                        required
                        wrong={wrongOf(act.problem, "handle")}
                    />
                    <PasswordField value={password} onType={setPassword} problem={act.problem} />
                    <Refusal problem={act.problem} again={() => void send()} />
                    <Submit busy={act.busy} wide>
                        {t("act.sign_in")}
                    </Submit>
                </Form>
                <p>
                    <a href="/forgotten-password">{t("forgotten.title")}</a>
                </p>
                <p class="soft">
                    {rich("sign_in.new_here", {
                        join: (
                            <a key="join" href={withThen("/join", then)}>
                                {t("act.join")}
                            </a>
                        ),
                    })}
                </p>
                {market.demo && <Personas then={then} />}
            </Gate>
        </Page>
    );
}
