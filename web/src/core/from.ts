// Which page led to a purchase, carried in addresses alone: "?from=listing.12".

import type { CameFrom } from "../api";

/** What an address says of the page before; null where it says nothing that makes sense. */
export function parseFrom(text: string | null): CameFrom | null {
    const match = /^(listing|shop|post)\.(\d{1,19})$/.exec(text ?? "");
    if (!match?.[1] || !match[2]) return null;
    return { door: match[1] as CameFrom["door"], thing: match[2] };
}

export const writeFrom = ({ door, thing }: CameFrom): string => `${door}.${thing}`;

/** The address of goods that says which page led there. */
export function goodsHref(id: string, from?: CameFrom, share: string | null = null): string {
    const query = new URLSearchParams();
    if (from) query.set("from", writeFrom(from));
    if (share) query.set("share", share);
    const said = query.toString();
    return said ? `/listings/${id}?${said}` : `/listings/${id}`;
}
