import { useState } from "preact/hooks";

import type { Money, RateView } from "../api";
import { at, type Body } from "../core/call";
import { refresh, useAct, useGet } from "../core/store";
import { percent, price, t } from "../core/words";
import { Submit, TextField, wrongOf } from "../parts/Field";
import { Form } from "../parts/Form";
import { Refusal } from "../parts/States";
import { toast } from "../parts/Toast";
import { portion, ppmOf, typedPercent } from "../core/percent";

interface Props {
    rate: RateView;
    /** The listing that it is set for; the whole shop without one. */
    listing?: string;
    /** A price to reckon an example with. */
    sample?: Money;
    onSaved: () => void;
}

/** What a seller gives to whoever shares their goods, for one listing or for all. */
export function RateCard({ rate, listing, sample, onSaved }: Props) {
    const [first, setFirst] = useState(typedPercent(rate.first_ppm));
    const [second, setSecond] = useState(typedPercent(rate.second_ppm));
    const [odd, setOdd] = useState(false);
    const act = useAct();
    const [one, two] = [ppmOf(first), ppmOf(second)];
    const send = async (form: Body<"PUT /me/promoter-rate">) => {
        const saved = await act.run(at("PUT /me/promoter-rate"), form);
        if (!saved) return;
        setFirst(typedPercent(saved.first_ppm));
        setSecond(typedPercent(saved.second_ppm));
        refresh((path) => path.includes("promot"));
        toast(t("promote.rate_saved"));
        onSaved();
    };
    const save = async () => {
        setOdd(one === null || two === null);
        if (one === null || two === null) return;
        await send({ listing: listing ?? null, first_ppm: one, second_ppm: two });
    };
    const wrong = (field: string, value: number | null) =>
        odd && value === null ? t("promote.rate_number") : wrongOf(act.problem, field);
    return (
        <details class="card">
            <summary>
                {t(listing ? "promote.rate_listing" : "promote.rate_title")}
                {rate.first_ppm > 0 && ` · ${percent(rate.first_ppm)}`}
            </summary>
            <Form class="stack" onSend={() => void save()}>
                <p class="soft small">{t("promote.rate_lead")}</p>
                <p class="soft small">
                    {t(
                        !listing && rate.of === "shop"
                            ? "promote.rate_of.own_shop"
                            : `promote.rate_of.${rate.of}`,
                    )}
                </p>
                <TextField
                    label={t("promote.rate_first")}
                    value={first}
                    onType={setFirst}
                    wrong={wrong("first_ppm", one)}
                    hint={t("promote.rate_hint", { most: percent(rate.most_ppm) })}
                />
                <TextField
                    label={t("promote.rate_second")}
                    value={second}
                    onType={setSecond}
                    wrong={wrong("second_ppm", two)}
                />
                {sample && one !== null && two !== null && (
                    <Example sample={sample} one={one} two={two} />
                )}
                <Refusal problem={act.problem} again={() => void save()} />
                <div class="row">
                    <Submit busy={act.busy}>{t("act.save")}</Submit>
                    {listing && rate.of === "listing" && (
                        <button
                            type="button"
                            class="button"
                            disabled={act.busy}
                            onClick={() =>
                                void send({ listing, first_ppm: null, second_ppm: null })
                            }
                        >
                            {t("promote.rate_as_shop")}
                        </button>
                    )}
                </div>
            </Form>
        </details>
    );
}

/** Halves upwards, as the server reckons. */
function Example({ sample, one, two }: { sample: Money; one: number; two: number }) {
    const part = (ppm: number) => price({ ...sample, minor: portion(sample.minor, ppm) });
    return (
        <p class="soft small">
            {t("promote.rate_example", {
                price: price(sample),
                first: part(one),
                second: part(two),
            })}
        </p>
    );
}

/** The same for the reader's whole shop. */
export function ShopRate() {
    const got = useGet(at("GET /me/promoter-rate"));
    if (!got.data) return null;
    return <RateCard rate={got.data} onSaved={got.reload} />;
}
