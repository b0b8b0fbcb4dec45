import { useEffect, useState } from "preact/hooks";

import type { Ways } from "../../api";
import { at, type Problem } from "../../core/call";
import { countriesByName, countryName } from "../../core/countries";
import type { TypedHandover } from "../../core/handover";
import { useSession } from "../../core/session";
import { useGet } from "../../core/store";
import { localeName, t, type Key } from "../../core/words";
import { todayIn } from "../../core/zone";
import { Choices, DayField, LongField, SelectField, TextField, wrongOf } from "../../parts/Field";
import { Icon } from "../../parts/Icon";

const words: Record<Ways, [Key, Key]> = {
    ship: ["field.ways.ship", "field.ways.ship_note"],
    pick_up: ["field.ways.pick_up", "field.ways.pick_up_note"],
    both: ["field.ways.both", "field.ways.both_note"],
};
const ways: Ways[] = ["ship", "pick_up", "both"];
const regionsMost = 60;

interface Props {
    value: TypedHandover;
    onChange: (value: TypedHandover) => void;
    problem: Problem | null;
}

const isUsual = ({ ways, regions, ahead }: TypedHandover) =>
    ways === "ship" && regions.length === 0 && ahead === "";

/** How it gets to its buyer: out of the way of those who simply send it. */
export function HandoverFields({ value, onChange, problem }: Props) {
    const { market, me } = useSession();
    const shop = useGet(me?.shop ? at("GET /shops/{id}", { id: me.shop.id }) : null);
    const change = (part: Partial<TypedHandover>) => onChange({ ...value, ...part });
    const wrong = wrongOf(problem, "handover") !== undefined;
    const [open, setOpen] = useState(!isUsual(value));
    useEffect(() => {
        if (wrong) setOpen(true);
    }, [wrong]);
    return (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t("field.handover.label")}</summary>
            <div class="stack">
                <Choices<Ways>
                    label={t("field.ways.label")}
                    name="ways"
                    value={value.ways}
                    onChoose={(chosen) => {
                        // Where the stall is, they most likely are too; buyers see its place.
                        const area = value.area || (shop.data?.stall.area ?? "");
                        change({ ways: chosen, ...(chosen !== "ship" && { area }) });
                    }}
                    options={ways.map((one) => ({
                        value: one,
                        label: t(words[one][0]),
                        note: t(words[one][1]),
                    }))}
                />
                {value.ways !== "ship" && (
                    <>
                        <TextField
                            label={t("field.area.label")}
                            value={value.area}
                            onType={(area) => change({ area })}
                            maxLength={60}
                            required={open}
                            placeholder={t("field.area.example")}
                            hint={t("field.area.hint")}
                            wrong={wrongOf(problem, "handover.area")}
                        />
                        <LongField
                            label={t("field.place.label")}
                            value={value.place}
                            onType={(place) => change({ place })}
                            rows={2}
                            hint={t("field.place.hint")}
                            wrong={wrongOf(problem, "handover.place")}
                        />
                    </>
                )}
                {value.ways !== "pick_up" && (
                    <Regions
                        value={value.regions}
                        onChange={(regions) => change({ regions })}
                        wrong={wrongOf(problem, "handover.regions")}
                    />
                )}
                <DayField
                    label={t("field.ahead.label")}
                    value={value.ahead}
                    onType={(ahead) => change({ ahead })}
                    min={todayIn(market.zone, new Date())}
                    optional
                    hint={t("field.ahead.hint")}
                    wrong={wrongOf(problem, "handover.ahead")}
                />
            </div>
        </details>
    );
}

interface RegionsProps {
    value: string[];
    onChange: (regions: string[]) => void;
    wrong: string | undefined;
}

/** The countries it is sent to, one after another; none named is everywhere. */
function Regions({ value, onChange, wrong }: RegionsProps) {
    const locale = localeName();
    const left = countriesByName(locale).filter(({ code }) => !value.includes(code));
    return (
        <div class="stack">
            <SelectField
                label={t("field.regions.label")}
                value=""
                onChoose={(code) => code && onChange([...value, code])}
                options={[
                    {
                        value: "",
                        label: t(value.length === 0 ? "field.regions.all" : "field.regions.more"),
                    },
                    ...(value.length < regionsMost ? left : []).map(({ code, name }) => ({
                        value: code,
                        label: name,
                    })),
                ]}
                hint={t("field.regions.hint")}
                wrong={wrong}
            />
            {value.length > 0 && (
                <ul class="row" aria-label={t("field.regions.chosen")}>
                    {value.map((code) => (
                        <li key={code}>
                            <button
                                type="button"
                                class="button little"
                                aria-label={t("field.regions.remove", {
                                    country: countryName(code, locale),
                                })}
                                onClick={() => onChange(value.filter((one) => one !== code))}
                            >
                                {countryName(code, locale)}
                                <Icon name="x" size={16} />
                            </button>
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}
