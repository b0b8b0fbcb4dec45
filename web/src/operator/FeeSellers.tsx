import { useState } from "preact/hooks";

import { at } from "../core/call";
import { refresh, useAct, useList } from "../core/store";
import { day, t } from "../core/words";
import { DayField, TextField, wrongOf } from "../parts/Field";
import { Form } from "../parts/Form";
import { Refusal, ShownList, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { ReasonField } from "./ReasonField";

/** Which sellers are in which tier, and a way to say it of one. */
export function TierForm() {
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
                hint={t("fees.from_hint")}
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

/** The number of goods in what somebody typed or pasted: the number alone, or their address. */
export function listingIn(typed: string): string {
    const address = /\/listings\/(\d{1,19})/.exec(typed);
    return (address ?? /^\s*(\d{1,19})\s*$/.exec(typed))?.[1] ?? "";
}

/** Which goods are in which category of the table. */
export function CategoryForm() {
    const list = useList(at("GET /operator/fees/goods", { limit: 50 }));
    const [typed, setTyped] = useState("");
    const [category, setCategory] = useState("");
    const act = useAct();
    const listing = listingIn(typed);
    const [tried, setTried] = useState(false);
    const save = async () => {
        setTried(true);
        if (listing === "") return;
        const form = { listing, category: category.trim() };
        if (!(await act.run(at("PUT /operator/fees/goods"), form))) return;
        refresh((path) => path.startsWith("/operator/fees/goods"));
        setTyped("");
        toast(t("fees.category_set"));
    };
    return (
        <Form class="card stack" onSend={() => void save()}>
            <h2>{t("fees.categories")}</h2>
            <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
                {(goods) => (
                    <ul class="list">
                        {goods.map((one) => (
                            <li key={one.listing} class="split">
                                <a href={`/listings/${one.listing}`}>{one.title}</a>
                                <strong>{one.category}</strong>
                            </li>
                        ))}
                    </ul>
                )}
            </ShownList>
            <TextField
                label={t("fees.listing")}
                hint={t("fees.listing_hint")}
                value={typed}
                onType={setTyped}
                required
                wrong={
                    tried && typed.trim() !== "" && listing === ""
                        ? t("fees.listing_hint")
                        : wrongOf(act.problem, "listing")
                }
            />
            <TextField
                label={t("fees.category")}
                hint={t("fees.category_hint")}
                value={category}
                onType={setCategory}
                maxLength={30}
                wrong={wrongOf(act.problem, "category")}
            />
            <Refusal problem={act.problem} again={() => void save()} />
            <button class="button" type="submit" disabled={act.busy}>
                {t("fees.category_save")}
            </button>
        </Form>
    );
}
