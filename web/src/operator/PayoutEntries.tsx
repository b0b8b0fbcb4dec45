import { useState } from "preact/hooks";

import type { PayoutEntryView } from "../api";
import { at } from "../core/call";
import { useList } from "../core/store";
import { moment, price, t, tAny } from "../core/words";
import { ShownList, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { Asked } from "./Asked";

/** Movements of the bank's statements that fit no payout; nothing where there are none. */
export function PayoutEntries() {
    const list = useList(at("GET /operator/payouts/entries", { limit: 50 }));
    return (
        <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
            {(entries) => <Entries entries={entries} />}
        </ShownList>
    );
}

function Entries({ entries }: { entries: PayoutEntryView[] }) {
    const [chosen, setChosen] = useState<PayoutEntryView | null>(null);
    return (
        <section class="stack">
            <h2>{t("payouts.unfit")}</h2>
            <ul class="card list">
                {entries.map((one) => (
                    <li key={one.id} class="row">
                        <div class="grow">
                            <strong class="amount">{price(one.amount)}</strong>{" "}
                            {t(
                                one.direction === "debit"
                                    ? "payouts.unfit_out"
                                    : "payouts.unfit_in",
                            )}
                            <p class="soft small">
                                {[one.end_to_end, one.said].filter(Boolean).join(" · ")}{" "}
                                {tAny("payouts.unfit_why", one.why)} · {moment(one.at)}
                            </p>
                        </div>
                        <button type="button" class="button little" onClick={() => setChosen(one)}>
                            {t("payouts.seen")}
                        </button>
                    </li>
                ))}
            </ul>
            {chosen && (
                <Asked
                    title={t("payouts.seen_title")}
                    confirm={t("payouts.seen")}
                    onClose={() => setChosen(null)}
                    run={async (act, reason) => {
                        const to = at("POST /operator/payouts/entries/{id}/seen", {
                            id: chosen.id,
                        });
                        const done = await act.run(to, { reason });
                        if (done) toast(t("payouts.noted"));
                        return Boolean(done);
                    }}
                />
            )}
        </section>
    );
}
