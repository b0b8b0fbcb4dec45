import { defineConfig } from "vitest/config";

import { packed } from "./build/packed";
import { shell } from "./build/shell";
import { words } from "./build/words";

export default defineConfig({
    plugins: [words(), shell(), packed()],
    esbuild: { jsx: "automatic", jsxImportSource: "preact" },
    build: {
        target: "es2022",
        // The program sends a strict Content-Security-Policy: nothing is inlined.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        reportCompressedSize: true,
        rollupOptions: {
            // What pages share is one file: on a slow network the number of files is what waits.
            output: {
                manualChunks: (id) => (/\/src\/(parts|core)\//.test(id) ? "parts" : undefined),
            },
        },
    },
    server: { proxy: { "/api": process.env["FAIRGROUND_URL"] ?? "http://127.0.0.1:8080" } },
    test: {
        include: ["{src,build,worker}/**/*.test.{ts,tsx}"],
        setupFiles: ["src/core/reader.setup.ts"],
        environment: "node",
        testTimeout: 60_000,
    },
});
