// What makes the app one that can be installed and opens without a network: icons, a manifest for
// each language, the service worker, and the name of the build.

import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";

import { build, type Plugin, type Rollup } from "vite";

import { iconPng, iconSvg, maskable, paper, round } from "./icons";
import { readWords } from "./words";

/** The page that people open most, and what every page needs. */
const first = /^(index|parts|Home|HowItWorks|_words_)/;

export function shell(): Plugin {
    let name = "";
    return {
        name: "shell",
        apply: "build",
        transformIndexHtml: {
            order: "post",
            handler: (html, { bundle = {} }) => {
                name = buildName(html, bundle);
                return [{ tag: "meta", attrs: { name: "build", content: name } }];
            },
        },
        generateBundle: {
            // After the page is written, which is when the build gets its name.
            order: "post",
            async handler(_, bundle) {
                const emit = (fileName: string, source: string | Uint8Array) =>
                    this.emitFile({ type: "asset", fileName, source });
                emit("favicon.svg", iconSvg(round));
                emit("icon-192.png", iconPng(round, 192));
                emit("icon-512.png", iconPng(round, 512));
                emit("icon-maskable.png", iconPng(maskable, 512));
                emit("apple-touch-icon.png", iconPng(maskable, 180));
                emit("manifest.webmanifest", manifest("en"));
                emit("manifest.zh.webmanifest", manifest("zh"));
                emit("sw.js", await worker(name, bundle));
            },
        },
    };
}

/** The names of the files change with their content, so they and the page name the build. */
function buildName(html: string, bundle: Rollup.OutputBundle): string {
    const names = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
    const all = [html, ...names.sort()].join("\n");
    return createHash("sha256").update(all).digest("hex").slice(0, 12);
}

function manifest(language: "en" | "zh"): string {
    const words = readWords(language);
    const shortcut = (key: string, url: string) => ({ name: words[key], url });
    const icon = (src: string, sizes: string, purpose: string) => ({
        src,
        sizes,
        type: src.endsWith("svg") ? "image/svg+xml" : "image/png",
        purpose,
    });
    const all = {
        id: "/",
        name: "Fairground",
        short_name: "Fairground",
        description: words["app.description"],
        lang: language === "zh" ? "zh-Hans" : "en",
        start_url: "/",
        scope: "/",
        display: "standalone",
        background_color: paper,
        theme_color: paper,
        categories: ["shopping", "social"],
        icons: [
            icon("/favicon.svg", "any", "any"),
            icon("/icon-192.png", "192x192", "any"),
            icon("/icon-512.png", "512x512", "any"),
            icon("/icon-maskable.png", "512x512", "maskable"),
        ],
        shortcuts: [
            shortcut("nav.sell_something", "/sell"),
            shortcut("nav.orders", "/orders"),
            shortcut("nav.money", "/money"),
        ],
    };
    return JSON.stringify(all, null, 4) + "\n";
}

/** One file without imports: a worker that is a module is not known everywhere. */
async function worker(name: string, bundle: Rollup.OutputBundle): Promise<string> {
    const assets = Object.keys(bundle)
        .filter((path) => path.startsWith("assets/") && first.test(path.slice("assets/".length)))
        .map((path) => `/${path}`);
    const made = await build({
        configFile: false,
        logLevel: "warn",
        publicDir: false,
        define: { BUILD: JSON.stringify(name), SHELL: JSON.stringify(["/", ...assets]) },
        build: {
            write: false,
            target: "es2022",
            lib: {
                entry: fileURLToPath(new URL("../worker/worker.ts", import.meta.url)),
                formats: ["iife"],
                name: "worker",
            },
        },
    });
    const [output] = made as Rollup.RollupOutput[];
    const chunk = output?.output[0];
    if (chunk?.type !== "chunk") throw new Error("shell: the worker was not built");
    return chunk.code;
}
