// Keys for who works at a desk. "?" shows them; "g" and a letter goes somewhere.

import { useEffect, useRef, useState } from "preact/hooks";

import { go } from "../core/router";
import { t, type Key } from "../core/words";

const places: Record<string, { href: string; word: Key }> = {
    h: { href: "/", word: "nav.home" },
    o: { href: "/orders", word: "nav.orders" },
    s: { href: "/orders/sold", word: "orders.sold_title" },
    t: { href: "/stall", word: "nav.stall" },
    m: { href: "/money", word: "nav.money" },
    f: { href: "/friends", word: "nav.friends" },
    n: { href: "/sell", word: "nav.sell_something" },
};

/** Letters typed into a field are text, and with a modifier they are the browser's. */
function isForUs(event: KeyboardEvent): boolean {
    const at = event.target as HTMLElement;
    const typing = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
    return !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
}

export function Shortcuts() {
    const [shown, setShown] = useState(false);
    const going = useRef(false);
    useEffect(() => {
        const press = (event: KeyboardEvent) => {
            if (!isForUs(event) || document.querySelector("dialog[open]")) return;
            const place = going.current ? places[event.key] : undefined;
            going.current = event.key === "g";
            if (place) go(place.href);
            if (event.key === "?") setShown(true);
        };
        addEventListener("keydown", press);
        return () => removeEventListener("keydown", press);
    }, []);
    return shown ? <List onClose={() => setShown(false)} /> : null;
}

function List({ onClose }: { onClose: () => void }) {
    const box = useRef<HTMLDialogElement>(null);
    useEffect(() => {
        box.current?.showModal();
    }, []);
    return (
        <dialog ref={box} onClose={onClose} aria-labelledby="shortcuts">
            <div class="stack">
                <h2 id="shortcuts">{t("shortcuts.title")}</h2>
                <dl class="stack">
                    {Object.entries(places).map(([key, place]) => (
                        <div key={key} class="split">
                            <dt>{t(place.word)}</dt>
                            <dd>
                                <kbd>g</kbd> <kbd>{key}</kbd>
                            </dd>
                        </div>
                    ))}
                </dl>
                <button type="button" class="button" onClick={() => box.current?.close()}>
                    {t("act.back")}
                </button>
            </div>
        </dialog>
    );
}
