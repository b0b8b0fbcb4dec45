import type { ComponentChildren } from "preact";

interface Props {
    class?: string;
    role?: "search";
    onSend: () => unknown;
    children: ComponentChildren;
}

/** A form that is sent by the app and never by the browser. */
export function Form({ class: name, role, onSend, children }: Props) {
    return (
        <form
            class={name ?? ""}
            {...(role ? { role } : {})}
            onSubmit={(event) => {
                event.preventDefault();
                onSend();
            }}
        >
            {children}
        </form>
    );
}
