import type { PayoutView } from "../../api";
import { at } from "../../core/call";
import { payoutWords } from "../../core/payout";
import { useList } from "../../core/store";
import { moment, price, t } from "../../core/words";
import { ShownList, Waiting } from "../../parts/States";

/** What went to the reader's bank, and how far it is; nothing where nothing did. */
export function PayoutList() {
    const list = useList(at("GET /me/payouts", { limit: 20 }));
    return (
        <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
            {(payouts) => <Payouts payouts={payouts} />}
        </ShownList>
    );
}

function Payouts({ payouts }: { payouts: PayoutView[] }) {
    return (
        <section class="stack">
            <h2>{t("payout.list")}</h2>
            <ul class="card list">
                {payouts.map((one) => (
                    <li key={one.id} class="split">
                        <span>
                            {moment(one.at)}
                            <span class="soft small block">
                                {payoutWords(one)} · <span class="reference">{one.iban}</span>
                            </span>
                        </span>
                        <strong class="amount">{price(one.amount)}</strong>
                    </li>
                ))}
            </ul>
        </section>
    );
}
