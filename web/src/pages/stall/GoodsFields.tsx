import type { Problem } from "../../core/call";
import { useSession } from "../../core/session";
import { t } from "../../core/words";
import { AmountField, LongField, TextField, wrongOf } from "../../parts/Field";

export interface GoodsForm {
    title: string;
    description: string;
    price: string;
}

export const noGoods: GoodsForm = { title: "", description: "", price: "" };

interface Props {
    value: GoodsForm;
    onChange: (value: GoodsForm) => void;
    problem: Problem | null;
    badPrice: boolean;
}

/** What a listing says of its goods: the same fields when it is made and when it is changed. */
export function GoodsFields({ value, onChange, problem, badPrice }: Props) {
    const { market } = useSession();
    const set = (field: keyof GoodsForm) => (typed: string) =>
        onChange({ ...value, [field]: typed });
    const symbol =
        new Intl.NumberFormat("en", {
            style: "currency",
            currency: market.currency,
            currencyDisplay: "narrowSymbol",
        })
            .formatToParts(0)
            .find((part) => part.type === "currency")?.value ?? market.currency;
    const wrongPrice = wrongOf(problem, "price");
    return (
        <>
            <TextField
                label={t("field.title.label")}
                value={value.title}
                onType={set("title")}
                required
                maxLength={120}
                placeholder={t("field.title.example")}
                wrong={wrongOf(problem, "title")}
            />
            <AmountField
                label={t("field.price.label")}
                symbol={symbol}
                value={value.price}
                onType={set("price")}
                required
                hint={t("field.price.hint")}
                wrong={badPrice ? t("sell.bad_price", { currency: market.currency }) : wrongPrice}
            />
            <LongField
                label={t("field.description.label")}
                value={value.description}
                onType={set("description")}
                placeholder={t("field.description.example")}
                wrong={wrongOf(problem, "description")}
            />
        </>
    );
}
