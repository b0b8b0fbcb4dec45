// What is wrong with a field before anything is sent, in our words. A browser has a bubble of its
// own for it, which speaks the browser's language and is gone after some seconds.

import { t } from "./words";

/** What is read of a control of a form. */
export interface Control {
    type: string;
    validity: Partial<ValidityState>;
    /** `lack` is what a part of the app says of it itself: a browser keeps none for a fieldset. */
    dataset?: { lack?: string };
    minLength?: number;
}

/** The sentence for a control that does not fit; nothing where it does. */
export function lackOf(control: Control): string | undefined {
    const { type, validity, minLength = 0 } = control;
    if (control.dataset?.lack) return control.dataset.lack;
    if (validity.badInput) return t(type === "date" ? "lack.date" : "lack.misfit");
    if (validity.valueMissing) {
        if (type === "radio" || type.startsWith("select")) return t("lack.choice");
        return t(type === "date" ? "lack.date" : type === "file" ? "lack.file" : "lack.missing");
    }
    if (validity.typeMismatch && type === "email") return t("lack.mail");
    if (validity.tooShort) return t("lack.short", { min: minLength });
    if (validity.rangeUnderflow && type === "date") return t("lack.early");
    return validity.valid === false ? t("lack.misfit") : undefined;
}
