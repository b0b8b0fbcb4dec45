// The arithmetic of a chart.

/** The least of 1, 2, 2.5, 4, 5, 8 times a power of ten that is not below `value`. */
export function niceTop(value: number): number {
    if (value <= 0) return 1;
    const power = 10 ** Math.floor(Math.log10(value));
    const step = [1, 2, 2.5, 4, 5, 8, 10].find((s) => s * power >= value * (1 - 1e-12)) ?? 10;
    return step * power;
}

export interface Slot {
    slot: number;
    middle: number;
    width: number;
}

/** n bars side by side in `room`, never wider than a thumb. */
export function bars(n: number, room: number): Slot[] {
    const slot = n === 0 ? 0 : room / n;
    const width = Math.min(slot * 0.68, 44);
    return Array.from({ length: n }, (_, i) => ({ slot, middle: slot * (i + 0.5), width }));
}
