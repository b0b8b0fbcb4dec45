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

/** Percents as people type them, in parts per million; null where it is no number up to 100. */
export function ppmOf(typed: string): number | null {
    const match = /^(\d{1,3})(?:[.,](\d{1,4}))?$/.exec(typed.trim());
    if (!match?.[1]) return null;
    const ppm = Number(match[1]) * 10_000 + Number((match[2] ?? "").padEnd(4, "0"));
    return ppm <= 1_000_000 ? ppm : null;
}

/** The same the other way round: 55000 is "5.5". */
export function typedPercent(ppm: number): string {
    const rest = String(ppm % 10_000)
        .padStart(4, "0")
        .replace(/0+$/, "");
    const whole = String(Math.floor(ppm / 10_000));
    return rest ? `${whole}.${rest}` : whole;
}
