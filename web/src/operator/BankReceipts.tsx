import type { ReceiptView } from "../api";
import { at } from "../core/call";
import { useList } from "../core/store";
import { price, t } from "../core/words";
import { DataTable } from "../parts/DataTable";
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
    const columns = [
        { word: t("bank.line") },
        { word: t("transfer.reference") },
        { word: t("transfer.amount"), number: true },
        { word: t("bank.result") },
    ];
    return (
        <section class="stack">
            <h2>{t("bank.receipts")}</h2>
            <DataTable label={t("bank.receipts")} columns={columns}>
                {receipts.map((one) => (
                    <tr key={one.id}>
                        <td>{one.statement_line}</td>
                        <td class="reference">{one.reference}</td>
                        <td class="number">{price(one.amount)}</td>
                        <td>{resultOf(one)}</td>
                    </tr>
                ))}
            </DataTable>
        </section>
    );
}

function resultOf(one: ReceiptView) {
    if (one.state === "paid" && one.order) {
        return <a href={`/orders/${one.order}`}>{t("bank.matched")}</a>;
    }
    return one.state === "sent_back" ? t("bank.is_back") : t(`bank.why.${one.why}`);
}
