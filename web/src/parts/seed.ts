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
    let state = hash(seed);
    return (below) => {
        // Mulberry32: neighbouring draws share no bits, so colour and pattern do not go together.
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) % below;
    };
}
