// The token of a shared link, carried in addresses alone: "?share=12.1893456000.s1gnature".

/** What an address says of the link that led there; null where it says nothing. */
export function shareOf(query: URLSearchParams): string | null {
    const text = query.get("share") ?? "";
    return text.length > 0 && text.length <= 500 ? text : null;
}

/** The end of an address that hands it on. */
export const handOn = (share: string | null): string =>
    share ? `&share=${encodeURIComponent(share)}` : "";

/** The address that a promoter gives away. */
export const sharedHref = (listing: string, token: string): string =>
    `${location.origin}/listings/${listing}?share=${encodeURIComponent(token)}`;

export const invitedHref = (token: string): string =>
    `${location.origin}/promote?invitation=${encodeURIComponent(token)}`;
