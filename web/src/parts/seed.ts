// Chance that is the same on every screen: what is drawn for a thing depends on its name alone.

/** A whole number of 32 bits from a text (FNV-1a). */
export function hash(text: string): number {
    let h = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) {
        h ^= text.charCodeAt(i);
        h = Math.imul(h, 0x01000193);
    }
    // Neighbouring ids differ in their last digits only; these shifts spread that over all bits.
    h ^= h >>> 15;
    h = Math.imul(h, 0x2c1b3c6d);
    h ^= h >>> 12;
    return h >>> 0;
}

/** A run of choices from one seed: draw(n) is a whole number below n. */
export function chance(seed: string): (below: number) => number {
    let state = hash(seed) || 1;
    return (below) => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) % below;
    };
}
