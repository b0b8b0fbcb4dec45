import type { ComponentChildren } from "preact";

interface Props {
    label: string;
    columns: readonly { word: string; number?: boolean }[];
    /** The rows. */
    children: ComponentChildren;
}

/** What the style sheet writes over each cell where a row is a card. */
function heads(columns: Props["columns"]): Record<string, string> {
    return Object.fromEntries(
        columns.map(({ word }, i) => [`--head-${i + 1}`, JSON.stringify(word)]),
    );
}

/**
 * A table with its heads; where it is wider than the page it scrolls, also by the keyboard. On a
 * phone every row is a card.
 */
export function DataTable({ label, columns, children }: Props) {
    return (
        <div class="table cards" tabIndex={0} role="region" aria-label={label}>
            <table style={heads(columns)}>
                <thead>
                    <tr>
                        {columns.map(({ word, number }, i) => (
                            <th key={i} scope="col" class={number ? "number" : ""}>
                                {word}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>{children}</tbody>
            </table>
        </div>
    );
}
