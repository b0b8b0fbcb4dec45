import { iconPaths } from "./iconPaths";

export type IconName = keyof typeof iconPaths;

interface Props {
    name: IconName;
    size?: number;
}

/** A drawing beside words; it never carries a meaning alone. */
export function Icon({ name, size = 20 }: Props) {
    return (
        <svg
            width={size}
            height={size}
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.9"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d={iconPaths[name]} />
        </svg>
    );
}
