import { useState } from "preact/hooks";

import type { MeMember } from "../api";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { put, refresh, useAct } from "../core/store";
import { t } from "../core/words";
import { PasswordField } from "../parts/AccountFields";
import { Submit, TextField, wrongOf } from "../parts/Field";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { rove } from "../parts/roving";
import { Page } from "../parts/Page";
import { PersonLink } from "../parts/People";
import { Empty, Refusal, signInHref } from "../parts/States";
import { casesItem, isModerator, isOperator, operatorItems } from "../parts/Shell";
import { toast } from "../parts/Toast";
import { MailCard } from "./mail/MailCard";
import { Devices } from "./settings/Devices";
import { Leaving } from "./settings/Leaving";
import { Privacy } from "./settings/Privacy";
import { ThisDevice } from "./settings/ThisDevice";
import { Tokens } from "./settings/Tokens";
import { Webhooks } from "./settings/Webhooks";

/** The reader's own corner: everything that has no place in the tab bar, and who they are. */
export function Settings(_: { place: Place }) {
    const { me } = useSession();
    if (!me) {
        return (
            <Page title={t("nav.settings")}>
                <Empty
                    drawing="people"
                    title={t("settings.stranger")}
                    action={
                        <a class="button next" href={signInHref()}>
                            {t("act.sign_in")}
                        </a>
                    }
                />
                <ThisDevice />
            </Page>
        );
    }
    return (
        <Page title={t("nav.settings")}>
            <section class="card">
                <PersonLink person={me} />
                <ul class="menu" onKeyDown={rove}>
                    <li>
                        <a href="/saved">
                            <Icon name="heart" />
                            {t("nav.saved")}
                            <Icon name="chevron-right" size={18} />
                        </a>
                    </li>
                    <li>
                        <a href="/promote">
                            <Icon name="share-2" />
                            {t("nav.promote")}
                            <Icon name="chevron-right" size={18} />
                        </a>
                    </li>
                    <li>
                        <a href="/stall">
                            <Icon name="store" />
                            {t("nav.stall")}
                            <Icon name="chevron-right" size={18} />
                        </a>
                    </li>
                    <li>
                        <a href="/orders/sold">
                            <Icon name="truck" />
                            {t("orders.sold_title")}
                            <Icon name="chevron-right" size={18} />
                        </a>
                    </li>
                    <li>
                        <a href="/reports">
                            <Icon name="flag" />
                            {t("nav.reports")}
                            <Icon name="chevron-right" size={18} />
                        </a>
                    </li>
                    <li>
                        <a href="/statements">
                            <Icon name="scroll-text" />
                            {t("nav.statements")}
                            <Icon name="chevron-right" size={18} />
                        </a>
                    </li>
                    {further(me).map((item) => (
                        <li key={item.href}>
                            <a href={item.href}>
                                <Icon name={item.icon} />
                                {t(item.word)}
                                <Icon name="chevron-right" size={18} />
                            </a>
                        </li>
                    ))}
                </ul>
            </section>
            <ThisDevice />
            <NameForm />
            <PasswordForm />
            <MailCard />
            <Devices />
            <Tokens />
            <Webhooks />
            <Privacy />
            <Leaving />
            <SignOut />
        </Page>
    );
}

/** The pages that a permission opens. */
function further(me: MeMember) {
    return [...(isModerator(me) ? [casesItem] : []), ...(isOperator(me) ? operatorItems : [])];
}

function NameForm() {
    const { me } = useSession();
    const [name, setName] = useState(me?.name ?? "");
    const act = useAct();
    const save = async () => {
        const who = await act.run(at("PATCH /me"), { name: name.trim() });
        if (!who) return;
        put(at("GET /me"), who);
        toast(t("settings.saved"));
    };
    return (
        <Form class="card" onSend={() => void save()}>
            <h2>{t("settings.name")}</h2>
            <TextField
                label={t("field.name.label")}
                value={name}
                onType={setName}
                required
                autocomplete="name"
                wrong={wrongOf(act.problem, "name")}
            />
            <Refusal problem={act.problem} again={() => void save()} />
            <div>
                <Submit busy={act.busy} plain>
                    {t("act.save")}
                </Submit>
            </div>
        </Form>
    );
}

function PasswordForm() {
    const [old, setOld] = useState("");
    const [fresh, setFresh] = useState("");
    const act = useAct();
    const save = async () => {
        if (!(await act.run(at("POST /me/password"), { old, new: fresh }))) return;
        setOld("");
        setFresh("");
        toast(t("settings.password_saved"));
        refresh((path) => path === "/sessions");
    };
    return (
        <Form class="card" onSend={() => void save()}>
            <h2>{t("settings.password")}</h2>
            <PasswordField
                label={t("settings.old_password")}
                value={old}
                onType={setOld}
                problem={act.problem}
                field="old"
            />
            <PasswordField
                label={t("settings.new_password")}
                value={fresh}
                onType={setFresh}
                problem={act.problem}
                field="new"
                fresh
            />
            <Refusal problem={act.problem} again={() => void save()} />
            <div>
                <Submit busy={act.busy} plain>
                    {t("settings.change_password")}
                </Submit>
            </div>
        </Form>
    );
}

function SignOut() {
    const { become } = useSession();
    const act = useAct();
    const leave = async () => {
        if (!(await act.run(at("DELETE /sessions/current")))) return;
        become({ member: null });
        go("/");
    };
    return (
        <div class="stack">
            <button type="button" class="button" disabled={act.busy} onClick={() => void leave()}>
                <Icon name="log-out" size={18} />
                {t("act.sign_out")}
            </button>
            <Refusal problem={act.problem} again={() => void leave()} />
        </div>
    );
}
