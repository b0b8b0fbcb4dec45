import { inflateSync } from "node:zlib";

import { expect, test } from "vitest";

import { tentPaths } from "../src/parts/tentPaths";
import { iconPng, iconSvg, maskable, round } from "./icons";
import { outlines, png } from "./raster";

/** The pixels of a picture that png() made, as [red, green, blue, alpha] by column and row. */
function pixels(file: Buffer) {
    const size = file.readUInt32BE(16);
    const data = file.indexOf("IDAT");
    const rows = inflateSync(file.subarray(data + 4, data + 4 + file.readUInt32BE(data - 4)));
    return (x: number, y: number) => {
        const at = y * (size * 4 + 1) + 1 + x * 4;
        return [...rows.subarray(at, at + 4)];
    };
}

const plain = { colour: "#102030", at: [0, 0], scale: 1 } as const;

test("a path is read in capitals and small letters, with numbers that run together", () => {
    const outline = [
        [1, 2],
        [4, 2],
        [4, 1.5],
        [3, 1],
    ];
    expect(outlines("M1 2h3v-.5L3 1z")).toEqual([outline]);
    expect(outlines("m1 2 3 0V1.5l-1-.5z")).toEqual([outline]);
    expect(outlines("M0 0h1v1zM5 5h1v1z")).toHaveLength(2);
    expect(outlines("M0 0c0 1 1 1 1 0z")[0]?.at(-1)).toEqual([1, 0]);
});

test("a command that it does not know stops the build", () => {
    expect(() => outlines("M0 0a1 1 0 0 1 2 0z")).toThrow("is not drawn here");
});

test("a pixel is as full as its part inside the path", () => {
    const at = pixels(png(4, [{ ...plain, d: "M1 1h1.5v2h-1.5z" }]));
    expect(at(0, 0)).toEqual([0, 0, 0, 0]);
    expect(at(1, 1)).toEqual([16, 32, 48, 255]);
    expect(at(2, 1)).toEqual([16, 32, 48, 128]);
    expect(at(1, 3)).toEqual([0, 0, 0, 0]);
});

test("what is drawn later lies over what was drawn before", () => {
    const ground = { ...plain, colour: "#ffffff", d: "M0 0h4v4h-4z" };
    const at = pixels(png(4, [ground, { ...plain, colour: "#000000", d: "M0 0h.5v4h-.5z" }]));
    expect(at(0, 0)).toEqual([128, 128, 128, 255]);
    expect(at(1, 0)).toEqual([255, 255, 255, 255]);
});

test("the round icon has see-through corners, the one to be cut has none", () => {
    const [whole, cut] = [pixels(iconPng(round, 64)), pixels(iconPng(maskable, 64))];
    expect(whole(0, 0)[3]).toBe(0);
    expect(cut(0, 0)).toEqual([0xfa, 0xf5, 0xea, 255]);
    // The door, a little below the middle.
    expect(whole(32, 48)).toEqual([0x2a, 0x21, 0x1c, 255]);
    expect(iconSvg(round).match(/<path/g)).toHaveLength(tentPaths.length + 1);
});
