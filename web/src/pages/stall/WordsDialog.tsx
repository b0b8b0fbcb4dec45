import { useState } from "preact/hooks";

import type { ShopView } from "../../api";
import { at } from "../../core/call";
import { put, refresh, useAct } from "../../core/store";
import { t } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import { LongField, TextField, wrongOf } from "../../parts/Field";
import { Refusal } from "../../parts/States";
import { toast } from "../../parts/Toast";

interface Props {
    shop: ShopView;
    onClose: () => void;
}

/** Who the stall is, and where and when things are had; each field says who reads it. */
export function WordsDialog({ shop, onClose }: Props) {
    const [said, setSaid] = useState({
        words: shop.stall.words,
        hours: shop.stall.hours,
        area: shop.stall.area,
        place: shop.stall.place ?? "",
        open_place: shop.stall.open_place,
    });
    const act = useAct();
    const type = (field: "words" | "hours" | "area" | "place") => (text: string) =>
        setSaid((old) => ({ ...old, [field]: text }));
    const save = async () => {
        const fresh = await act.run(at("PUT /shops/{id}/words", { id: shop.id }), {
            words: said.words.trim(),
            hours: said.hours.trim(),
            area: said.area.trim(),
            place: said.place.trim(),
            open_place: said.open_place && said.place.trim() !== "",
        });
        if (!fresh) return;
        put(at("GET /shops/{id}", { id: shop.id }), fresh);
        refresh((path) => path.startsWith("/listings/"));
        toast(t("stall.saved"));
        onClose();
    };
    return (
        <Dialog
            title={t("stall.describe")}
            confirm={t("act.save")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            <LongField
                label={t("field.stall_words.label")}
                hint={t("field.stall_words.hint")}
                value={said.words}
                onType={type("words")}
                rows={5}
                wrong={wrongOf(act.problem, "words")}
            />
            <LongField
                label={t("field.hours.label")}
                hint={t("field.hours.hint")}
                placeholder={t("field.hours.example")}
                value={said.hours}
                onType={type("hours")}
                rows={2}
                wrong={wrongOf(act.problem, "hours")}
            />
            <TextField
                label={t("field.area.label")}
                hint={t("field.area.hint")}
                placeholder={t("field.area.example")}
                value={said.area}
                onType={type("area")}
                maxLength={60}
                wrong={wrongOf(act.problem, "area")}
            />
            <LongField
                label={t("field.stall_place.label")}
                hint={t("field.stall_place.hint")}
                value={said.place}
                onType={type("place")}
                rows={2}
                wrong={wrongOf(act.problem, "place")}
            />
            <label class="choice">
                <input
                    type="checkbox"
                    checked={said.open_place}
                    onChange={(event) => {
                        const open_place = event.currentTarget.checked;
                        setSaid((old) => ({ ...old, open_place }));
                    }}
                />
                <span>
                    {t("field.open_place.label")}
                    <br />
                    <small class="soft">{t("field.open_place.hint")}</small>
                </span>
            </label>
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
