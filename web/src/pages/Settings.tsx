import { useState } from "preact/hooks";

import type { MeMember, SessionView } from "../api";
import { at } from "../core/call";
import { deviceOf } from "../core/device";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { put, refresh, useAct, useGet, useList } from "../core/store";
import { day, moment, t } from "../core/words";
import { UnblockButton } from "../parts/BlockActs";
import { Ago } from "../parts/Clock";
import { Submit, TextField, wrongOf } from "../parts/Field";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Languages } from "../parts/Languages";
import { Page } from "../parts/Page";
import { PersonLink } from "../parts/People";
import { Empty, More, Refusal, Shown, signInHref } from "../parts/States";
import { casesItem, isModerator, isOperator, operatorItems } from "../parts/Shell";
import { toast } from "../parts/Toast";

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
                <Languages />
            </Page>
        );
    }
    return (
        <Page title={t("nav.settings")}>
            <section class="card">
                <PersonLink person={me} />
                <ul class="menu">
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
            <section class="card">
                <h2>{t("settings.language")}</h2>
                <Languages />
            </section>
            <NameForm />
            <PasswordForm />
            <Devices />
            <Blocked />
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
            <TextField
                label={t("settings.old_password")}
                type="password"
                value={old}
                onType={setOld}
                autocomplete="current-password"
                required
                wrong={wrongOf(act.problem, "old")}
            />
            <TextField
                label={t("settings.new_password")}
                type="password"
                value={fresh}
                onType={setFresh}
                autocomplete="new-password"
                required
                hint={t("join.password_hint")}
                wrong={wrongOf(act.problem, "new")}
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

function Devices() {
    const got = useGet(at("GET /sessions"));
    return (
        <section class="card">
            <h2>{t("settings.devices")}</h2>
            <Shown got={got}>
                {(sessions) => (
                    <ul class="list">
                        {sessions.items.map((session) => (
                            <Device key={session.id} session={session} />
                        ))}
                    </ul>
                )}
            </Shown>
        </section>
    );
}

function deviceWords(agent: string): string {
    const device = deviceOf(agent);
    if (device) return t("settings.device", { browser: device.browser, system: device.system });
    return agent || t("settings.unknown_device");
}

function Device({ session }: { session: SessionView }) {
    const act = useAct();
    const end = async () => {
        if (!(await act.run(at("DELETE /sessions/{id}", { id: session.id })))) return;
        refresh((path) => path === "/sessions");
    };
    return (
        <li class="row">
            <Icon name="smartphone" />
            <div class="grow">
                <strong>{deviceWords(session.device)}</strong>
                <p class="soft small">
                    {session.address} · {t("settings.since", { date: moment(session.created) })}
                    {" · "}
                    <Ago at={session.seen} />
                </p>
            </div>
            {session.current ? (
                <span class="tag safe">{t("settings.this_device")}</span>
            ) : (
                <button
                    type="button"
                    class="button little"
                    disabled={act.busy}
                    onClick={() => void end()}
                >
                    {t("settings.end_session")}
                </button>
            )}
        </li>
    );
}

/** Whom the reader has blocked; nothing where there is nobody. */
function Blocked() {
    const { items, more } = useList(at("GET /blocks"));
    if (!items || items.length === 0) return null;
    return (
        <section class="card">
            <h2>{t("block.list")}</h2>
            <ul class="list">
                {items.map(({ member, since }) => (
                    <li key={member.id} class="row">
                        <div class="grow">
                            <PersonLink
                                person={member}
                                note={t("block.since", { date: day(since) })}
                            />
                        </div>
                        <UnblockButton person={member} />
                    </li>
                ))}
            </ul>
            <More more={more} />
        </section>
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
