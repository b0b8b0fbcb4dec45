import type { ReceiptView } from "../api";
import { at } from "../core/call";
import { useList } from "../core/store";
import { price, t } from "../core/words";
import { ShownList, Waiting } from "../parts/States";

/** Lines of the statement as they were booked, and what became of them. */
export function Receipts() {
    const list = useList(at("GET /operator/bank/receipts"));
    return (
        <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
            {(receipts) => <Table receipts={receipts} />}
        </ShownList>
    );
}

function Table({ receipts }: { receipts: ReceiptView[] }) {
    return (
        <section class="stack">
            <h2>{t("bank.receipts")}</h2>
            <div class="table" tabIndex={0} role="region" aria-label={t("bank.receipts")}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t("bank.line")}</th>
                            <th scope="col">{t("transfer.reference")}</th>
                            <th scope="col" class="number">
                                {t("transfer.amount")}
                            </th>
                            <th scope="col">{t("bank.result")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {receipts.map((one) => (
                            <tr key={one.id}>
                                <td>{one.statement_line}</td>
                                <td class="reference">{one.reference}</td>
                                <td class="number">{price(one.amount)}</td>
                                <td>{resultOf(one)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </section>
    );
}

function resultOf(one: ReceiptView) {
    if (one.state === "paid" && one.order) {
        return <a href={`/orders/${one.order}`}>{t("bank.matched")}</a>;
    }
    return one.state === "sent_back" ? t("bank.is_back") : t(`bank.why.${one.why}`);
}
