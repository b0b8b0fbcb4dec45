// Packs every text of the build as tightly as brotli can, which takes too long to do while somebody
// waits: `name.br` beside `name`, which the program sends in its place.

import { brotliCompressSync, constants } from "node:zlib";

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
                    const source = brotliCompressSync(bytes, {
                        params: {
                            [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
                            [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
                        },
                    });
                    if (source.length >= bytes.length) continue;
                    this.emitFile({ type: "asset", fileName: `${name}.br`, source });
                }
            },
        },
    };
}
