import { tentPaths, type TentColour } from "./tentPaths";

interface Props {
    size?: number;
}

const colours: Record<TentColour, string> = {
    ink: "currentColor",
    red: "var(--awning-a)",
    cloth: "var(--awning-b)",
};

/** The mark of Fairground: a striped tent with its flag out. */
export function Tent({ size = 30 }: Props) {
    return (
        <svg class="tent" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
            {tentPaths.map(({ colour, d }) => (
                <path key={d} d={d} fill={colours[colour]} />
            ))}
        </svg>
    );
}
