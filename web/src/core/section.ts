// Which entry of the navigation a page belongs to, where its address does not say so: one order is
// among the reader's own, or for an operator among all of the market.

import { useEffect, useLayoutEffect, useState } from "preact/hooks";

let section: string | null = null;
const watchers = new Set<(section: string | null) => void>();

function move(to: string | null): void {
    section = to;
    watchers.forEach((watcher) => watcher(to));
}

/** For the navigation: the address of the entry that the page named, null where it named none. */
export function useSection(): string | null {
    const [now, set] = useState(section);
    useEffect(() => {
        watchers.add(set);
        set(section);
        return () => void watchers.delete(set);
    }, []);
    return now;
}

/** For a page: where it belongs while it is open. */
export function useInSection(href: string | null): void {
    useLayoutEffect(() => {
        move(href);
        return () => move(null);
    }, [href]);
}
