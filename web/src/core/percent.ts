// Rates as people write them: "2.5" per cent is 25,000 ppm. Whole numbers all the way.

/** Parts per million; null for what is no such number up to a hundred. */
export function ppmOf(typed: string): number | null {
    const found = /^(\d{1,3})(?:[.,](\d{1,4}))?$/.exec(typed.trim());
    if (!found) return null;
    const ppm = Number(found[1]) * 10_000 + Number((found[2] ?? "").padEnd(4, "0"));
    return ppm <= 1_000_000 ? ppm : null;
}

/** "2.5" of 25,000 ppm. */
export function typedPercent(ppm: number): string {
    const rest = String(ppm % 10_000)
        .padStart(4, "0")
        .replace(/0+$/, "");
    return String(Math.floor(ppm / 10_000)) + (rest && `.${rest}`);
}

/** What a rate takes of an amount in minor units, rounded as the server rounds it. */
export function portion(minor: number, ppm: number): number {
    return Math.floor((minor * ppm + 500_000) / 1_000_000);
}
