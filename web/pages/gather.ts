// One page of all pictures: a row for each page, every look of it beside the others.

import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function gather(folder: string): void {
    const rows = new Map<string, string[]>();
    for (const file of readdirSync(folder).sort()) {
        const [name = "", width, , , end] = file.split(".");
        if (end !== "png") continue;
        const row = `${name} ${width}`;
        rows.set(row, [...(rows.get(row) ?? []), file]);
    }
    const body = [...rows].map(
        ([row, files]) =>
            `<section id="${row.replace(" ", "-")}"><h2>${row}</h2><div>` +
            files
                .map((file) => `<a href="${file}"><img src="${file}" alt="${file}"></a>`)
                .join("") +
            "</div></section>",
    );
    const style =
        "body{font:14px sans-serif;background:#888}div{display:flex;gap:8px;align-items:start}" +
        "a{flex:1 1 0;min-width:0}img{max-width:100%}";
    const html = `<!doctype html><meta charset="utf-8"><title>Pages</title><style>${style}</style>`;
    writeFileSync(join(folder, "index.html"), `${html}${body.join("\n")}\n`);
}
