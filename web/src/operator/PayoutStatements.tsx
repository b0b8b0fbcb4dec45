import { useState } from "preact/hooks";

import type { PayoutStatementView } from "../api";
import { at } from "../core/call";
import { refresh, useAct, useList } from "../core/store";
import { t } from "../core/words";
import { useAgain } from "../parts/again";
import { Submit, wrongOf } from "../parts/Field";
import { FileField } from "../parts/FileField";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Refusal } from "../parts/States";

/** The bank's statement as a file: what of our payouts it says. */
export function PayoutStatements() {
    const [xml, setXml] = useState("");
    const [result, setResult] = useState<PayoutStatementView | null>(null);
    const act = useAct();
    const choose = (read: string) => {
        setXml(read);
        // What was said of the file before is not true of this one.
        setResult(null);
        act.clear();
    };
    const send = async () => {
        const read = await act.run(at("POST /operator/payouts/statements"), { xml });
        if (!read) return;
        setResult(read);
        refresh((path) => path.startsWith("/operator"));
    };
    return (
        <Form class="card raised" onSend={() => void send()}>
            <h2>{t("payouts.statement")}</h2>
            <p class="soft small">{t("payouts.statement_lead")}</p>
            <FileField
                label={t("import.file")}
                choose={t("payouts.statement_choose")}
                accept=".xml,.c53,application/xml,text/xml"
                onRead={choose}
                wrong={wrongOf(act.problem, "xml")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
            {result && <Result first={result} />}
            <Submit busy={act.busy} wide disabled={xml === ""}>
                {t("payouts.statement_read")}
            </Submit>
        </Form>
    );
}

/** What a statement came to; of a long one the rest is booked after it was answered. */
function Result({ first }: { first: PayoutStatementView }) {
    const read = useList(first.done ? null : at("GET /operator/payouts/statements", { limit: 20 }));
    const now = read.items?.find(({ id }) => id === first.id) ?? first;
    useAgain((path) => path.startsWith("/operator/payouts"), 2000, !now.done);
    return (
        <p class="notice safe" role="status">
            <Icon name="circle-check" />
            <span>
                {t("payouts.statement_result", {
                    paid: now.paid,
                    returned: now.returned,
                    known: now.known,
                    unfit: now.unfit,
                })}
                {!now.done && ` ${t("payouts.statement_going")}`}
            </span>
        </p>
    );
}
