// Keys for who works at a desk. "?" shows them; "g" and a letter goes somewhere; "/" searches.

import { useEffect, useRef, useState } from "preact/hooks";

import { isForUs, keysOn, meaning, searcher, switchKeys, targets } from "../core/keys";
import { go } from "../core/router";
import { useSession } from "../core/session";
import { t } from "../core/words";

export function Shortcuts() {
    const signedIn = useSession().me !== null;
    const [shown, setShown] = useState(false);
    const after = useRef(false);
    useEffect(() => {
        const press = (event: KeyboardEvent) => {
            if (!isForUs(event.target as HTMLElement, event) || !keysOn()) return;
            if (document.querySelector("dialog[open]")) return;
            const what = meaning(event.key, after.current, signedIn);
            after.current = what === "wait";
            if (what === "help") setShown(true);
            else if (what === "search") {
                if (!searcher()) return;
                // The key would be typed into the field that has just got the focus.
                event.preventDefault();
                searcher()?.();
            } else if (what !== null && what !== "wait") go(what.go);
        };
        addEventListener("keydown", press);
        const open = () => setShown(true);
        addEventListener(showKeys, open);
        return () => {
            removeEventListener("keydown", press);
            removeEventListener(showKeys, open);
        };
    }, [signedIn]);
    return shown ? <List signedIn={signedIn} onClose={() => setShown(false)} /> : null;
}

/** The event that opens the list from elsewhere: for who has switched the keys off. */
export const showKeys = "fairground:keys";

function List({ signedIn, onClose }: { signedIn: boolean; onClose: () => void }) {
    const box = useRef<HTMLDialogElement>(null);
    const [on, setOn] = useState(keysOn);
    useEffect(() => {
        box.current?.showModal();
    }, []);
    return (
        <dialog ref={box} class="keys" onClose={onClose} aria-labelledby="shortcuts">
            <div class="stack">
                <h2 id="shortcuts">{t("shortcuts.title")}</h2>
                <dl class={on ? "" : "off"}>
                    <Row word={t("shortcuts.this")} keys={["?"]} />
                    {searcher() && <Row word={t("shortcuts.search")} keys={["/"]} />}
                    {targets
                        .filter(({ stranger }) => signedIn || stranger)
                        .map(({ letter, word }) => (
                            <Row key={letter} word={t(word)} keys={["g", letter]} />
                        ))}
                    <Row word={t("shortcuts.rove")} keys={["←", "→", "↑", "↓"]} />
                    <Row word={t("shortcuts.close")} keys={["Esc"]} />
                </dl>
                <label class="switch">
                    <input
                        type="checkbox"
                        checked={on}
                        onChange={(event) => {
                            switchKeys(event.currentTarget.checked);
                            setOn(event.currentTarget.checked);
                        }}
                    />
                    {t("shortcuts.on")}
                </label>
                <button type="button" class="button" onClick={() => box.current?.close()}>
                    {t("act.close")}
                </button>
            </div>
        </dialog>
    );
}

function Row({ word, keys }: { word: string; keys: readonly string[] }) {
    return (
        <div>
            <dt>{word}</dt>
            <dd>
                {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                ))}
            </dd>
        </div>
    );
}
