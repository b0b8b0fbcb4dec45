import { t } from "../core/words";
import { Icon } from "./Icon";

interface Props {
    value: number;
    max: number;
    min?: number;
    label: string;
    onChange: (value: number) => void;
}

/** One less, how many, one more: reachable by a thumb and by a keyboard. */
export function Quantity({ value, max, min = 1, label, onChange }: Props) {
    const set = (wanted: number) =>
        onChange(Math.max(min, Math.min(max, Math.trunc(wanted) || min)));
    return (
        <div class="quantity" role="group" aria-label={label}>
            <button
                type="button"
                class="icon-button"
                disabled={value <= min}
                aria-label={t("act.one_less")}
                onClick={() => set(value - 1)}
            >
                <Icon name="minus" size={18} />
            </button>
            <input
                inputMode="numeric"
                value={value}
                aria-label={label}
                onChange={(event) => set(Number(event.currentTarget.value))}
            />
            <button
                type="button"
                class="icon-button"
                disabled={value >= max}
                aria-label={t("act.one_more")}
                onClick={() => set(value + 1)}
            >
                <Icon name="plus" size={18} />
            </button>
        </div>
    );
}
