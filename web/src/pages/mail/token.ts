// What a mailed link holds stands behind its #: no server is told it but by the page itself.

import { useState } from "preact/hooks";

/** What was taken out of the address of a page, should that be drawn anew. */
let taken = { path: "", token: "" };

/** The token of the address, which is taken out of it at once: addresses are looked at and kept. */
export function useToken(): string {
    const [token] = useState(() => {
        const found = location.hash.slice(1);
        if (found) {
            taken = { path: location.pathname, token: found };
            history.replaceState(history.state, "", location.pathname);
        }
        return taken.path === location.pathname ? taken.token : "";
    });
    return token;
}
