import { useState } from "preact/hooks";

import type { Money, OfferView } from "../api";
import { at } from "../core/call";
import { put, refresh, useAct } from "../core/store";
import { price, t } from "../core/words";
import { Icon } from "../parts/Icon";
import { Refusal } from "../parts/States";
import { counterLead, PriceDialog } from "./PriceDialog";

/** What the reader may do with an offer: the server says which. */
export function OfferActs({ offer }: { offer: OfferView }) {
    const [counters, setCounters] = useState(false);
    const act = useAct();
    const { id } = offer;
    const to = at("GET /offers/{id}", { id });
    const may = (act: OfferView["may"][number]) => offer.may.includes(act);
    const take = (fresh: OfferView | undefined) => {
        // Refused: it may have moved on, so it is looked at again.
        if (!fresh) return refresh((path) => path === to.path);
        setCounters(false);
        put(to, fresh);
        refresh((path) => path.startsWith("/offers?") || path.startsWith("/listings/"));
    };
    const agree = async () =>
        take(await act.run(at("POST /offers/{id}/accept", { id }), { price: offer.price }));
    const counter = async (named: Money) => {
        const fresh = await act.run(at("POST /offers/{id}/counter", { id }), { price: named });
        if (fresh) take(fresh);
    };
    const end = async (verb: "decline" | "withdraw") =>
        take(await act.run(at(`POST /offers/{id}/${verb}`, { id })));
    return (
        <div class="stack">
            <div class="row">
                {may("accept") && (
                    <button
                        type="button"
                        class="button next"
                        disabled={act.busy}
                        onClick={() => void agree()}
                    >
                        <Icon name="circle-check" size={18} />
                        {t("offers.accept", { total: price(offer.total) })}
                    </button>
                )}
                {may("counter") && (
                    <button type="button" class="button" onClick={() => setCounters(true)}>
                        {t("offers.counter")}
                    </button>
                )}
                {may("decline") && (
                    <button
                        type="button"
                        class="button bare"
                        disabled={act.busy}
                        onClick={() => void end("decline")}
                    >
                        {t("offers.decline")}
                    </button>
                )}
                {may("withdraw") && (
                    <button
                        type="button"
                        class="button bare"
                        disabled={act.busy}
                        onClick={() => void end("withdraw")}
                    >
                        {t("offers.withdraw")}
                    </button>
                )}
            </div>
            {!counters && <Refusal problem={act.problem} />}
            {counters && (
                <PriceDialog
                    title={t("offers.counter")}
                    lead={counterLead(offer)}
                    currency={offer.price.currency}
                    least={offer.quantity}
                    most={offer.quantity}
                    confirm="offers.counter_send"
                    busy={act.busy}
                    problem={act.problem}
                    onName={(named) => void counter(named)}
                    onClose={() => setCounters(false)}
                />
            )}
        </div>
    );
}
