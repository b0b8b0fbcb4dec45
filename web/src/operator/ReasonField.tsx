import type { Problem } from "../core/call";
import { t } from "../core/words";
import { LongField, wrongOf } from "../parts/Field";

export interface ReasonWords {
    label: string;
    /** Who reads it, where that is not the audit alone. */
    hint?: string;
    optional?: boolean;
}

interface Props {
    value: string;
    onType: (value: string) => void;
    problem: Problem | null;
    words?: ReasonWords | undefined;
}

/** Why the operator does it: asked for with every act, and kept in the audit. */
export function ReasonField({ value, onType, problem, words }: Props) {
    return (
        <LongField
            label={words?.label ?? t("operator.reason")}
            hint={words?.hint ?? t("operator.reason_hint")}
            rows={2}
            value={value}
            onType={onType}
            required={!words?.optional}
            wrong={wrongOf(problem, "reason")}
        />
    );
}
