import { useState } from "preact/hooks";

import type { AnswerView, Id } from "../../api";
import { at } from "../../core/call";
import { refresh, useAct } from "../../core/store";
import { t } from "../../core/words";
import { Ago } from "../../parts/Clock";
import { Dialog } from "../../parts/Dialog";
import { LongField, wrongOf } from "../../parts/Field";
import { Refusal } from "../../parts/States";

/** Everything that shows a review or a question. */
export const said = (path: string): boolean => /^\/(orders|listings|shops|feed)/.test(path);

/** What the seller answered, below what was said. */
export function Answered({ answer, seller }: { answer: AnswerView | null; seller?: string }) {
    if (!answer) return null;
    return (
        <div class="answer">
            <p class="soft small">
                {seller ? t("said.answer_by", { seller }) : t("said.answer")} ·{" "}
                <Ago at={answer.at} />
            </p>
            <p class="pre">{answer.text || t("said.blank")}</p>
        </div>
    );
}

interface Props {
    to: "reviews" | "questions";
    id: Id;
    text: string;
}

/** The seller's one answer: asked for only where the server says that it may be given. */
export function AnswerButton({ to, id, text }: Props) {
    const [open, setOpen] = useState(false);
    const [typed, setTyped] = useState("");
    const act = useAct();
    const send = async () => {
        const body = { text: typed.trim() };
        const done =
            to === "reviews"
                ? await act.run(at("POST /reviews/{id}/answer", { id }), body)
                : await act.run(at("POST /questions/{id}/answer", { id }), body);
        if (!done) return;
        setOpen(false);
        refresh(said);
    };
    return (
        <div>
            <button type="button" class="button little" onClick={() => setOpen(true)}>
                {t("act.answer")}
            </button>
            {open && (
                <Dialog
                    title={t("said.answer_title")}
                    confirm={t("act.answer")}
                    busy={act.busy}
                    onConfirm={() => void send()}
                    onClose={() => setOpen(false)}
                >
                    {text && <blockquote class="answer pre">{text}</blockquote>}
                    <p class="soft small">{t("said.answer_once")}</p>
                    <LongField
                        label={t("said.your_answer")}
                        value={typed}
                        onType={setTyped}
                        required
                        wrong={wrongOf(act.problem, "text")}
                    />
                    <Refusal problem={act.problem} again={() => void send()} />
                </Dialog>
            )}
        </div>
    );
}
