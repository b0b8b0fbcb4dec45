import { useState } from "preact/hooks";

import type { Id } from "../api";
import { at } from "../core/call";
import { go } from "../core/router";
import { useAct } from "../core/store";
import { t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { wrongOf } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { Refusal } from "../parts/States";
import { RuleChoice } from "./RuleChoice";

/** For moderators: what they noticed themselves becomes a case of theirs. */
export function BeginCase({ listing, title }: { listing: Id; title: string }) {
    const [open, setOpen] = useState(false);
    const [rule, setRule] = useState("");
    const act = useAct();
    const send = async () => {
        const body = { kind: "listing", subject: listing, rule } as const;
        const made = await act.run(at("POST /cases"), body);
        if (made) go(`/cases/${made.summary.id}`);
    };
    return (
        <>
            <button type="button" class="button bare little" onClick={() => setOpen(true)}>
                <Icon name="scale" size={16} />
                {t("case.begin")}
            </button>
            {open && (
                <Dialog
                    title={t("case.begin_title", { title })}
                    confirm={t("case.begin")}
                    busy={act.busy}
                    onConfirm={() => void send()}
                    onClose={() => setOpen(false)}
                >
                    <p class="soft">{t("case.begin_text")}</p>
                    <RuleChoice
                        label={t("case.rule")}
                        value={rule}
                        onChoose={setRule}
                        wrong={wrongOf(act.problem, "rule")}
                    />
                    <Refusal problem={act.problem} again={() => void send()} />
                </Dialog>
            )}
        </>
    );
}
