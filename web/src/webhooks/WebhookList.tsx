import { useState } from "preact/hooks";

import type { EndpointState, MadeWebhookView, WebhookView } from "../api";
import { useGet } from "../core/store";
import { moment, t } from "../core/words";
import { Icon } from "../parts/Icon";
import { Shown } from "../parts/States";
import { toast } from "../parts/Toast";
import { EndpointForm } from "./EndpointForm";
import { hostOf, listOf, nameOf, pageOf, type Side } from "./side";

/** Where programs are told of what happens, and a way to have another told. */
export function WebhookList({ side }: { side: Side }) {
    const got = useGet(listOf(side));
    const [making, setMaking] = useState(false);
    const [made, setMade] = useState<MadeWebhookView | null>(null);
    return (
        <>
            {made && <Secret made={made} />}
            <Shown got={got}>
                {({ items }) =>
                    items.length === 0 ? (
                        <p class="soft">{t("webhooks.none")}</p>
                    ) : (
                        <ul class="list">
                            {items.map((one) => (
                                <Line key={one.id} side={side} one={one} />
                            ))}
                        </ul>
                    )
                }
            </Shown>
            <div>
                <button type="button" class="button" onClick={() => setMaking(true)}>
                    <Icon name="plus" size={18} />
                    {t("webhooks.make")}
                </button>
            </div>
            {making && (
                <EndpointForm side={side} onMade={setMade} onClose={() => setMaking(false)} />
            )}
        </>
    );
}

function Line({ side, one }: { side: Side; one: WebhookView }) {
    return (
        <li class="row">
            <div class="grow">
                <a
                    href={pageOf(side, one.id)}
                    aria-label={t("webhooks.open", { host: nameOf(one) })}
                >
                    <strong>{nameOf(one)}</strong>
                </a>
                <p class="soft small">
                    {hostOf(one.url)}
                    {" · "}
                    {t("webhooks.kinds_n", { n: one.kinds.length })}
                </p>
                <Missed one={one} />
            </div>
            <StateTag one={one} />
        </li>
    );
}

/** What has not arrived there and will not by itself. */
export function Missed({ one }: { one: WebhookView }) {
    if (one.dead === 0) return null;
    return (
        <p class="small">
            <Icon name="circle-alert" size={16} />{" "}
            {t(one.dead < 1000 ? "webhooks.missed" : "webhooks.missed_many", { n: one.dead })}
        </p>
    );
}

const looks: Record<EndpointState, string> = { on: "tag safe", off: "tag", failed: "tag alert" };

export function StateTag({ one }: { one: WebhookView }) {
    const failing = one.state === "on" && one.failing_since !== null;
    if (failing) return <span class="tag clock">{t("webhooks.fails")}</span>;
    return <span class={looks[one.state]}>{t(`webhooks.state.${one.state}`)}</span>;
}

/** The one time that it is told. */
export function Secret({ made }: { made: MadeWebhookView }) {
    const copy = async () => {
        await navigator.clipboard.writeText(made.secret);
        toast(t("webhooks.copied"));
    };
    const until = made.webhook.old_secret_until;
    return (
        <div class="notice safe">
            <Icon name="key-round" />
            <div class="stack">
                <span>{t("webhooks.secret_once")}</span>
                <code class="secret">{made.secret}</code>
                {until && <span>{t("webhooks.secret_both", { time: moment(until) })}</span>}
                <div>
                    <button type="button" class="button little" onClick={() => void copy()}>
                        {t("webhooks.copy")}
                    </button>
                </div>
            </div>
        </div>
    );
}
