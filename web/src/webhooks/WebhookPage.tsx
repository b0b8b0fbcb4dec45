import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { MadeWebhookView, WebhookView } from "../api";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { useGet } from "../core/store";
import { moment, t, tAny } from "../core/words";
import { Frame } from "../operator/Frame";
import { useAgain } from "../parts/again";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Empty, Shown, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { ActButton } from "./ActButton";
import { Deliveries } from "./Deliveries";
import { EndpointForm } from "./EndpointForm";
import { again, home, hostOf, listOf, look, nameOf, type Side } from "./side";
import { Missed, Secret, StateTag, WebhookList } from "./WebhookList";

/** One of the reader's own. */
export function WebhookPage({ place }: { place: Place }) {
    return (
        <Page
            title={t("webhooks.one")}
            room="full"
            back={{ href: "/settings", label: t("nav.settings") }}
        >
            <Found side="me" id={place.params["id"] ?? ""} />
        </Page>
    );
}

/** Those of the market. */
export function MarketWebhooks(_: { place: Place }) {
    return (
        <Frame title={t("nav.webhooks")} lead={t("webhooks.market_lead")}>
            <section class="card">
                <WebhookList side="operator" />
            </section>
        </Frame>
    );
}

export function MarketWebhookPage({ place }: { place: Place }) {
    return (
        <Frame title={t("webhooks.one")}>
            <a class="back" href="/operator/webhooks">
                <Icon name="arrow-left" size={18} />
                {t("webhooks.back")}
            </a>
            <Found side="operator" id={place.params["id"] ?? ""} />
        </Frame>
    );
}

function Found({ side, id }: { side: Side; id: string }) {
    const got = useGet(listOf(side));
    // Nobody hints at deliveries: whoever looks at this page waits for one to arrive.
    useAgain(look, 5000);
    return (
        <Shown got={got} waiting={<Waiting kind="page" />}>
            {({ items }) => {
                const one = items.find((some) => some.id === id);
                if (!one) return <Empty drawing="lost" title={t("problem.missing_title")} />;
                return (
                    <>
                        <About side={side} one={one} />
                        <Deliveries side={side} one={one} />
                    </>
                );
            }}
        </Shown>
    );
}

function About({ side, one }: { side: Side; one: WebhookView }) {
    const [made, setMade] = useState<MadeWebhookView | null>(null);
    return (
        <section class="card">
            <div class="row">
                <h2 class="grow">{nameOf(one)}</h2>
                <StateTag one={one} />
            </div>
            <p>
                <code class="secret">{one.url}</code>
            </p>
            {one.state === "failed" && <Trouble>{t("webhooks.failed_text")}</Trouble>}
            {one.state === "on" && one.failing_since && (
                <Trouble>{t("webhooks.failing", { since: moment(one.failing_since) })}</Trouble>
            )}
            <Missed one={one} />
            <details>
                <summary>{t("webhooks.kinds_n", { n: one.kinds.length })}</summary>
                <ul>
                    {one.kinds.map((kind) => (
                        <li key={kind}>
                            {tAny("webhook.kind", kind)} <code class="small">{kind}</code>
                        </li>
                    ))}
                </ul>
            </details>
            {made && <Secret made={made} />}
            <Acts side={side} one={one} onMade={setMade} />
        </section>
    );
}

function Trouble({ children }: { children: ComponentChildren }) {
    return (
        <div class="notice wrong">
            <Icon name="circle-alert" />
            <p>{children}</p>
        </div>
    );
}

interface ActsProps {
    side: Side;
    one: WebhookView;
    onMade: (made: MadeWebhookView) => void;
}

function Acts({ side, one, onMade }: ActsProps) {
    const [changing, setChanging] = useState(false);
    const on = one.state === "on";
    return (
        <div class="row">
            {on && <Ping side={side} one={one} />}
            <button type="button" class="button little" onClick={() => setChanging(true)}>
                <Icon name="pencil" size={16} />
                {t("webhooks.change")}
            </button>
            <Rotate side={side} one={one} onMade={onMade} />
            <ActButton
                side={side}
                word={t(on ? "webhooks.turn_off" : "webhooks.turn_on")}
                icon={on ? "pause" : "play"}
                run={async (act, reason) => {
                    const body = side === "operator" ? { on: !on, reason } : { on: !on };
                    const to = at(`PATCH /${side}/webhooks/{id}`, { id: one.id });
                    return Boolean(await act.run(to, body as never));
                }}
            />
            <End side={side} one={one} />
            {changing && <EndpointForm side={side} one={one} onClose={() => setChanging(false)} />}
        </div>
    );
}

function Ping({ side, one }: { side: Side; one: WebhookView }) {
    return (
        <ActButton
            side={side}
            word={t("webhooks.ping")}
            icon="send"
            run={async (act, reason) => {
                const done =
                    side === "operator"
                        ? await act.run(at("POST /operator/webhooks/{id}/ping", { id: one.id }), {
                              reason,
                          })
                        : await act.run(at("POST /me/webhooks/{id}/ping", { id: one.id }));
                if (done) toast(t("webhooks.pinged"));
                return Boolean(done);
            }}
        />
    );
}

function Rotate({ side, one, onMade }: ActsProps) {
    return (
        <ActButton
            side={side}
            word={t("webhooks.secret")}
            icon="key-round"
            ask={{ title: t("webhooks.secret_title"), text: t("webhooks.secret_text") }}
            run={async (act, reason) => {
                const made =
                    side === "operator"
                        ? await act.run(at("POST /operator/webhooks/{id}/secret", { id: one.id }), {
                              reason,
                          })
                        : await act.run(at("POST /me/webhooks/{id}/secret", { id: one.id }));
                if (made) onMade(made);
                return Boolean(made);
            }}
        />
    );
}

function End({ side, one }: { side: Side; one: WebhookView }) {
    const text = t("webhooks.end_text", { host: hostOf(one.url) });
    return (
        <ActButton
            side={side}
            word={t("webhooks.end")}
            icon="x"
            ask={{ title: t("webhooks.end_title"), text }}
            run={async (act, reason) => {
                const done =
                    side === "operator"
                        ? await act.run(at("POST /operator/webhooks/{id}/end", { id: one.id }), {
                              reason,
                          })
                        : await act.run(at("DELETE /me/webhooks/{id}", { id: one.id }));
                if (!done) return false;
                again();
                go(home(side));
                return true;
            }}
        />
    );
}
