import type { CaseKind, RuleView } from "../api";
import { at } from "../core/call";
import { useGet } from "../core/store";
import { t } from "../core/words";
import { Framed } from "../parts/Field";
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
    const chosen = rules.find((rule) => rule.code === value);
    return (
        <Framed label={label} hint={chosen?.text} wrong={wrong}>
            {(marks) => (
                <select
                    {...marks}
                    required
                    value={value}
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
            )}
        </Framed>
    );
}
