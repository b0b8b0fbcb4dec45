// What a mailed link holds stands behind its #: no server is told it but by the page itself.

import { useEffect, useState } from "preact/hooks";

/** What was taken out of the address of a page, should that be drawn anew. */
let taken = { path: "", token: "" };

/** As the server makes them: half a link is none, and #main is a place on the page. */
const whole = /^#[\w-]{43}$/;

function take(): string {
    if (whole.test(location.hash)) {
        taken = { path: location.pathname, token: location.hash.slice(1) };
        history.replaceState(history.state, "", location.pathname);
    }
    return taken.path === location.pathname ? taken.token : "";
}

/** The token of the address, which is taken out of it at once: addresses are looked at and kept. */
export function useToken(): string {
    const [token, setToken] = useState(take);
    useEffect(() => {
        // A link that is pasted into the same tab loads nothing: only what is behind # changes.
        const again = () => setToken(take());
        addEventListener("hashchange", again);
        return () => removeEventListener("hashchange", again);
    }, []);
    return token;
}
