import { useState } from "preact/hooks";

import type { Person } from "../api";
import { at } from "../core/call";
import { refresh, useAct } from "../core/store";
import { t } from "../core/words";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import { Refusal } from "./States";
import { toast } from "./Toast";

/** Has nothing to do with somebody any more, once one has read what that means. */
export function BlockButton({ person }: { person: Person }) {
    const [open, setOpen] = useState(false);
    const act = useAct();
    const send = async () => {
        if (!(await act.run(at("POST /blocks"), { member: person.id }))) return;
        setOpen(false);
        toast(t("block.done", { name: person.name }));
        refresh();
    };
    return (
        <>
            <button type="button" class="button bare little" onClick={() => setOpen(true)}>
                <Icon name="x" size={16} />
                {t("act.block")}
            </button>
            {open && (
                <Dialog
                    title={t("block.title", { name: person.name })}
                    confirm={t("act.block")}
                    busy={act.busy}
                    onConfirm={() => void send()}
                    onClose={() => setOpen(false)}
                >
                    <p class="soft">{t("block.text", { name: person.name })}</p>
                    <Refusal problem={act.problem} again={() => void send()} />
                </Dialog>
            )}
        </>
    );
}

export function UnblockButton({ person }: { person: Person }) {
    const act = useAct();
    const send = async () => {
        if (!(await act.run(at("DELETE /blocks/{member}", { member: person.id })))) return;
        toast(t("block.undone", { name: person.name }));
        refresh();
    };
    return (
        <>
            <button
                type="button"
                class="button little"
                aria-label={t("block.undo_of", { name: person.name })}
                disabled={act.busy}
                onClick={() => void send()}
            >
                {t("act.unblock")}
            </button>
            <Refusal problem={act.problem} again={() => void send()} />
        </>
    );
}
