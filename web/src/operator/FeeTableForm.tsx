import { useState } from "preact/hooks";

import type { FeesView } from "../api";
import { at } from "../core/call";
import { rowsFrom, rowsText } from "../core/fees";
import { useSession } from "../core/session";
import { refresh, useAct } from "../core/store";
import { t } from "../core/words";
import { DayField, LongField, wrongOf } from "../parts/Field";
import { Form } from "../parts/Form";
import { Refusal } from "../parts/States";
import { toast } from "../parts/Toast";
import { ReasonField } from "./ReasonField";
import { FeeTrial } from "./Trial";

/** The next table, a row a line, from a day on. */
export function FeeTableForm({ fees }: { fees: FeesView }) {
    const latest = fees.coming ?? fees.table;
    const [text, setText] = useState(rowsText(latest?.rows ?? [], fees.currency));
    const [from, setFrom] = useState("");
    const [reason, setReason] = useState("");
    const { market } = useSession();
    const act = useAct();
    const read = rowsFrom(text, fees.currency);
    const save = async () => {
        if ("wrong" in read) return;
        const form = { rows: read.rows, reason: reason.trim(), ...(from ? { from } : {}) };
        if (!(await act.run(at("PUT /operator/fees"), form))) return;
        refresh((path) => path.startsWith("/fees"));
        setReason("");
        toast(t("fees.set"));
    };
    return (
        <Form class="card stack" onSend={() => void save()}>
            <h2>{t("fees.change")}</h2>
            <LongField
                label={t("fees.rows")}
                hint={t("fees.rows_hint")}
                rows={6}
                placeholder={"books, , 3 %, 0.30\n, gold, 4 %\n, , 8 %, 0.50, 40"}
                value={text}
                onType={setText}
                wrong={
                    "wrong" in read
                        ? t("fees.row_wrong", { row: read.wrong })
                        : wrongOf(act.problem, "rows")
                }
            />
            <DayField
                label={t("fees.from")}
                hint={t("fees.from_hint", { zone: market.zone })}
                value={from}
                onType={setFrom}
                optional
                wrong={wrongOf(act.problem, "from")}
            />
            {"rows" in read && <FeeTrial rows={read.rows} />}
            <ReasonField value={reason} onType={setReason} problem={act.problem} />
            <Refusal problem={act.problem} again={() => void save()} />
            <button class="button primary" type="submit" disabled={act.busy || "wrong" in read}>
                {t("fees.change")}
            </button>
        </Form>
    );
}
