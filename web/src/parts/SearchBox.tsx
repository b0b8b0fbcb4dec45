import { useEffect, useRef, useState } from "preact/hooks";

import { searchWith } from "../core/keys";
import { go, useAddress } from "../core/router";
import { t } from "../core/words";
import { Form } from "./Form";
import { Icon } from "./Icon";

/** The words that are looked for on the page that is open. */
function wordsOf(address: string): string {
    const [path, search = ""] = address.split("?", 2);
    return path === "/search" ? (new URLSearchParams(search).get("q") ?? "") : "";
}

/** Has "/" lead to the field that is seen, or to the page that has one. Once, by the frame. */
export function useSearchKey(): void {
    useEffect(() => {
        return searchWith(() => {
            const fields = document.querySelectorAll<HTMLInputElement>(".search-box input");
            const seen = [...fields].find((field) => field.checkVisibility());
            if (!seen) return go("/search");
            seen.focus();
            seen.select();
        });
    }, []);
}

/** What people look for goods with. It keeps the words that its page was opened with. */
export function SearchBox({ big }: { big?: boolean }) {
    const address = useAddress();
    const asked = wordsOf(address);
    const [words, setWords] = useState(asked);
    const field = useRef<HTMLInputElement>(null);
    useEffect(() => setWords(asked), [asked]);
    const send = () => {
        const q = words.trim();
        field.current?.blur();
        // Nothing looked for is a look at everything.
        go(q === "" ? "/search" : `/search?${new URLSearchParams({ q }).toString()}`);
    };
    return (
        <Form class={`search-box ${big ? "big" : ""}`} role="search" onSend={send}>
            <input
                ref={field}
                type="search"
                name="q"
                enterKeyHint="search"
                autocomplete="off"
                maxLength={100}
                aria-label={t("search.label")}
                placeholder={t("search.placeholder")}
                value={words}
                onInput={(event) => setWords(event.currentTarget.value)}
            />
            <button type="submit" class="icon-button" aria-label={t("search.send")}>
                <Icon name="search" size={20} />
            </button>
        </Form>
    );
}
