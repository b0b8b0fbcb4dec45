import type { SessionView } from "../../api";
import { at } from "../../core/call";
import { deviceOf } from "../../core/device";
import { refresh, useAct, useGet } from "../../core/store";
import { moment, t } from "../../core/words";
import { Ago } from "../../parts/Clock";
import { Icon } from "../../parts/Icon";
import { Refusal, Shown, Waiting } from "../../parts/States";

/** Where the reader is signed in, and a way to end it there. */
export function Devices() {
    const got = useGet(at("GET /sessions"));
    const others = got.data?.items.filter(({ current }) => !current) ?? [];
    return (
        <section class="card">
            <h2>{t("settings.devices")}</h2>
            <Shown got={got} waiting={<Waiting kind="lines" n={2} />}>
                {(sessions) => (
                    <ul class="list">
                        {sessions.items.map((session) => (
                            <Device key={session.id} session={session} />
                        ))}
                    </ul>
                )}
            </Shown>
            {others.length > 1 && <EndOthers />}
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
            <Refusal problem={act.problem} again={() => void end()} />
        </li>
    );
}

function EndOthers() {
    const act = useAct();
    const endAll = async () => {
        if (!(await act.run(at("DELETE /sessions/others")))) return;
        refresh((path) => path === "/sessions");
    };
    return (
        <>
            <div>
                <button
                    type="button"
                    class="button little"
                    disabled={act.busy}
                    onClick={() => void endAll()}
                >
                    {t("settings.end_others")}
                </button>
            </div>
            <Refusal problem={act.problem} again={() => void endAll()} />
        </>
    );
}
