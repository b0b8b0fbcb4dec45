import type { LedgerView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useGet } from "../core/store";
import { count, price, t } from "../core/words";
import { DataTable } from "../parts/DataTable";
import { Icon } from "../parts/Icon";
import { Shown } from "../parts/States";
import { Frame } from "./Frame";

/** Whether the books are right: everything sums to zero, and the chain of batches is whole. */
export function LedgerPage(_: { place: Place }) {
    const got = useGet(at("GET /operator/ledger"));
    return (
        <Frame title={t("nav.ledger")} lead={t("ledger.lead")}>
            <Shown got={got}>
                {(ledger) => (
                    <>
                        <Health
                            good={ledger.sum_zero}
                            text={t(ledger.sum_zero ? "ledger.zero" : "ledger.not_zero")}
                        />
                        <Health
                            good={ledger.chain.ok}
                            text={t(ledger.chain.ok ? "ledger.chain" : "ledger.broken", {
                                n: count(ledger.chain.batches),
                            })}
                        />
                        <p class="soft small">
                            {t("ledger.head")} <code class="reference">{ledger.chain.head}</code>
                        </p>
                        <Accounts ledger={ledger} />
                    </>
                )}
            </Shown>
        </Frame>
    );
}

function Health({ good, text }: { good: boolean; text: string }) {
    return (
        <p class={`notice ${good ? "safe" : "wrong"}`}>
            <Icon name={good ? "circle-check" : "circle-alert"} />
            <span>{text}</span>
        </p>
    );
}

function Accounts({ ledger }: { ledger: LedgerView }) {
    const columns = [
        { word: t("ledger.purpose") },
        { word: t("ledger.asset") },
        { word: t("ledger.count"), number: true },
        { word: t("money.balance"), number: true },
    ];
    return (
        <DataTable label={t("ledger.accounts")} columns={columns}>
            {ledger.accounts.map((account) => (
                <tr key={`${account.purpose} ${account.asset}`}>
                    <th scope="row">{t(`account.${account.purpose}`)}</th>
                    <td>{account.asset}</td>
                    <td class="number">{count(account.count)}</td>
                    <td class="number">{price(account.balance)}</td>
                </tr>
            ))}
        </DataTable>
    );
}
