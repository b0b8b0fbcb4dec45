// Packs every text of the build as tightly as it can be, which takes too long to do while somebody
// waits: `name.br` and `name.gz` beside `name`, of which the program sends the one that is taken.

import { brotliCompressSync, gzipSync } from "node:zlib";

import type { Plugin } from "vite";

const texts = /\.(js|css|html|svg|webmanifest|txt)$/;

export function packed(): Plugin {
    return {
        name: "packed",
        apply: "build",
        generateBundle: {
            // After the last file is there.
            order: "post",
            handler(_, bundle) {
                for (const [name, file] of Object.entries(bundle)) {
                    if (!texts.test(name)) continue;
                    const bytes = Buffer.from(file.type === "chunk" ? file.code : file.source);
                    const all = {
                        br: brotliCompressSync(bytes),
                        gz: gzipSync(bytes, { level: 9 }),
                    };
                    for (const [ending, source] of Object.entries(all)) {
                        if (source.length >= bytes.length) continue;
                        this.emitFile({ type: "asset", fileName: `${name}.${ending}`, source });
                    }
                }
            },
        },
    };
}
