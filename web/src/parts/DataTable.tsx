import type { ComponentChildren } from "preact";

interface Props {
    label: string;
    columns: readonly { word: string; number?: boolean }[];
    /** The rows. */
    children: ComponentChildren;
}

/** A table with its heads; where it is wider than the page it scrolls, also by the keyboard. */
export function DataTable({ label, columns, children }: Props) {
    return (
        <div class="table" tabIndex={0} role="region" aria-label={label}>
            <table>
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
