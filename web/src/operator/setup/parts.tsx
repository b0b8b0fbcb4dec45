import { useState } from "preact/hooks";

import type { MarketText, SetupView } from "../../api";
import { at, type Problem } from "../../core/call";
import { put, refresh, useAct, type Acting } from "../../core/store";
import { t } from "../../core/words";
import { Submit } from "../../parts/Field";
import { Refusal } from "../../parts/States";
import { ReasonField } from "../ReasonField";

/** What a step is given: in the first steps it can be skipped, and why goes without saying. */
export interface StepProps {
    setup: SetupView;
    first: boolean;
    onDone: () => void;
    onSkip?: () => void;
}

export interface Saving {
    act: Acting;
    reason: string;
    setReason: (reason: string) => void;
    say: (text: MarketText, value: string) => Promise<boolean>;
    rule: (name: string, now: number, value: number) => Promise<boolean>;
    done: () => void;
}

/** Saves texts and policies; what stays as it is makes no new version. */
export function useSaving({ setup, first, onDone }: StepProps): Saving {
    const act = useAct();
    const [reason, setReason] = useState(first ? t("first.reason") : "");
    const say = async (text: MarketText, value: string) => {
        if (setup[text] === value) return true;
        const form = { value, reason: reason.trim() };
        const fresh = await act.run(at("PUT /operator/market/{text}", { text }), form);
        if (!fresh) return false;
        put(at("GET /operator/setup"), fresh);
        refresh((path) => path === "/market" || path.startsWith("/operator/market"));
        return true;
    };
    const rule = async (name: string, now: number, value: number) => {
        if (now === value) return true;
        const form = { value, reason: reason.trim() };
        if (!(await act.run(at("PUT /operator/policies/{name}", { name }), form))) return false;
        refresh((path) => path === "/market" || path.startsWith("/policies"));
        return true;
    };
    /** It was said of this change, and the next one has its own. */
    const done = () => {
        if (!first) setReason("");
        onDone();
    };
    return { act, reason, setReason, say, rule, done };
}

interface EndProps extends StepProps {
    saving: Saving;
    again: () => void;
}

/** The end of a step's form: why, what went wrong, and the way on. */
export function StepEnd({ saving, first, onSkip, again }: EndProps) {
    const problem: Problem | null = saving.act.problem;
    return (
        <>
            {!first && (
                <ReasonField value={saving.reason} onType={saving.setReason} problem={problem} />
            )}
            <Refusal problem={problem} again={again} />
            <div class="row">
                <Submit busy={saving.act.busy}>{t(first ? "act.save_next" : "act.save")}</Submit>
                {onSkip && <Skip onSkip={onSkip} />}
            </div>
        </>
    );
}

export function Skip({ onSkip }: { onSkip: () => void }) {
    return (
        <button type="button" class="button bare" onClick={onSkip}>
            {t("act.skip")}
        </button>
    );
}
