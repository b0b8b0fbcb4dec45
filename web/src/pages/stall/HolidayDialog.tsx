import { useState } from "preact/hooks";

import type { ShopView } from "../../api";
import { at } from "../../core/call";
import { useSession } from "../../core/session";
import { put, refresh, useAct } from "../../core/store";
import { t } from "../../core/words";
import { addDays, beginOf, todayIn } from "../../core/zone";
import { Dialog } from "../../parts/Dialog";
import { DayField, TextField, wrongOf } from "../../parts/Field";
import { Refusal } from "../../parts/States";
import { toast } from "../../parts/Toast";

interface Props {
    shop: ShopView;
    onClose: () => void;
}

/** From which day to which the shop is away, and what buyers read meanwhile. */
export function HolidayDialog({ shop, onClose }: Props) {
    const { market } = useSession();
    const today = todayIn(market.zone, new Date());
    const dayOf = (at: string) => todayIn(market.zone, new Date(at));
    const planned = shop.holiday;
    const [first, setFirst] = useState(
        planned && dayOf(planned.from) > today ? dayOf(planned.from) : today,
    );
    const [last, setLast] = useState(
        planned ? addDays(dayOf(planned.until), -1) : addDays(today, 7),
    );
    const [note, setNote] = useState(planned?.note ?? "");
    const act = useAct();
    const save = async () => {
        const fresh = await act.run(at("PUT /shops/{id}/holiday", { id: shop.id }), {
            ...(first > today ? { from: beginOf(first, market.zone) } : {}),
            until: beginOf(addDays(last, 1), market.zone),
            note: note.trim(),
        });
        if (!fresh) return;
        put(at("GET /shops/{id}", { id: shop.id }), fresh);
        refresh((path) => path.startsWith("/listings/") || path.startsWith("/shops/"));
        toast(t("holiday.saved"));
        onClose();
    };
    return (
        <Dialog
            title={t("holiday.title")}
            confirm={t("act.save")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            <p class="soft">{t("holiday.lead")}</p>
            <DayField
                label={t("holiday.first")}
                value={first}
                min={today}
                onType={setFirst}
                wrong={wrongOf(act.problem, "from")}
            />
            <DayField
                label={t("holiday.last")}
                value={last}
                min={first}
                onType={setLast}
                wrong={wrongOf(act.problem, "until")}
            />
            <TextField
                label={t("holiday.note")}
                value={note}
                onType={setNote}
                maxLength={200}
                placeholder={t("holiday.note_example")}
                wrong={wrongOf(act.problem, "note")}
            />
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
