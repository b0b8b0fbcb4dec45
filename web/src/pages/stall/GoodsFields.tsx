import type { Terms } from "../../api";
import type { Problem } from "../../core/call";
import { usual, type TypedHandover } from "../../core/handover";
import { useSession } from "../../core/session";
import { symbolOf, t, wholeOf } from "../../core/words";
import { AmountField, LongField, TextField, wrongOf } from "../../parts/Field";
import { HandoverFields } from "./HandoverFields";

export interface GoodsForm {
    title: string;
    description: string;
    price: string;
    /** Which one of several, "Red, M". */
    variant: string;
    /** The fewest in one order; "" is one. */
    least: string;
    /** How many one buyer may have; "" is any number. */
    most: string;
    handover: TypedHandover;
}

export const noGoods: GoodsForm = {
    title: "",
    description: "",
    price: "",
    variant: "",
    least: "",
    most: "",
    handover: usual,
};

/** What the form says of the terms; null where it is no number. */
export function termsOf({ least, most }: GoodsForm): Terms | null {
    const fewest = least.trim() === "" ? 1 : wholeOf(least);
    const limit = most.trim() === "" ? null : wholeOf(most);
    if (fewest === null || (most.trim() !== "" && limit === null)) return null;
    return { least: fewest, most: limit };
}

/** The fields that are simply typed. */
type Typed = Exclude<keyof GoodsForm, "handover">;

interface Props {
    value: GoodsForm;
    onChange: (value: GoodsForm) => void;
    problem: Problem | null;
    badPrice: boolean;
    /** It is, or may become, one of several. */
    several?: boolean;
}

/** What a listing says of its goods: the same fields when it is made and when it is changed. */
export function GoodsFields({ value, onChange, problem, badPrice, several }: Props) {
    const { market } = useSession();
    const set = (field: Typed) => (typed: string) => onChange({ ...value, [field]: typed });
    const symbol = symbolOf(market.currency);
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
            {several && (
                <TextField
                    label={t("field.variant.label")}
                    value={value.variant}
                    onType={set("variant")}
                    maxLength={60}
                    placeholder={t("field.variant.example")}
                    hint={t("field.variant.hint")}
                    wrong={wrongOf(problem, "variant") ?? wrongOf(problem, "beside")}
                />
            )}
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
            <HandoverFields
                value={value.handover}
                onChange={(handover) => onChange({ ...value, handover })}
                problem={problem}
            />
            <TermsFields value={value} set={set} problem={problem} />
        </>
    );
}

/** Whether something stands there that is no number. */
const isNoNumber = (typed: string) => typed.trim() !== "" && wholeOf(typed) === null;

interface TermsProps {
    value: GoodsForm;
    set: (field: Typed) => (typed: string) => void;
    problem: Problem | null;
}

/** What few goods need, out of the way of most. */
function TermsFields({ value, set, problem }: TermsProps) {
    return (
        <details open={value.least !== "" || value.most !== ""}>
            <summary>{t("field.terms.label")}</summary>
            <div class="stack">
                <TextField
                    label={t("field.terms_least.label")}
                    value={value.least}
                    onType={set("least")}
                    inputMode="numeric"
                    hint={t("field.terms_least.hint")}
                    wrong={
                        isNoNumber(value.least)
                            ? t("import.problem.bad_stock")
                            : wrongOf(problem, "terms.least")
                    }
                />
                <TextField
                    label={t("field.terms_most.label")}
                    value={value.most}
                    onType={set("most")}
                    inputMode="numeric"
                    hint={t("field.terms_most.hint")}
                    wrong={
                        isNoNumber(value.most)
                            ? t("import.problem.bad_stock")
                            : wrongOf(problem, "terms.most")
                    }
                />
            </div>
        </details>
    );
}
