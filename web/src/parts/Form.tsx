import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";

import { lackOf } from "../core/lack";

interface Props {
    class?: string;
    role?: "search";
    /** Handed the value of the button that sent it, where that has one. */
    onSend: (by: string) => unknown;
    children: ComponentChildren;
}

type Lacks = Readonly<Record<string, string>>;
const Lacking = createContext<Lacks>({});

/** What the form says of a control after somebody tried to send it: by its id, or by its name. */
export function useLack(control: string): string | undefined {
    return useContext(Lacking)[control];
}

type Control =
    | HTMLInputElement
    | HTMLSelectElement
    | HTMLTextAreaElement
    | HTMLFieldSetElement
    | HTMLButtonElement;

const controlsOf = (form: HTMLFormElement): Control[] =>
    [...form.elements].filter((one): one is Control => "validity" in one);

/** The buttons of one choice share what is said of it. */
const nameOf = (control: Control): string => (control.type === "radio" ? control.name : control.id);

function lacksOf(form: HTMLFormElement): Lacks {
    const found: Record<string, string> = {};
    for (const control of controlsOf(form)) {
        const lack = lackOf(control);
        if (lack !== undefined) found[nameOf(control)] ??= lack;
    }
    return found;
}

/**
 * A form that is sent by the app and never by the browser; what is wrong then is said at the field
 * and has the focus. What is missing is found here, and nothing is sent.
 */
export function Form({ class: name, role, onSend, children }: Props) {
    const box = useRef<HTMLFormElement>(null);
    const sent = useRef(false);
    const [lacks, setLacks] = useState<Lacks>({});
    useEffect(() => {
        if (!sent.current) return;
        const wrong = box.current?.querySelector<HTMLElement>('[aria-invalid="true"], .lacking');
        if (!wrong) return;
        sent.current = false;
        // What is marked as a whole has the focus at what is to be done about it.
        const whole = wrong.matches("fieldset");
        const first = whole ? wrong.querySelector<HTMLElement>("input, .failed button") : wrong;
        first?.focus();
    });
    const look = (event: Event) => {
        const control = event.target as Control;
        const known = lacks[nameOf(control)];
        if (known === undefined) return;
        const now = lackOf(control);
        if (now === known) return;
        const { [nameOf(control)]: gone, ...others } = lacks;
        setLacks(now === undefined ? others : { ...others, [nameOf(control)]: now });
    };
    return (
        <form
            ref={box}
            class={name ?? ""}
            {...(role ? { role } : {})}
            noValidate
            onInput={look}
            onChange={look}
            onSubmit={(event) => {
                event.preventDefault();
                sent.current = true;
                const found = lacksOf(event.currentTarget);
                setLacks(found);
                const by = event.submitter as HTMLButtonElement | null;
                if (Object.keys(found).length === 0) onSend(by?.value ?? "");
            }}
        >
            <Lacking.Provider value={lacks}>{children}</Lacking.Provider>
        </form>
    );
}
