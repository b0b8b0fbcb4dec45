import { useEffect, useRef, useState } from "preact/hooks";

import type { Conditions, ShopView } from "../../api";
import { day, t } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { ConditionsDialog } from "../stall/ConditionsDialog";
import { WordsDialog } from "../stall/WordsDialog";

/** Who sells here, where and when one comes for things, and on which conditions. */
export function About({ shop }: { shop: ShopView }) {
    const [dialog, setDialog] = useState<"words" | "conditions" | null>(null);
    const { words, hours, area, conditions } = shop.stall;
    const own = shop.may.includes("describe");
    const silent = !words && !hours && !area && !conditions;
    if (silent && !own) return null;
    return (
        <section class="card" aria-labelledby="about">
            <h2 id="about">{t("stall.about")}</h2>
            {silent && <p class="soft">{t("stall.introduce_yourself")}</p>}
            {words && <p class="pre">{words}</p>}
            {(hours || area) && (
                <dl class="facts prose">
                    {area && (
                        <div>
                            <dt>{t("stall.where")}</dt>
                            <dd>
                                {area}
                                <Place shop={shop} own={own} />
                            </dd>
                        </div>
                    )}
                    {hours && (
                        <div>
                            <dt>{t("stall.hours")}</dt>
                            <dd class="pre">{hours}</dd>
                        </div>
                    )}
                </dl>
            )}
            {conditions && <ConditionsText conditions={conditions} />}
            {own && (
                <div class="row">
                    <button type="button" class="button little" onClick={() => setDialog("words")}>
                        <Icon name="pencil" size={16} />
                        {t("stall.describe")}
                    </button>
                    <button
                        type="button"
                        class="button little"
                        onClick={() => setDialog("conditions")}
                    >
                        <Icon name="pencil" size={16} />
                        {t("stall.conditions_set")}
                    </button>
                </div>
            )}
            {dialog === "words" && <WordsDialog shop={shop} onClose={() => setDialog(null)} />}
            {dialog === "conditions" && (
                <ConditionsDialog shop={shop} onClose={() => setDialog(null)} />
            )}
        </section>
    );
}

/** The exact place for everybody, or who will see it. */
function Place({ shop, own }: { shop: ShopView; own: boolean }) {
    const { place, open_place, has_place } = shop.stall;
    if (!has_place) return null;
    if (open_place) return <p class="pre">{place}</p>;
    if (own) {
        return <p class="soft small pre">{t("stall.place_own", { place: place ?? "" })}</p>;
    }
    return <p class="soft small">{t("stall.place_for_buyers")}</p>;
}

function ConditionsText({ conditions }: { conditions: Conditions }) {
    const here = useRef<HTMLDivElement>(null);
    useEffect(() => {
        // They come after the page to which a link to them led.
        if (location.hash === "#conditions") here.current?.scrollIntoView();
    }, []);
    return (
        <div class="stack" id="conditions" ref={here}>
            <h3>{t("stall.conditions")}</h3>
            <p class="pre">{conditions.text}</p>
            <p class="soft small">{t("stall.conditions_since", { date: day(conditions.since) })}</p>
        </div>
    );
}
