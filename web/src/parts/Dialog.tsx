import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import { t } from "../core/words";
import { Form } from "./Form";
import { Submit } from "./Field";

interface Props {
    title: string;
    children?: ComponentChildren;
    confirm: string;
    busy: boolean;
    /** Missing where there is nothing to confirm. */
    onConfirm?: () => void;
    /** Something has to come first; `confirm` says what it is. */
    waits?: boolean;
    onClose: () => void;
}

/** The focus goes back to what opened a dialog; where that is gone, to the page. */
function giveBack(opener: Element | null): void {
    if (document.activeElement !== document.body) return;
    const back = opener?.isConnected ? opener : document.getElementById("main");
    (back as HTMLElement | null)?.focus();
}

/** Asks before something that cannot be taken back, or for the one thing it needs to know. */
export function Dialog(props: Props) {
    const { title, children, confirm, busy, onConfirm, waits = false, onClose } = props;
    const box = useRef<HTMLDialogElement>(null);
    const id = useId();
    useEffect(() => {
        const opener = document.activeElement;
        box.current?.showModal();
        return () => void requestAnimationFrame(() => giveBack(opener));
    }, []);
    return (
        <dialog ref={box} aria-labelledby={id} onClose={onClose}>
            <Form onSend={() => onConfirm?.()}>
                <h2 id={id}>{title}</h2>
                {children}
                <div class="dialog-buttons">
                    <button type="button" class="button bare" onClick={() => box.current?.close()}>
                        {t("act.back")}
                    </button>
                    {onConfirm && (
                        <Submit busy={busy} disabled={waits}>
                            {confirm}
                        </Submit>
                    )}
                </div>
            </Form>
        </dialog>
    );
}
