import { useState } from "preact/hooks";

import type { PayoutSourceView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { put, refresh, useAct, useGet } from "../core/store";
import { price, t } from "../core/words";
import { BankFields } from "../parts/AccountFields";
import { Submit } from "../parts/Field";
import { Form } from "../parts/Form";
import { Refusal, Shown } from "../parts/States";
import { toast } from "../parts/Toast";
import { Asked } from "./Asked";
import { Frame } from "./Frame";
import { PayoutEntries } from "./PayoutEntries";
import { PayoutRuns } from "./PayoutRuns";
import { PayoutStatements } from "./PayoutStatements";
import { ReasonField } from "./ReasonField";

/** What sellers earned goes to their bank: runs, their files, and what the bank says of them. */
export function Payouts(_: { place: Place }) {
    const source = useGet(at("GET /operator/payouts/source"));
    return (
        <Frame title={t("nav.payouts")} lead={t("payouts.lead")}>
            <RunNow />
            <PayoutRuns />
            <div class="two">
                <PayoutStatements />
                <Shown got={source}>{(one) => <Source source={one} />}</Shown>
            </div>
            <PayoutEntries />
        </Frame>
    );
}

function RunNow() {
    const [open, setOpen] = useState(false);
    return (
        <div>
            <button type="button" class="button next" onClick={() => setOpen(true)}>
                {t("payouts.run_now")}
            </button>
            {open && (
                <Asked
                    title={t("payouts.run_title")}
                    confirm={t("payouts.run_now")}
                    onClose={() => setOpen(false)}
                    run={(act, reason) =>
                        act.run(at("POST /operator/payouts/runs"), { reason }).then((made) => {
                            if (!made) return false;
                            const amount = price(made.amount);
                            toast(t("payouts.run_made", { n: made.payouts, amount }));
                            return true;
                        })
                    }
                />
            )}
        </div>
    );
}

function Source({ source }: { source: PayoutSourceView }) {
    const [holder, setHolder] = useState(source.holder ?? "");
    const [iban, setIban] = useState(source.iban ?? "");
    const [reason, setReason] = useState("");
    const act = useAct();
    const save = async () => {
        const form = { holder: holder.trim(), iban: iban.trim(), reason: reason.trim() };
        const fresh = await act.run(at("PUT /operator/payouts/source"), form);
        if (!fresh) return;
        put(at("GET /operator/payouts/source"), fresh);
        setReason("");
        toast(t("payouts.source_saved"));
        refresh((path) => path.startsWith("/operator"));
    };
    return (
        <Form class="card" onSend={() => void save()}>
            <h2>{t("payouts.source")}</h2>
            {!source.iban && <p class="notice clock">{t("payouts.source_none")}</p>}
            <BankFields
                holder={holder}
                iban={iban}
                onHolder={setHolder}
                onIban={setIban}
                problem={act.problem}
                whose="market"
            />
            <ReasonField value={reason} onType={setReason} problem={act.problem} />
            <Refusal problem={act.problem} again={() => void save()} />
            <Submit busy={act.busy} plain>
                {t("payouts.source_save")}
            </Submit>
        </Form>
    );
}
