// Whether there is a network, and the service worker that opens the app without one.

import { useEffect, useState } from "preact/hooks";

export const isOnline = (): boolean => navigator.onLine;

/** Whether the browser has a network at all; the component renders again when that changes. */
export function useOnline(): boolean {
    const [online, setOnline] = useState(isOnline);
    useEffect(() => {
        const look = () => setOnline(isOnline());
        addEventListener("online", look);
        addEventListener("offline", look);
        look();
        return () => {
            removeEventListener("online", look);
            removeEventListener("offline", look);
        };
    }, []);
    return online;
}

let newer = false;
const watchers = new Set<(newer: boolean) => void>();

/** Whether a build is ready that is newer than the one this page is of. */
export function useNewer(): boolean {
    const [is, set] = useState(newer);
    useEffect(() => {
        watchers.add(set);
        set(newer);
        return () => void watchers.delete(set);
    }, []);
    return is;
}

function heard({ data }: MessageEvent): void {
    const mine = document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content;
    const { build } = data as { build?: string };
    if (!mine || !build || build === mine) return;
    newer = true;
    watchers.forEach((watcher) => watcher(true));
}

const hour = 3_600_000;

/** Keeps the shell on this device; begun when the page is there, so that nothing waits for it. */
export async function keepShell(): Promise<void> {
    // A market that is reached without TLS has no workers, and neither has a page in development.
    if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
    navigator.serviceWorker.addEventListener("message", heard);
    const kept = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    let looked = performance.now();
    document.addEventListener("visibilitychange", () => {
        if (document.hidden || performance.now() - looked < hour) return;
        looked = performance.now();
        kept.update().catch(() => undefined);
    });
}
