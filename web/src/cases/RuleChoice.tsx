import { useId } from "preact/hooks";

import type { CaseKind, RuleView } from "../api";
import { at } from "../core/call";
import { useGet } from "../core/store";
import { t } from "../core/words";
import { Icon } from "../parts/Icon";
import { Shown, Waiting } from "../parts/States";

interface Props {
    label: string;
    value: string;
    onChoose: (code: string) => void;
    wrong?: string | undefined;
    /** Of what sort of case. */
    kind?: CaseKind;
}

/** One of the rules, and what it says. None is chosen beforehand. */
export function RuleChoice(props: Props) {
    const got = useGet(at("GET /rules", props.kind ? { kind: props.kind } : {}));
    return (
        <Shown got={got} waiting={<Waiting n={1} />}>
            {(rules) => <Chooser {...props} rules={rules.items} />}
        </Shown>
    );
}

function Chooser({ label, value, onChoose, wrong, rules }: Props & { rules: RuleView[] }) {
    const id = useId();
    const chosen = rules.find((rule) => rule.code === value);
    return (
        <div class="field">
            <label for={id}>{label}</label>
            <select
                id={id}
                required
                value={value}
                aria-describedby={`${id}-text`}
                aria-invalid={wrong ? "true" : undefined}
                onChange={(event) => onChoose(event.currentTarget.value)}
            >
                <option value="" disabled>
                    {t("reporting.choose")}
                </option>
                {rules.map((rule) => (
                    <option key={rule.code} value={rule.code}>
                        {rule.title}
                    </option>
                ))}
            </select>
            <p class="hint" id={`${id}-text`}>
                {chosen?.text}
            </p>
            {wrong && (
                <p class="wrong">
                    <Icon name="circle-alert" size={16} />
                    <span>{wrong}</span>
                </p>
            )}
        </div>
    );
}
