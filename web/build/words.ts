// Reads words/*.json while building, so that no message parser travels to the phone: a sentence
// becomes a string, or a list of strings, arguments and choices that src/core/message.ts can say.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { parse, type Token } from "@messageformat/parser";
import type { Plugin } from "vite";

import type { Message, Part } from "../src/core/message";

/** Sentences that only the program says; the app shows the `title` of the answer instead. */
const ofTheProgram = /^((refusal|mail|command)\.|field\.\w+$)/;

/** What `import ... from "words:en"` gives: every sentence of the app, ready to be said. */
export function words(): Plugin {
    return {
        name: "words",
        resolveId: (id) => (id.startsWith("words:") ? `\0${id}` : null),
        load(id) {
            if (!id.startsWith("\0words:")) return null;
            const language = id.slice("\0words:".length);
            this.addWatchFile(fileOf(language));
            const sentences = readWords(language);
            const ours = Object.entries(sentences).filter(([key]) => !ofTheProgram.test(key));
            const compiled = Object.fromEntries(ours.map(([key, text]) => [key, compile(text)]));
            return `export default JSON.parse(${JSON.stringify(JSON.stringify(compiled))})`;
        },
    };
}

export function compile(text: string): Message {
    const parts = parse(text, { cardinal: [], ordinal: [], strict: false }).map(part);
    if (parts.length === 0) return "";
    if (parts.length === 1 && typeof parts[0] === "string") return parts[0];
    return parts;
}

function part(token: Token): Part {
    switch (token.type) {
        case "content":
            return token.value;
        case "argument":
            return { arg: token.arg };
        case "octothorpe":
            return { count: true };
        case "plural":
        case "select":
            return {
                [token.type]: token.arg,
                cases: Object.fromEntries(token.cases.map((c) => [c.key, c.tokens.map(part)])),
            } as unknown as Part;
        default:
            throw new Error(`words: ${token.type} is not used here; hand in formatted text`);
    }
}

export function readWords(language: string): Record<string, string> {
    return JSON.parse(readFileSync(fileOf(language), "utf8")) as Record<string, string>;
}

function fileOf(language: string): string {
    return fileURLToPath(new URL(`../../words/${language}.json`, import.meta.url));
}
