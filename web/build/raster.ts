// Draws filled paths into a PNG: enough for a mark of a few flat colours, so that the build needs
// no image library. Knows the path commands M L H V C Z, in capitals and small letters.

import { crc32, deflateSync } from "node:zlib";

type Point = readonly [x: number, y: number];

export interface Fill {
    d: string;
    /** "#rrggbb" */
    colour: string;
    /** Where the path's box of coordinates begins in the picture, and how much it grows. */
    at: Point;
    scale: number;
}

/** A square picture of `size` pixels, see-through where nothing is drawn. */
export function png(size: number, fills: readonly Fill[]): Buffer {
    const pixels = new Float64Array(size * size * 4);
    for (const fill of fills) paint(pixels, size, fill);
    return encode(size, pixels);
}

const numbersOf = { M: 2, L: 2, H: 1, V: 1, C: 6, Z: 0 } as const;
type Command = keyof typeof numbersOf;

/** The outlines of a path; a curve becomes sixteen straight lines. */
export function outlines(d: string): Point[][] {
    const found: Point[][] = [];
    let outline: Point[] = [];
    let at: Point = [0, 0];
    for (const { command, relative, numbers } of commands(d)) {
        if (command === "Z") {
            at = outline[0] ?? at;
            continue;
        }
        const from = relative ? at : ([0, 0] as const);
        const point = (i: number): Point => [
            from[0] + (numbers[i] ?? 0),
            from[1] + (numbers[i + 1] ?? 0),
        ];
        if (command === "M") found.push((outline = []));
        if (command === "C") outline.push(...curve(at, point(0), point(2), point(4)));
        if (command === "H") at = [from[0] + (numbers[0] ?? 0), at[1]];
        else if (command === "V") at = [at[0], from[1] + (numbers[0] ?? 0)];
        else at = point(command === "C" ? 4 : 0);
        outline.push(at);
    }
    return found;
}

function* commands(d: string) {
    for (const [, letter = "", rest = ""] of d.matchAll(/([a-z])([^a-z]*)/gi)) {
        const command = letter.toUpperCase() as Command;
        const wanted = numbersOf[command];
        if (wanted === undefined) throw new Error(`raster: ${letter} is not drawn here`);
        const all = Array.from(rest.matchAll(/-?(?:\d*\.\d+|\d+)/g), Number);
        const relative = letter !== command;
        for (let i = 0; i < Math.max(all.length, 1); i += wanted || 1) {
            const repeated = command === "M" && i > 0 ? "L" : command;
            yield { command: repeated as Command, relative, numbers: all.slice(i, i + wanted) };
        }
    }
}

function curve(a: Point, b: Point, c: Point, d: Point): Point[] {
    return Array.from({ length: 15 }, (_, i): Point => {
        const t = (i + 1) / 16;
        const s = 1 - t;
        const along = (axis: 0 | 1) =>
            s ** 3 * a[axis] + 3 * s * s * t * b[axis] + 3 * s * t * t * c[axis] + t ** 3 * d[axis];
        return [along(0), along(1)];
    });
}

const linesPerPixel = 8;

function paint(pixels: Float64Array, size: number, { d, colour, at, scale }: Fill): void {
    const shapes = outlines(d).map((outline) =>
        outline.map(([x, y]): Point => [at[0] + x * scale, at[1] + y * scale]),
    );
    const [red, green, blue] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
    for (let row = 0; row < size; ++row) {
        const covered = new Float64Array(size);
        for (let line = 0; line < linesPerPixel; ++line) {
            const crossings = crossed(shapes, row + (line + 0.5) / linesPerPixel);
            for (let i = 0; i + 1 < crossings.length; i += 2) {
                cover(covered, crossings[i] ?? 0, crossings[i + 1] ?? 0);
            }
        }
        covered.forEach((share, column) => {
            if (share > 0) over(pixels, (row * size + column) * 4, [red, green, blue], share);
        });
    }
}

/** Where a horizontal line enters and leaves the outlines, from left to right. */
function crossed(shapes: readonly Point[][], y: number): number[] {
    const found: number[] = [];
    for (const shape of shapes) {
        shape.forEach((a, i) => {
            const b = shape[(i + 1) % shape.length] ?? a;
            if (a[1] > y === b[1] > y) return;
            found.push(a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
        });
    }
    return found.sort((one, other) => one - other);
}

function cover(covered: Float64Array, from: number, to: number): void {
    const last = Math.min(Math.ceil(to), covered.length);
    for (let column = Math.max(Math.floor(from), 0); column < last; ++column) {
        const share = Math.min(to, column + 1) - Math.max(from, column);
        covered[column] = (covered[column] ?? 0) + share / linesPerPixel;
    }
}

function over(
    pixels: Float64Array,
    at: number,
    colour: readonly (number | undefined)[],
    share: number,
): void {
    const under = pixels[at + 3] ?? 0;
    const alpha = share + under * (1 - share);
    colour.forEach((value = 0, i) => {
        const below = (pixels[at + i] ?? 0) * under * (1 - share);
        pixels[at + i] = (value * share + below) / alpha;
    });
    pixels[at + 3] = alpha;
}

function encode(size: number, pixels: Float64Array): Buffer {
    const rows = Buffer.alloc(size * (size * 4 + 1));
    pixels.forEach((value, i) => {
        const row = Math.floor(i / (size * 4));
        rows[i + row + 1] = Math.round(i % 4 === 3 ? value * 255 : value);
    });
    const head = Buffer.alloc(13);
    head.writeUInt32BE(size, 0);
    head.writeUInt32BE(size, 4);
    head.set([8, 6], 8); // Eight bits for each of red, green, blue and what shines through.
    return Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        chunk("IHDR", head),
        chunk("IDAT", deflateSync(rows, { level: 9 })),
        chunk("IEND", Buffer.alloc(0)),
    ]);
}

function chunk(name: string, data: Buffer): Buffer {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
}
