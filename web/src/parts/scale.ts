// The arithmetic of a chart: values in, places on the page out.

/** The least of 1, 2, 2.5, 4, 5, 8 times a power of ten that is not below `value`. */
export function niceTop(value: number): number {
    if (value <= 0) return 1;
    const power = 10 ** Math.floor(Math.log10(value));
    const step = [1, 2, 2.5, 4, 5, 8, 10].find((s) => s * power >= value * (1 - 1e-12)) ?? 10;
    return step * power;
}

export interface Values {
    value: number;
    line?: number;
}

export interface Layout {
    /** Where the plot begins and ends, from left to right. */
    left: number;
    right: number;
    top: number;
    bottom: number;
    /** The height of a value. */
    y: (value: number) => number;
    /** The middle of the i-th bar. */
    x: (i: number) => number;
    slot: number;
    bar: number;
    /** The values that get a line across; zero is always among them. */
    grid: number[];
}

const room = { left: 56, right: 4, top: 10, bottom: 26 };

export function layoutOf(points: readonly Values[], width: number, height: number): Layout {
    const values = points.flatMap((point) => [point.value, point.line ?? 0]);
    const most = niceTop(Math.max(1, ...values));
    const least = Math.min(0, ...values) < 0 ? -niceTop(-Math.min(0, ...values)) : 0;
    const [left, right] = [room.left, width - room.right];
    const [top, bottom] = [room.top, height - room.bottom];
    const slot = points.length === 0 ? 0 : (right - left) / points.length;
    const quarters = [0.25, 0.5, 0.75, 1].map((part) => most * part);
    return {
        left,
        right,
        top,
        bottom,
        y: (value) => bottom - ((bottom - top) * (value - least)) / (most - least),
        x: (i) => left + slot * (i + 0.5),
        slot,
        bar: Math.min(slot * 0.68, 44),
        grid: least < 0 ? [least, 0, ...quarters] : [0, ...quarters],
    };
}
