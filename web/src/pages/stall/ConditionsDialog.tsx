import { useState } from "preact/hooks";

import type { ShopView } from "../../api";
import { at } from "../../core/call";
import { put, refresh, useAct } from "../../core/store";
import { t } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import { LongField, wrongOf } from "../../parts/Field";
import { Refusal } from "../../parts/States";
import { toast } from "../../parts/Toast";

interface Props {
    shop: ShopView;
    onClose: () => void;
}

/** On what the stall sells from now on; emptied, there are no conditions any more. */
export function ConditionsDialog({ shop, onClose }: Props) {
    const [text, setText] = useState(shop.stall.conditions?.text ?? "");
    const act = useAct();
    const save = async () => {
        const fresh = await act.run(at("PUT /shops/{id}/conditions", { id: shop.id }), {
            text: text.trim(),
        });
        if (!fresh) return;
        put(at("GET /shops/{id}", { id: shop.id }), fresh);
        refresh((path) => path.startsWith("/listings/"));
        toast(t("stall.saved"));
        onClose();
    };
    return (
        <Dialog
            title={t("stall.conditions")}
            confirm={t("act.save")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            <LongField
                label={t("field.conditions.label")}
                hint={t("field.conditions.hint")}
                value={text}
                onType={setText}
                rows={8}
                wrong={wrongOf(act.problem, "text")}
            />
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
