// Putting the app on a device: the browser says when it may be offered, and asks the person itself.

import { useEffect, useState } from "preact/hooks";

interface Offer extends Event {
    prompt: () => Promise<{ outcome: "accepted" | "dismissed" }>;
}

let offer: Offer | null = null;
const watchers = new Set<() => void>();
const tell = () => watchers.forEach((watcher) => watcher());

/** Keeps the browser's offer until somebody asks for it in the settings; called once. */
export function awaitOffer(): void {
    addEventListener("beforeinstallprompt", (event) => {
        event.preventDefault();
        offer = event as Offer;
        tell();
    });
    addEventListener("appinstalled", () => {
        offer = null;
        tell();
    });
}

export type Installing = "offered" | "installed" | "by_hand" | "no";

function state(): Installing {
    if (offer) return "offered";
    if (matchMedia("(display-mode: standalone)").matches) return "installed";
    // There the browser offers nothing, but its share menu can.
    return /iPhone|iPad/.test(navigator.userAgent) ? "by_hand" : "no";
}

export function useInstalling(): { state: Installing; install: () => void } {
    const [, render] = useState(0);
    useEffect(() => {
        const watcher = () => render((n) => n + 1);
        watchers.add(watcher);
        return () => void watchers.delete(watcher);
    }, []);
    const install = () => {
        const asked = offer;
        offer = null; // An offer can be taken up once.
        void asked?.prompt().finally(tell);
    };
    return { state: state(), install };
}
