// What a mailed link holds stands behind its #: no server is told it but by the page itself.

import { useState } from "preact/hooks";

/** The token of the address, which is taken out of it at once: addresses are looked at and kept. */
export function useToken(): string {
    const [token] = useState(() => {
        const found = location.hash.slice(1);
        if (found) history.replaceState(history.state, "", location.pathname);
        return found;
    });
    return token;
}
