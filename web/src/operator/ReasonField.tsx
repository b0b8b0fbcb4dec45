import type { Problem } from "../core/call";
import { t } from "../core/words";
import { LongField, wrongOf } from "../parts/Field";

interface Props {
    value: string;
    onType: (value: string) => void;
    problem: Problem | null;
}

/** Why the operator does it: asked for with every act, and kept in the audit. */
export function ReasonField({ value, onType, problem }: Props) {
    return (
        <LongField
            label={t("operator.reason")}
            hint={t("operator.reason_hint")}
            rows={2}
            value={value}
            onType={onType}
            required
            wrong={wrongOf(problem, "reason")}
        />
    );
}
