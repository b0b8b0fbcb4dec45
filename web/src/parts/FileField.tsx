import { useState } from "preact/hooks";

import { t } from "../core/words";
import { Framed, type Frame } from "./Field";
import { Icon } from "./Icon";

interface Props extends Frame {
    /** What is said in the field while nothing is chosen. */
    choose: string;
    accept: string;
    onRead: (text: string) => void;
}

/** A text that is read from a file; its name stands in the field. */
export function FileField({ choose, accept, onRead, ...frame }: Props) {
    const [name, setName] = useState("");
    const [unreadable, setUnreadable] = useState(false);
    const read = async (input: HTMLInputElement) => {
        const file = input.files?.[0];
        if (!file) return;
        const text = await file.text().catch(() => null);
        // Otherwise a browser says nothing when the same file is chosen again, mended meanwhile.
        input.value = "";
        setUnreadable(text === null);
        if (text === null) return;
        setName(file.name);
        onRead(text);
    };
    return (
        <Framed {...frame} wrong={unreadable ? t("field.file.unreadable") : frame.wrong}>
            {(marks) => (
                <label class="drop">
                    <Icon name="file-spreadsheet" size={28} />
                    <span>{name || choose}</span>
                    <input
                        {...marks}
                        type="file"
                        accept={accept}
                        onChange={(event) => void read(event.currentTarget)}
                    />
                </label>
            )}
        </Framed>
    );
}
