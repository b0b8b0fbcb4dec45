import { useState } from "preact/hooks";

import type { PayoutStatementView } from "../api";
import { at } from "../core/call";
import { refresh, useAct } from "../core/store";
import { t } from "../core/words";
import { Submit, wrongOf } from "../parts/Field";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Refusal } from "../parts/States";

/** The bank's statement as a file: what of our payouts it says. */
export function PayoutStatements() {
    const [file, setFile] = useState("");
    const [xml, setXml] = useState("");
    const [result, setResult] = useState<PayoutStatementView | null>(null);
    const act = useAct();
    const choose = async (chosen: File | undefined) => {
        if (!chosen) return;
        setFile(chosen.name);
        setXml(await chosen.text());
    };
    const send = async () => {
        const read = await act.run(at("POST /operator/payouts/statements"), { xml });
        if (!read) return;
        setResult(read);
        refresh((path) => path.startsWith("/operator"));
    };
    const wrong = wrongOf(act.problem, "xml");
    return (
        <Form class="card raised" onSend={() => void send()}>
            <h2>{t("payouts.statement")}</h2>
            <p class="soft small">{t("payouts.statement_lead")}</p>
            <div class="field">
                <label for="statement">{t("payouts.statement_choose")}</label>
                <label class="drop">
                    <Icon name="file-spreadsheet" size={28} />
                    <span>{file || t("payouts.statement_choose")}</span>
                    <input
                        id="statement"
                        type="file"
                        accept=".xml,.c53,application/xml,text/xml"
                        aria-describedby={wrong ? "statement-wrong" : undefined}
                        onChange={(event) => void choose(event.currentTarget.files?.[0])}
                    />
                </label>
                {wrong && (
                    <p class="wrong" id="statement-wrong">
                        <Icon name="circle-alert" size={16} />
                        <span>{wrong}</span>
                    </p>
                )}
            </div>
            <Refusal problem={act.problem} again={() => void send()} />
            {result && (
                <p class="notice safe" role="status">
                    <Icon name="circle-check" />
                    <span>
                        {t("payouts.statement_result", {
                            paid: result.paid,
                            returned: result.returned,
                            known: result.known,
                            unfit: result.unfit,
                        })}
                        {!result.done && ` ${t("payouts.statement_going")}`}
                    </span>
                </p>
            )}
            <Submit busy={act.busy} wide disabled={xml === ""}>
                {t("payouts.statement_read")}
            </Submit>
        </Form>
    );
}
