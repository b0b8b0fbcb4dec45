import { useState } from "preact/hooks";

import type { DeliveryState, DeliveryView, WebhookView } from "../api";
import { at } from "../core/call";
import { useGet, useList } from "../core/store";
import { moment, t, tAny } from "../core/words";
import { Ago } from "../parts/Clock";
import { Dialog } from "../parts/Dialog";
import { Icon } from "../parts/Icon";
import { Segments } from "../parts/Segments";
import { Empty, Shown, ShownList } from "../parts/States";
import { toast } from "../parts/Toast";
import { ActButton } from "./ActButton";
import { SpanDialog } from "./SpanDialog";
import type { Side } from "./side";

type Show = DeliveryState | "all";
const shows: readonly Show[] = ["all", "waiting", "delivered", "dead"];

/** What was or will be sent to a webhook. */
export function Deliveries({ side, one }: { side: Side; one: WebhookView }) {
    const [show, setShow] = useState<Show>("all");
    const [spanning, setSpanning] = useState(false);
    const query = { id: one.id, limit: 20, ...(show === "all" ? {} : { state: show }) };
    const list = useList(at(`GET /${side}/webhooks/{id}/deliveries`, query));
    const [open, setOpen] = useState<DeliveryView | null>(null);
    return (
        <section class="card">
            <div class="row">
                <h2 class="grow">{t("webhooks.deliveries")}</h2>
                {one.state === "on" && (
                    <button type="button" class="button little" onClick={() => setSpanning(true)}>
                        <Icon name="rotate-cw" size={16} />
                        {t("webhooks.replay_span")}
                    </button>
                )}
            </div>
            <Segments
                label={t("webhooks.deliveries")}
                options={shows.map((value) => ({ value, word: t(`webhooks.show.${value}`) }))}
                chosen={show}
                onChoose={setShow}
            />
            <ShownList
                got={list}
                empty={
                    <Empty drawing="done" title={t("webhooks.deliveries_none_title")}>
                        {show === "all" && t("webhooks.deliveries_none")}
                    </Empty>
                }
            >
                {(items) => (
                    <ul class="list">
                        {items.map((delivery) => (
                            <Line
                                key={delivery.id}
                                delivery={delivery}
                                onOpen={() => setOpen(delivery)}
                            />
                        ))}
                    </ul>
                )}
            </ShownList>
            {open && <Whole side={side} one={one} delivery={open} onClose={() => setOpen(null)} />}
            {spanning && <SpanDialog side={side} one={one} onClose={() => setSpanning(false)} />}
        </section>
    );
}

const looks: Record<DeliveryState, string> = {
    waiting: "tag clock",
    delivered: "tag safe",
    dead: "tag alert",
};

function Line({ delivery, onOpen }: { delivery: DeliveryView; onOpen: () => void }) {
    return (
        <li class="row">
            <div class="grow">
                <button type="button" class="button bare little" onClick={onOpen}>
                    {tAny("webhook.kind", delivery.kind)}
                </button>
                <p class="soft small">
                    <Ago at={delivery.made} />
                    {delivery.replay && ` · ${t("webhooks.again")}`}
                    {` · ${t("webhooks.tries", { n: delivery.tries })}`}
                    {delivery.failure && ` · ${saidOf(delivery)}`}
                </p>
            </div>
            <span class={looks[delivery.state]}>{t(`webhooks.delivery.${delivery.state}`)}</span>
        </li>
    );
}

/** Why the last try did not go well. */
function saidOf(delivery: DeliveryView): string {
    if (delivery.failure === "answered" && delivery.status !== null) {
        return t("webhooks.status", { status: String(delivery.status) });
    }
    return delivery.failure ? t(`webhook.failure.${delivery.failure}`) : "";
}

interface WholeProps {
    side: Side;
    one: WebhookView;
    delivery: DeliveryView;
    onClose: () => void;
}

/** Everything there is about a delivery, and a way to have it sent again. */
function Whole({ side, one, delivery, onClose }: WholeProps) {
    const path = { id: one.id, delivery: delivery.id };
    const got = useGet(at(`GET /${side}/webhooks/{id}/deliveries/{delivery}`, path));
    return (
        <Dialog
            title={tAny("webhook.kind", delivery.kind)}
            confirm=""
            busy={false}
            onClose={onClose}
        >
            <Shown got={got}>
                {(whole) => (
                    <>
                        <Facts delivery={whole.delivery} />
                        <h3>{t("webhooks.body")}</h3>
                        <pre class="code" tabIndex={0}>
                            {whole.body}
                        </pre>
                        <h3>{t("webhooks.answer")}</h3>
                        {whole.answer_head ? (
                            <pre class="code" tabIndex={0}>
                                {whole.answer_head + "\n" + whole.answer_body}
                            </pre>
                        ) : (
                            <p class="soft">{t("webhooks.no_answer")}</p>
                        )}
                        {one.state === "on" && (
                            <Replay side={side} one={one} delivery={whole.delivery} />
                        )}
                    </>
                )}
            </Shown>
        </Dialog>
    );
}

function Facts({ delivery }: { delivery: DeliveryView }) {
    return (
        <>
            <p>
                <span class={looks[delivery.state]}>
                    {t(`webhooks.delivery.${delivery.state}`)}
                </span>{" "}
                {t("webhooks.tries", { n: delivery.tries })}
                {delivery.last_try && ` · ${moment(delivery.last_try)}`}
                {delivery.tries > 0 && ` · ${t("webhooks.took", { n: delivery.took_millis })}`}
            </p>
            {delivery.status !== null && (
                <p>{t("webhooks.status", { status: String(delivery.status) })}</p>
            )}
            {delivery.failure && <p>{t(`webhook.failure.${delivery.failure}`)}</p>}
            {delivery.next_try && (
                <p>{t("webhooks.next_try", { when: moment(delivery.next_try) })}</p>
            )}
            <dl class="facts prose">
                <div>
                    <dt>{t("webhooks.event_id")}</dt>
                    <dd>
                        <code class="secret">{delivery.event_id}</code>
                    </dd>
                </div>
                <div>
                    <dt>{t("webhooks.delivery_id")}</dt>
                    <dd>
                        <code class="secret">{delivery.id}</code>
                    </dd>
                </div>
            </dl>
        </>
    );
}

function Replay({ side, one, delivery }: Omit<WholeProps, "onClose">) {
    const path = { id: one.id, delivery: delivery.id };
    return (
        <ActButton
            side={side}
            word={t(delivery.state === "waiting" ? "webhooks.try_now" : "webhooks.replay")}
            icon="rotate-cw"
            run={async (act, reason) => {
                const done =
                    side === "operator"
                        ? await act.run(
                              at("POST /operator/webhooks/{id}/deliveries/{delivery}/replay", path),
                              { reason },
                          )
                        : await act.run(
                              at("POST /me/webhooks/{id}/deliveries/{delivery}/replay", path),
                          );
                if (done) toast(t("webhooks.replayed"));
                return Boolean(done);
            }}
        />
    );
}
