import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Props {
    class?: string;
    role?: "search";
    onSend: () => unknown;
    children: ComponentChildren;
}

/** A form that is sent by the app and never by the browser; what is wrong then has the focus. */
export function Form({ class: name, role, onSend, children }: Props) {
    const box = useRef<HTMLFormElement>(null);
    const sent = useRef(false);
    useEffect(() => {
        if (!sent.current) return;
        const wrong = box.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
        if (!wrong) return;
        sent.current = false;
        wrong.focus();
    });
    return (
        <form
            ref={box}
            class={name ?? ""}
            {...(role ? { role } : {})}
            onSubmit={(event) => {
                event.preventDefault();
                sent.current = true;
                onSend();
            }}
        >
            {children}
        </form>
    );
}
