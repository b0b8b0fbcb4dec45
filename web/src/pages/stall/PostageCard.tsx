import { useState } from "preact/hooks";

import type { Money, PostageView, ShopView } from "../../api";
import { at, type Body, type Problem } from "../../core/call";
import { countriesByName, countryName } from "../../core/countries";
import { useSession } from "../../core/session";
import { put, refresh, useAct, useGet } from "../../core/store";
import { localeName, minorOf, price, symbolOf, t, typedOf } from "../../core/words";
import { AmountField, SelectField, Submit, Wrong, wrongOf } from "../../parts/Field";
import { Form } from "../../parts/Form";
import { Icon } from "../../parts/Icon";
import { Refusal } from "../../parts/States";
import { toast } from "../../parts/Toast";

const countriesMost = 60;

/** A price as it is typed; the country is "" for everywhere else. */
interface Rate {
    country: string;
    price: string;
    freeFrom: string;
}

const typed = (money: Money | null) => (money ? typedOf(money) : "");

function ratesOf(postage: PostageView | null): Rate[] {
    if (!postage) return [{ country: "", price: "", freeFrom: "" }];
    return [{ country: "", ...postage }, ...postage.countries].map((rate) => ({
        country: rate.country,
        price: typed(rate.price),
        freeFrom: typed(rate.free_from),
    }));
}

/** What the server takes; null while something that was typed is no amount. */
function bodyOf(rates: Rate[], currency: string): Body<"PUT /shops/{id}/postage"> | null {
    const money = (text: string): Money | null => {
        const minor = minorOf(text, currency);
        return minor === null ? null : { minor, currency };
    };
    const made = [];
    for (const rate of rates) {
        const price = rate.price.trim() === "" ? { minor: 0, currency } : money(rate.price);
        const free_from = rate.freeFrom.trim() === "" ? null : money(rate.freeFrom);
        if (!price || (rate.freeFrom.trim() !== "" && !free_from)) return null;
        made.push({ country: rate.country, price, free_from });
    }
    const [all, ...countries] = made;
    return all ? { price: all.price, free_from: all.free_from, countries } : null;
}

/** What the reader's stall asks for sending an order. */
export function PostageCard({ shop }: { shop: string }) {
    const got = useGet(at("GET /shops/{id}", { id: shop }));
    return got.data ? <PostageForm shop={got.data} /> : null;
}

function PostageForm({ shop }: { shop: ShopView }) {
    const { market } = useSession();
    const [rates, setRates] = useState(() => ratesOf(shop.postage));
    const [odd, setOdd] = useState(false);
    const act = useAct();
    const save = async () => {
        const body = bodyOf(rates, market.currency);
        setOdd(!body);
        if (!body) return;
        const fresh = await act.run(at("PUT /shops/{id}/postage", { id: shop.id }), body);
        if (!fresh) return;
        put(at("GET /shops/{id}", { id: shop.id }), fresh);
        refresh((path) => path.startsWith("/listings/") || path.startsWith("/shops/"));
        setRates(ratesOf(fresh.postage));
        toast(t("postage.saved"));
    };
    const change = (i: number, part: Partial<Rate>) =>
        setRates(rates.map((rate, at) => (at === i ? { ...rate, ...part } : rate)));
    return (
        <details class="card">
            <summary>
                {t("postage.title")}
                {shop.postage && ` · ${price(shop.postage.price)}`}
            </summary>
            <Form class="stack" onSend={() => void save()}>
                <p class="soft small">{t("postage.lead")}</p>
                {rates.map((rate, i) => (
                    <RateFields
                        key={rate.country}
                        rate={rate}
                        i={i}
                        odd={odd}
                        problem={act.problem}
                        onChange={(part) => change(i, part)}
                        onRemove={() => setRates(rates.filter((_, at) => at !== i))}
                    />
                ))}
                {rates.length <= countriesMost && (
                    <AddCountry
                        taken={rates.map((rate) => rate.country)}
                        onAdd={(country) =>
                            setRates([...rates, { country, price: "", freeFrom: "" }])
                        }
                    />
                )}
                <Wrong text={exactly(act.problem, "countries")} />
                <Refusal problem={act.problem} again={() => void save()} />
                <div class="row">
                    <Submit busy={act.busy}>{t("act.save")}</Submit>
                </div>
            </Form>
        </details>
    );
}

/** What the server said of this field itself and of no part of it. */
const exactly = (problem: Problem | null, field: string) =>
    problem?.fields.find((wrong) => wrong.field === field)?.title;

interface FieldsProps {
    rate: Rate;
    i: number;
    odd: boolean;
    problem: Problem | null;
    onChange: (part: Partial<Rate>) => void;
    onRemove: () => void;
}

function RateFields({ rate, i, odd, problem, onChange, onRemove }: FieldsProps) {
    const { market } = useSession();
    const country = rate.country && countryName(rate.country, localeName());
    const field = (name: string) => (i === 0 ? name : `countries.${i - 1}.${name}`);
    const wrong = (name: string, text: string) => {
        const unread = odd && text.trim() !== "" && minorOf(text, market.currency) === null;
        return unread
            ? t("sell.bad_price", { currency: market.currency })
            : wrongOf(problem, field(name));
    };
    const symbol = symbolOf(market.currency);
    return (
        <div class="stack">
            <AmountField
                label={country ? t("postage.price_to", { country }) : t("postage.all")}
                symbol={symbol}
                value={rate.price}
                onType={(text) => onChange({ price: text })}
                required={i > 0}
                hint={country ? undefined : t("postage.all_hint")}
                wrong={wrong("price", rate.price)}
            />
            <AmountField
                label={country ? t("postage.free_to", { country }) : t("postage.free_from")}
                symbol={symbol}
                value={rate.freeFrom}
                onType={(text) => onChange({ freeFrom: text })}
                hint={t("postage.free_hint")}
                wrong={wrong("free_from", rate.freeFrom)}
            />
            {country && (
                <div class="row">
                    <button type="button" class="button little" onClick={onRemove}>
                        <Icon name="x" size={16} />
                        {t("postage.remove", { country })}
                    </button>
                </div>
            )}
        </div>
    );
}

function AddCountry({ taken, onAdd }: { taken: string[]; onAdd: (country: string) => void }) {
    const left = countriesByName(localeName()).filter(({ code }) => !taken.includes(code));
    return (
        <SelectField
            label={t("postage.add")}
            value=""
            onChoose={(code) => code && onAdd(code)}
            options={[
                { value: "", label: t("postage.choose") },
                ...left.map(({ code, name }) => ({ value: code, label: name })),
            ]}
        />
    );
}
