import type { Card, MarketView, Method, PaymentForm } from "../../api";
import { useSession } from "../../core/session";
import { t, type Key } from "../../core/words";
import { Choices } from "../../parts/Field";
import { Icon } from "../../parts/Icon";

const cards: Card[] = ["ok", "declined", "delayed", "doubled", "lost", "charged_back"];
const methodWords: Record<Method, [Key, Key]> = {
    simulator: ["payment.simulator", "payment.simulator_note"],
    bank_transfer: ["payment.bank_transfer", "payment.bank_transfer_note"],
    card: ["payment.card", "payment.card_note"],
};

export function firstPayment(market: MarketView): PaymentForm {
    if (market.payment_methods.includes("card")) return { method: "card" };
    return market.payment_methods.includes("simulator")
        ? { method: "simulator", card: "ok" }
        : { method: "bank_transfer" };
}

interface Props {
    value: PaymentForm;
    onChoose: (payment: PaymentForm) => void;
}

/** How to pay. The simulator's cards say that they are a test, and what each of them does. */
export function PaymentChoice({ value, onChoose }: Props) {
    const { market } = useSession();
    return (
        <>
            <Choices<Method>
                label={t("payment.method")}
                name="method"
                value={value.method}
                onChoose={(method) =>
                    onChoose(method === "simulator" ? { method, card: "ok" } : { method })
                }
                options={market.payment_methods.map((method) => ({
                    value: method,
                    label: t(methodWords[method][0]),
                    note: t(methodWords[method][1]),
                }))}
            />
            {value.method === "simulator" && (
                <details class="test-cards" open={value.card !== "ok"}>
                    <summary>
                        <Icon name="credit-card" size={18} /> {t("payment.test_cards")}
                    </summary>
                    <Choices<Card>
                        label={t("payment.test_note")}
                        name="card"
                        value={value.card ?? "ok"}
                        onChoose={(card) => onChoose({ method: "simulator", card })}
                        options={cards.map((card) => ({
                            value: card,
                            label: t(`payment.card.${card}`),
                            note: t(`payment.card.${card}_note`),
                        }))}
                    />
                </details>
            )}
        </>
    );
}
