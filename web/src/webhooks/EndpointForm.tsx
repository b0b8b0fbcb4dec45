import { useState } from "preact/hooks";

import type { HookKind, MadeWebhookView, WebhookView } from "../api";
import { at } from "../core/call";
import { useAct, useGet } from "../core/store";
import { t, tAny } from "../core/words";
import { ReasonField } from "../operator/ReasonField";
import { Dialog } from "../parts/Dialog";
import { TextField, Wrong, wrongOf } from "../parts/Field";
import { Refusal, Shown } from "../parts/States";
import { again, type Side } from "./side";

interface Props {
    side: Side;
    /** The one to change; none: a new one is made. */
    one?: WebhookView;
    onMade?: (made: MadeWebhookView) => void;
    onClose: () => void;
}

/** Where a program listens, and what it wants to hear. */
export function EndpointForm({ side, one, onMade, onClose }: Props) {
    const [url, setUrl] = useState(one?.url ?? "");
    const [description, setDescription] = useState(one?.description ?? "");
    const [kinds, setKinds] = useState<HookKind[]>(one?.kinds ?? []);
    const [reason, setReason] = useState("");
    const act = useAct();
    const save = async () => {
        const fields = { url: url.trim(), description: description.trim(), kinds };
        const body = side === "operator" ? { ...fields, reason: reason.trim() } : fields;
        if (one) {
            const to = at(`PATCH /${side}/webhooks/{id}`, { id: one.id });
            if (!(await act.run(to, body as never))) return;
        } else {
            const made = await act.run(at(`POST /${side}/webhooks`), body as never);
            if (!made) return;
            onMade?.(made as MadeWebhookView);
        }
        again();
        onClose();
    };
    const wrongKinds = wrongOf(act.problem, "kinds");
    return (
        <Dialog
            title={t(one ? "webhooks.change" : "webhooks.make")}
            confirm={t(one ? "webhooks.save" : "webhooks.make_it")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            <TextField
                label={t("webhooks.url")}
                hint={t("webhooks.url_hint")}
                value={url}
                onType={setUrl}
                required
                maxLength={500}
                placeholder="https://shop.example/hooks"
                wrong={wrongOf(act.problem, "url")}
            />
            <TextField
                label={t("webhooks.description")}
                value={description}
                onType={setDescription}
                maxLength={100}
                placeholder={t("webhooks.description_example")}
                wrong={wrongOf(act.problem, "description")}
            />
            <KindChoices side={side} chosen={kinds} onChoose={setKinds} />
            <Wrong text={wrongKinds} />
            {side === "operator" && (
                <ReasonField value={reason} onType={setReason} problem={act.problem} />
            )}
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}

type Group = "order" | "listing" | "payout" | "market";
const groups: readonly Group[] = ["order", "listing", "payout", "market"];

function groupOf(kind: HookKind): Group {
    if (kind.startsWith("order_")) return "order";
    if (kind.startsWith("payout_")) return "payout";
    return kind.startsWith("shop_") || kind.startsWith("member_") ? "market" : "listing";
}

interface ChoiceProps {
    side: Side;
    chosen: HookKind[];
    onChoose: (kinds: HookKind[]) => void;
}

/** Every kind by what it is about; a group is chosen with one press. */
function KindChoices({ side, chosen, onChoose }: ChoiceProps) {
    const got = useGet(at("GET /webhook-kinds"));
    const turn = (some: HookKind[], on: boolean) =>
        onChoose([...chosen.filter((one) => !some.includes(one)), ...(on ? some : [])]);
    return (
        <Shown got={got}>
            {({ items }) => {
                const offered = items.filter((one) => side === "operator" || !one.market_only);
                return (
                    <fieldset class="stack">
                        <legend>{t("webhooks.kinds")}</legend>
                        {groups.map((group) => {
                            const some = offered
                                .map((one) => one.kind)
                                .filter((kind) => groupOf(kind) === group);
                            if (some.length === 0) return null;
                            return (
                                <KindGroup
                                    key={group}
                                    group={group}
                                    some={some}
                                    chosen={chosen}
                                    onTurn={turn}
                                />
                            );
                        })}
                    </fieldset>
                );
            }}
        </Shown>
    );
}

interface GroupProps {
    group: Group;
    some: HookKind[];
    chosen: HookKind[];
    onTurn: (some: HookKind[], on: boolean) => void;
}

function KindGroup({ group, some, chosen, onTurn }: GroupProps) {
    const count = some.filter((kind) => chosen.includes(kind)).length;
    return (
        <details class="kinds" open={group === "order" || count > 0}>
            <summary>
                {t(`webhooks.group.${group}`)}
                <span class="soft small">
                    {" "}
                    {t("webhooks.chosen", { n: count, all: some.length })}
                </span>
            </summary>
            <label class="choice">
                <input
                    type="checkbox"
                    checked={count === some.length}
                    onChange={(event) => onTurn(some, event.currentTarget.checked)}
                />
                <span>{t("webhooks.kinds_all")}</span>
            </label>
            {some.map((kind) => (
                <label key={kind} class="choice">
                    <input
                        type="checkbox"
                        checked={chosen.includes(kind)}
                        onChange={(event) => onTurn([kind], event.currentTarget.checked)}
                    />
                    <span>{tAny("webhook.kind", kind)}</span>
                </label>
            ))}
        </details>
    );
}
