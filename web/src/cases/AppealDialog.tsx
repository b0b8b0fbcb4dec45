import { useState } from "preact/hooks";

import type { Id } from "../api";
import { at } from "../core/call";
import { refresh, useAct } from "../core/store";
import { t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { LongField, wrongOf } from "../parts/Field";
import { Refusal } from "../parts/States";
import { toast } from "../parts/Toast";

interface Props {
    /** A seller appeals against a decision; who reported has it looked at again. */
    to: "statement" | "report";
    id: Id;
    title: string;
    text: string;
    onClose: () => void;
}

/** The one time that somebody can ask for another judge. */
export function AppealDialog({ to, id, title, text, onClose }: Props) {
    const [words, setWords] = useState("");
    const act = useAct();
    const send = async () => {
        const body = { words: words.trim() };
        const done =
            to === "statement"
                ? await act.run(at("POST /statements/{id}/appeal", { id }), body)
                : await act.run(at("POST /reports/{id}/contest", { id }), body);
        if (!done) return;
        refresh((path) => /^\/(statements|reports)/.test(path));
        toast(t(to === "statement" ? "statement.appeal_sent" : "reports.contested"));
        onClose();
    };
    return (
        <Dialog
            title={title}
            confirm={to === "statement" ? t("act.appeal") : t("reports.contest")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <p class="soft">{text}</p>
            <LongField
                label={t("appeal.words")}
                value={words}
                onType={setWords}
                required
                wrong={wrongOf(act.problem, "words")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}
