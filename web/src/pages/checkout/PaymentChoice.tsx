import type { Card, MarketView, Method, PaymentForm } from "../../api";
import { useSession } from "../../core/session";
import { t, type Key } from "../../core/words";
import { Choices } from "../../parts/Field";
import { Icon } from "../../parts/Icon";

const cards: Card[] = ["ok", "declined", "delayed", "doubled", "lost"];
const methodWords: Record<Method, [Key, Key]> = {
    simulator: ["payment.simulator", "payment.simulator_note"],
    bank_transfer: ["payment.bank_transfer", "payment.bank_transfer_note"],
};

export function firstPayment(market: MarketView): PaymentForm {
    const method = market.payment_methods[0] ?? "bank_transfer";
    return method === "simulator" ? { method, card: "ok" } : { method };
}

interface Props {
    value: PaymentForm;
    onChoose: (payment: PaymentForm) => void;
}

/** How to pay. The simulator's cards say that they are a test, and what each of them does. */
export function PaymentChoice({ value, onChoose }: Props) {
    const { market } = useSession();
    if (market.payment_methods.length === 0) {
        return (
            <p class="notice">
                <Icon name="info" />
                <span>{t("payment.none")}</span>
            </p>
        );
    }
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
