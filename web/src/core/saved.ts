// What the reader has saved: one list of ids for every heart on the page.

import { at } from "./call";
import { useSession } from "./session";
import { change, refresh, useAct, useGet, type Acting } from "./store";

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
    // This heart alone: others may have been tapped meanwhile.
    const show = (full: boolean) =>
        change(ids(), ({ items }) => {
            const without = items.filter((id) => id !== listing);
            return { items: full ? [...without, listing] : without };
        });
    const toggle = async () => {
        show(!saved);
        const done = saved
            ? await act.run(at("DELETE /listings/{id}/saved", { id: listing }))
            : await act.run(at("PUT /listings/{id}/saved", { id: listing }));
        // Once more: what was fetched meanwhile did not know of it yet.
        show(done ? !saved : saved);
        if (!done) refresh((path) => path === ids().path);
        // What is taken back stays on an open list, where one more tap saves it again.
        else if (!saved) refresh((path) => path.startsWith("/me/saved?"));
        return done !== undefined;
    };
    return { saved, toggle: me && data ? toggle : null, act };
}
