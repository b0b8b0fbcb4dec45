import { useState } from "preact/hooks";

import { useSession } from "../core/session";
import { t } from "../core/words";
import { SelectField } from "../parts/Field";

/** What a report may be narrowed down to, or shown in; none: everything, as the market has it. */
export interface Narrowing {
    zone?: string;
    currency?: string;
    /** All currencies, turned into this one. */
    into?: string;
    category?: string;
    tax?: "in";
}

export function narrowingOf(query: URLSearchParams): Narrowing {
    const found: Narrowing = {};
    for (const name of ["zone", "currency", "into", "category"] as const) {
        const said = query.get(name);
        if (said !== null) found[name] = said;
    }
    if (query.get("tax") === "in") found.tax = "in";
    return found;
}

/** "": goods without one; "?": what was counted before they were told apart; "+": delivery. */
export function categoryWord(category: string): string {
    if (category === "") return t("report.category.none");
    if (category === "+") return t("checkout.postage");
    return category === "?" ? t("report.category.untold") : category;
}

/** "1 EUR = 1.0812 USD" */
export function rateWords(one: { base: string; quote: string; rate: string }): string {
    return t("rates.one", { base: one.base, quote: one.quote, rate: one.rate });
}

interface Props {
    chosen: Narrowing;
    /** In which there is any turnover in these days. */
    currencies: readonly string[];
    choose: (narrowing: Narrowing) => void;
}

/** The zone whose days they are, the currency, and whether the fee is with its tax. */
export function ReportMore({ chosen, currencies, choose }: Props) {
    const { market } = useSession();
    const { zone, currency, into, category, tax } = chosen;
    // Open where something is chosen in it; from then on as the reader leaves it.
    const [open, setOpen] = useState(zone !== undefined || into !== undefined || Boolean(tax));
    const rest = { ...(category === undefined ? {} : { category }) };
    const money = into !== undefined ? { into } : currency !== undefined ? { currency } : {};
    const zoned = zone === undefined ? {} : { zone };
    const taxed = tax ? { tax } : {};
    const all = [...new Set([market.currency, ...currencies, ...(currency ? [currency] : [])])];
    const one = into !== undefined ? `into ${into}` : (currency ?? market.currency);
    const show = (value: string) => {
        const [first, second] = value.split(" ");
        if (second !== undefined) return { into: second };
        return first === market.currency ? {} : { currency: first ?? "" };
    };
    return (
        <details class="more" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t("report.more")}</summary>
            <div class="row days">
                <SelectField
                    label={t("report.currency")}
                    value={one}
                    options={[
                        ...all.map((value) => ({ value, label: value })),
                        ...all.map((value) => ({
                            value: `into ${value}`,
                            label: t("report.into", { currency: value }),
                        })),
                    ]}
                    onChoose={(value) => choose({ ...rest, ...zoned, ...taxed, ...show(value) })}
                />
                <SelectField
                    label={t("report.zone")}
                    value={zone ?? market.zone}
                    options={zones(market.zone, zone).map((value) => ({ value, label: value }))}
                    onChoose={(value) =>
                        choose({
                            ...rest,
                            ...money,
                            ...taxed,
                            ...(value === market.zone ? {} : { zone: value }),
                        })
                    }
                />
                <SelectField
                    label={t("gmv.commission")}
                    value={tax ?? "out"}
                    options={[
                        { value: "out", label: t("report.tax.out") },
                        { value: "in", label: t("report.tax.in") },
                    ]}
                    onChoose={(value) =>
                        choose({
                            ...rest,
                            ...money,
                            ...zoned,
                            ...(value === "in" ? { tax: "in" as const } : {}),
                        })
                    }
                />
                <a href="/operator/rates">{t("rates.title")}</a>
            </div>
        </details>
    );
}

/** Of what the report is narrowed down to, and the way back to all of it. */
export function Narrowed({ chosen, choose }: Omit<Props, "currencies">) {
    const { category, ...others } = chosen;
    if (category === undefined) return null;
    const { zone, currency, into, tax } = others;
    const rest: Narrowing = {
        ...(zone === undefined ? {} : { zone }),
        ...(currency === undefined ? {} : { currency }),
        ...(into === undefined ? {} : { into }),
        ...(tax ? { tax } : {}),
    };
    return (
        <p class="row">
            <span class="tag">{t("report.only", { category: categoryWord(category) })}</span>
            <button type="button" class="button little" onClick={() => choose(rest)}>
                {t("report.all_categories")}
            </button>
        </p>
    );
}

/** Those that the browser knows, the market's own first. */
function zones(own: string, chosen: string | undefined): string[] {
    const known = Intl.supportedValuesOf?.("timeZone") ?? [];
    return [...new Set([own, ...(chosen ? [chosen] : []), "UTC", ...known])];
}
