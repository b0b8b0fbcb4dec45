import { useEffect, useState } from "preact/hooks";

import { t } from "../core/words";
import { TextField } from "../parts/Field";
import { Form } from "../parts/Form";

interface Props {
    label: string;
    /** What is looked for now. */
    value: string;
    onFind: (wanted: string) => void;
    numbers?: boolean;
    wrong?: string | undefined;
}

/** Looks for one thing in a list of the desk. */
export function Find({ label, value, onFind, numbers, wrong }: Props) {
    const [typed, setTyped] = useState(value);
    // The address says what is looked for, also after going back.
    useEffect(() => setTyped(value), [value]);
    return (
        <Form role="search" class="row" onSend={() => onFind(typed.trim())}>
            <div class="grow">
                <TextField
                    label={label}
                    type="search"
                    {...(numbers ? { inputMode: "numeric" as const } : {})}
                    value={typed}
                    onType={setTyped}
                    autocapitalize="none"
                    autocomplete="off"
                    maxLength={60}
                    wrong={wrong}
                />
            </div>
            <button type="submit" class="button align-end">
                {t("act.find")}
            </button>
        </Form>
    );
}
