// What the reader has saved: one list of ids for every heart on the page.

import { at } from "./call";
import { useSession } from "./session";
import { put, refresh, useAct, useGet, type Acting } from "./store";

const ids = () => at("GET /me/saved/ids");

interface Saving {
    saved: boolean;
    /** Null where there is nobody who could save, or it is not known yet whether it is. */
    toggle: (() => Promise<boolean>) | null;
    act: Acting;
}

/** Whether one listing is saved. A heart is full at once, and empty again where that failed. */
export function useSaved(listing: string): Saving {
    const { me } = useSession();
    const { data } = useGet(me ? ids() : null);
    const act = useAct();
    const saved = data?.items.includes(listing) ?? false;
    const toggle = async () => {
        const before = data?.items ?? [];
        const without = before.filter((id) => id !== listing);
        put(ids(), { items: saved ? without : [...without, listing] });
        const done = saved
            ? await act.run(at("DELETE /listings/{id}/saved", { id: listing }))
            : await act.run(at("PUT /listings/{id}/saved", { id: listing }));
        if (!done) put(ids(), { items: before });
        // What is taken back stays on an open list, where one more tap saves it again.
        refresh((path) => path === ids().path || (!saved && path.startsWith("/me/saved?")));
        return done !== undefined;
    };
    return { saved, toggle: me && data ? toggle : null, act };
}
