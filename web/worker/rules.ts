// What the service worker does with a request: pure, so that it can be tested without one.

export type Way =
    /** A file whose name changes with its content: the kept one is as good as a new one. */
    | "asset"
    /** A page of the app: from the network, and the kept shell where there is none. */
    | "page"
    /** A page that the server writes whole for who is signed out: waited for however long. */
    | "written"
    /** None of our business: what the market answers is never kept. */
    | "leave";

export interface Wanted {
    method: string;
    mode: string;
    url: string;
}

export function wayOf({ method, mode, url }: Wanted, origin: string): Way {
    const address = new URL(url);
    if (method !== "GET" || address.origin !== origin) return "leave";
    const path = address.pathname;
    if (/^\/(api|media)\//.test(path)) return "leave";
    if (path.startsWith("/assets/")) return "asset";
    const file = path.slice(path.lastIndexOf("/") + 1).includes(".");
    if (mode !== "navigate" || file || path === "/healthz") return "leave";
    return /^\/(listings|shops)\/\d+$/.test(path) ? "written" : "page";
}

/** Of the kept shells, oldest first, those to throw away; pages of the last may still be open. */
export function outdated(names: readonly string[], mine: string): string[] {
    return names.filter((name) => name.startsWith("shell ") && name !== mine).slice(0, -1);
}
