import { useState } from "preact/hooks";

import { at } from "../core/call";
import { useSession } from "../core/session";
import { refresh, useAct, useList } from "../core/store";
import { day, t } from "../core/words";
import { DayField, TextField, wrongOf } from "../parts/Field";
import { Form } from "../parts/Form";
import { Refusal, ShownList, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { ReasonField } from "./ReasonField";

/** Which sellers are in which tier, and a way to say it of one. */
export function TierForm() {
    const { market } = useSession();
    const list = useList(at("GET /operator/fees/tiers", { limit: 50 }));
    const [handle, setHandle] = useState("");
    const [tier, setTier] = useState("");
    const [from, setFrom] = useState("");
    const [reason, setReason] = useState("");
    const act = useAct();
    const save = async () => {
        const form = {
            handle: handle.trim().replace(/^@/, ""),
            tier: tier.trim(),
            reason: reason.trim(),
            ...(from ? { from } : {}),
        };
        if (!(await act.run(at("PUT /operator/fees/tiers"), form))) return;
        refresh((path) => path.startsWith("/operator/fees/tiers"));
        setReason("");
        toast(t("fees.tier_set"));
    };
    return (
        <Form class="card stack" onSend={() => void save()}>
            <h2>{t("fees.tiers")}</h2>
            <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
                {(tiers) => (
                    <ul class="list">
                        {tiers.map((one) => (
                            <li key={one.seller.id} class="split">
                                <span>
                                    {one.seller.name} (@{one.seller.handle})
                                </span>
                                <span>
                                    <strong>{one.tier}</strong>{" "}
                                    <span class="soft small">{day(one.since)}</span>
                                </span>
                            </li>
                        ))}
                    </ul>
                )}
            </ShownList>
            <TextField
                label={t("fees.handle")}
                value={handle}
                onType={setHandle}
                autocapitalize="none"
                required
                wrong={wrongOf(act.problem, "handle")}
            />
            <TextField
                label={t("fees.tier")}
                hint={t("fees.tier_hint")}
                value={tier}
                onType={setTier}
                maxLength={30}
                wrong={wrongOf(act.problem, "tier")}
            />
            <DayField
                label={t("fees.from")}
                hint={t("fees.from_hint", { zone: market.zone })}
                value={from}
                onType={setFrom}
                optional
                wrong={wrongOf(act.problem, "from")}
            />
            <ReasonField value={reason} onType={setReason} problem={act.problem} />
            <Refusal problem={act.problem} again={() => void save()} />
            <button class="button" type="submit" disabled={act.busy}>
                {t("fees.tier_save")}
            </button>
        </Form>
    );
}
