import { rove } from "./roving";

interface Props<T extends string> {
    label: string;
    options: readonly { value: T; word: string; lang?: string }[];
    chosen: T;
    onChoose: (value: T) => void;
}

/** One of a few, side by side: a single stop for the keyboard, the arrows go among them. */
export function Segments<T extends string>({ label, options, chosen, onChoose }: Props<T>) {
    return (
        <div class="segments" role="group" aria-label={label} onKeyDown={rove}>
            {options.map(({ value, word, lang }) => (
                <button
                    key={value}
                    type="button"
                    {...(lang ? { lang } : {})}
                    tabIndex={value === chosen ? 0 : -1}
                    aria-pressed={value === chosen}
                    onClick={() => onChoose(value)}
                >
                    {word}
                </button>
            ))}
        </div>
    );
}
