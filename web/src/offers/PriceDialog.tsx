import { useState } from "preact/hooks";

import type { Money, OfferView } from "../api";
import type { Problem } from "../core/call";
import { minorOf, price, symbolOf, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { AmountField, wrongOf } from "../parts/Field";
import { Quantity } from "../parts/Quantity";
import { Refusal } from "../parts/States";

interface Props {
    title: string;
    lead: string;
    currency: string;
    /** How many it may be for; the same twice where that is settled. */
    least: number;
    most: number;
    /** What the button says of the sum. */
    confirm: "offers.send" | "offers.counter_send";
    busy: boolean;
    problem: Problem | null;
    onName: (price: Money, quantity: number) => void;
    onClose: () => void;
}

/** Asks for a price of one, and says what all of it comes to before it is sent. */
export function PriceDialog(props: Props) {
    const { title, lead, currency, least, most, confirm, busy, problem, onName, onClose } = props;
    const [typed, setTyped] = useState("");
    const [quantity, setQuantity] = useState(least);
    const minor = minorOf(typed, currency);
    const wrong = typed.trim() && !minor ? t("sell.bad_price", { currency }) : undefined;
    const total = { minor: (minor ?? 0) * quantity, currency };
    const send = () => minor && onName({ minor, currency }, quantity);
    return (
        <Dialog
            title={title}
            confirm={t(confirm, { total: price(total) })}
            busy={busy}
            onConfirm={send}
            onClose={onClose}
        >
            <p class="soft">{lead}</p>
            {most > least && (
                <Quantity
                    value={quantity}
                    min={least}
                    max={most}
                    label={t("checkout.quantity")}
                    onChange={setQuantity}
                />
            )}
            <AmountField
                label={t("offers.price")}
                symbol={symbolOf(currency)}
                value={typed}
                onType={setTyped}
                required
                wrong={wrong ?? wrongOf(problem, "price")}
            />
            <Refusal problem={wrongOf(problem, "price") ? null : problem} again={send} />
        </Dialog>
    );
}

/** Which prices the reader may name against the other side's. */
export function counterLead(offer: OfferView): string {
    const named = price(offer.price);
    return offer.role === "seller"
        ? t("offers.counter_lead_seller", { price: named, listed: price(offer.listed) })
        : t("offers.counter_lead_buyer", { price: named });
}
