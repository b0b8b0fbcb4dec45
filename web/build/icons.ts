// The icons of the installed app, drawn from the same paths as the mark on the page.

import { tentPaths, type TentColour } from "../src/parts/tentPaths";
import { png, type Fill } from "./raster";

export const paper = "#faf5ea";
const colours: Record<TentColour, string> = { ink: "#2a211c", red: "#d9412b", cloth: "#fff6e9" };

const rounded =
    "M8 0h16c4.42 0 8 3.58 8 8v16c0 4.42-3.58 8-8 8H8c-4.42 0-8-3.58-8-8V8c0-4.42 3.58-8 8-8z";
const square = "M0 0h32v32H0z";

interface Icon {
    /** "maskable": a system may cut it to a circle of four fifths; "round": as it is. */
    shape: "round" | "maskable";
    /** How much of the side the tent takes. */
    tent: number;
}

export const round: Icon = { shape: "round", tent: 0.8 };
export const maskable: Icon = { shape: "maskable", tent: 0.62 };

/** The ground and the tent on it, in units of a 32nd of the side, times `unit`. */
function fills({ shape, tent }: Icon, unit: number): Fill[] {
    const margin = (16 - 16 * tent) * unit;
    const ground = { d: shape === "round" ? rounded : square, colour: paper };
    return [
        { ...ground, at: [0, 0], scale: unit },
        ...tentPaths.map(({ colour, d }): Fill => ({
            d,
            colour: colours[colour],
            at: [margin, margin],
            scale: tent * unit,
        })),
    ];
}

export function iconPng(icon: Icon, size: number): Buffer {
    return png(size, fills(icon, size / 32));
}

export function iconSvg(icon: Icon): string {
    const paths = fills(icon, 1).map(({ d, colour, at: [x, y], scale }) => {
        const moved = scale === 1 ? "" : ` transform="translate(${x} ${y}) scale(${scale})"`;
        return `<path${moved} fill="${colour}" d="${d}"/>`;
    });
    const head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">';
    return `${head}${paths.join("")}</svg>\n`;
}
