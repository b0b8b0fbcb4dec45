import { iconPaths } from "./iconPaths";
import type { IconName } from "./Icon";

const drawings = {
    feed: "tent",
    stall: "store",
    orders: "shopping-bag",
    money: "hand-coins",
    people: "users",
    paper: "file-spreadsheet",
    bank: "landmark",
    book: "scroll-text",
    lost: "map-pin",
    search: "search",
    rain: "hourglass",
    done: "circle-check",
    offline: "cloud-off",
} satisfies Record<string, IconName>;

export type DrawingName = keyof typeof drawings;

const flags = [22, 47, 72, 98, 123, 148];
const colours = ["var(--awning-a)", "var(--amber-line)", "var(--green-line)"];

/** A quiet corner of the fairground for pages that have nothing yet. */
export function EmptyDrawing({ name }: { name: DrawingName }) {
    return (
        <svg class="drawing" viewBox="0 0 170 116" aria-hidden="true">
            <ellipse cx="85" cy="104" rx="66" ry="9" fill="var(--paper-sunk)" />
            <circle cx="85" cy="66" r="38" fill="var(--paper-sunk)" />
            <path d="M4 8q81 34 162 0" fill="none" stroke="var(--line-strong)" stroke-width="1.5" />
            {flags.map((x, i) => {
                const at = (x - 4) / 162;
                const y = 8 + 68 * at * (1 - at);
                return (
                    <path
                        key={x}
                        d={`M${x - 8} ${y.toFixed(1)}h16l-8 15z`}
                        fill={colours[i % colours.length]}
                    />
                );
            })}
            <g
                transform="translate(56 38) scale(2.4)"
                fill="none"
                stroke-linecap="round"
                stroke-linejoin="round"
            >
                <path
                    d={iconPaths[drawings[name]]}
                    stroke="var(--paper-raised)"
                    stroke-width="4.5"
                    fill="var(--paper-raised)"
                />
                <path d={iconPaths[drawings[name]]} stroke="var(--ink)" stroke-width="1.4" />
            </g>
        </svg>
    );
}
