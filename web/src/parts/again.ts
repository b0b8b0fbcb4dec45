import { useEffect } from "preact/hooks";

import { refresh } from "../core/store";

/**
 * Asks again by itself, while the page can be seen and `on`, for what nobody hints at: what the
 * program does by itself, and what stands in the lists of those who run the market.
 */
export function useAgain(matches: (path: string) => boolean, every: number, on = true): void {
    useEffect(() => {
        if (!on) return;
        const timer = setInterval(() => !document.hidden && refresh(matches), every);
        return () => clearInterval(timer);
    }, [every, on]);
}
