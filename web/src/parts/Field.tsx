import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

import type { Problem, WrongField } from "../core/call";
import { t } from "../core/words";
import { useLack } from "./Form";
import { Icon } from "./Icon";

/** What the server said of one field, or of a part of it ("amount" is also "amount.minor"). */
export function wrongOf(problem: Problem | null, field: string): string | undefined {
    const fits = (wrong: WrongField) =>
        wrong.field === field || wrong.field.startsWith(`${field}.`);
    return problem?.fields.find(fits)?.title;
}

export interface Frame {
    label: string;
    hint?: string | undefined;
    wrong?: string | undefined;
}

interface Marks {
    id: string;
    "aria-describedby"?: string;
    "aria-invalid"?: "true";
}

/** A label, what it controls, a hint and what is wrong with it, tied together for every reader. */
export function Framed({
    label,
    hint,
    wrong: said,
    children,
}: Frame & { children: (marks: Marks) => ComponentChildren }) {
    const id = useId();
    const wrong = useLack(id) ?? said;
    const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
    const marks: Marks = { id };
    if (described) marks["aria-describedby"] = described;
    if (wrong) marks["aria-invalid"] = "true";
    return (
        <div class="field">
            <label for={id}>{label}</label>
            {children(marks)}
            {hint && (
                <p class="hint" id={`${id}-hint`}>
                    {hint}
                </p>
            )}
            <Wrong id={`${id}-wrong`} text={wrong} />
        </div>
    );
}

/** What is wrong with what stands above it. */
export function Wrong({ id, text }: { id?: string; text: string | undefined }) {
    if (!text) return null;
    return (
        <p class="wrong" {...(id ? { id } : { role: "alert" as const })}>
            <Icon name="circle-alert" size={16} />
            <span>{text}</span>
        </p>
    );
}

interface Typed extends Frame {
    value: string;
    onType: (value: string) => void;
}

interface InputRest {
    type?: "text" | "password" | "search" | "date" | "email";
    name?: string;
    autocomplete?: string;
    autocapitalize?: "none";
    inputMode?: "numeric" | "decimal" | "search";
    placeholder?: string;
    required?: boolean;
    minLength?: number;
    maxLength?: number;
}

export function TextField({ label, hint, wrong, value, onType, ...rest }: Typed & InputRest) {
    return (
        <Framed label={label} hint={hint} wrong={wrong}>
            {(marks) => (
                <input
                    {...(rest as object)}
                    {...marks}
                    value={value}
                    onInput={(event) => onType(event.currentTarget.value)}
                />
            )}
        </Framed>
    );
}

/** A civil day, as the browser lets its user choose one. */
export function DayField({
    label,
    hint,
    wrong,
    value,
    onType,
    min,
    optional,
}: Typed & { min?: string; optional?: boolean }) {
    return (
        <Framed label={label} hint={hint} wrong={wrong}>
            {(marks) => (
                <input
                    {...marks}
                    type="date"
                    value={value}
                    min={min}
                    required={!optional}
                    onInput={(event) => onType(event.currentTarget.value)}
                />
            )}
        </Framed>
    );
}

interface SelectProps extends Frame {
    value: string;
    options: readonly { value: string; label: string }[];
    onChoose: (value: string) => void;
    required?: boolean;
    autocomplete?: string;
}

/** One of many, by name. */
export function SelectField(props: SelectProps) {
    return (
        <Framed label={props.label} hint={props.hint} wrong={props.wrong}>
            {(marks) => (
                <select
                    {...marks}
                    value={props.value}
                    required={props.required}
                    autocomplete={props.autocomplete as "country" | undefined}
                    onChange={(event) => props.onChoose(event.currentTarget.value)}
                >
                    {props.options.map(({ value, label }) => (
                        <option key={value} value={value} selected={value === props.value}>
                            {label}
                        </option>
                    ))}
                </select>
            )}
        </Framed>
    );
}

export function LongField({
    label,
    hint,
    wrong,
    value,
    onType,
    rows = 4,
    placeholder,
    required,
}: Typed & { rows?: number; placeholder?: string; required?: boolean }) {
    return (
        <Framed label={label} hint={hint} wrong={wrong}>
            {(marks) => (
                <textarea
                    {...marks}
                    rows={rows}
                    placeholder={placeholder}
                    required={required}
                    value={value}
                    onInput={(event) => onType(event.currentTarget.value)}
                />
            )}
        </Framed>
    );
}

/** An amount with its currency before it, typed as people write it. */
export function AmountField({
    label,
    hint,
    wrong,
    value,
    onType,
    symbol,
    required,
}: Typed & { symbol: string; required?: boolean }) {
    return (
        <Framed label={label} hint={hint} wrong={wrong}>
            {(marks) => (
                <div class="affix">
                    <span aria-hidden="true">{symbol}</span>
                    <input
                        {...marks}
                        inputMode="decimal"
                        autocomplete="off"
                        value={value}
                        required={required}
                        onInput={(event) => onType(event.currentTarget.value)}
                    />
                </div>
            )}
        </Framed>
    );
}

interface ChoiceOption<T extends string> {
    value: T;
    label: string;
    note?: string;
}

interface ChoiceProps<T extends string> {
    label: string;
    name: string;
    options: ChoiceOption<T>[];
    /** null: nothing is chosen yet, and something has to be. */
    value: T | null;
    onChoose: (value: T) => void;
}

export function Choices<T extends string>(props: ChoiceProps<T>) {
    const lack = useChoiceLack(props.name);
    return (
        <fieldset class="stack" {...lack.marks}>
            <legend>{props.label}</legend>
            <div class="choices">
                {props.options.map((option) => (
                    <label key={option.value} class="choice">
                        <input
                            type="radio"
                            name={props.name}
                            value={option.value}
                            checked={props.value === option.value}
                            required={props.value === null}
                            onChange={() => props.onChoose(option.value)}
                        />
                        <span>{option.label}</span>
                        {option.note && <span class="soft">{option.note}</span>}
                    </label>
                ))}
            </div>
            <Wrong id={lack.id} text={lack.text} />
        </fieldset>
    );
}

/** What the form says of a choice that nobody has made, and how its fieldset is tied to that. */
export function useChoiceLack(name: string) {
    const id = useId();
    const text = useLack(name);
    const marks = text
        ? ({ role: "radiogroup", "aria-invalid": "true", "aria-describedby": id } as const)
        : {};
    return { id, text, marks };
}

interface SubmitProps {
    busy: boolean;
    children: ComponentChildren;
    wide?: boolean;
    plain?: boolean;
    disabled?: boolean;
}

export function Submit({ busy, children, wide, plain, disabled }: SubmitProps) {
    return (
        <button
            type="submit"
            class={`button ${plain ? "" : "next"} ${wide ? "wide" : ""}`}
            aria-busy={busy}
            disabled={busy || disabled}
        >
            {busy ? t("act.working") : children}
        </button>
    );
}
