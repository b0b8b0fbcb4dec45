// A listing's photograph. One without is drawn as a stall of its own: an awning, a backdrop and a
// sticker of the goods. Colours and pattern follow from the id, so that the same thing looks the
// same everywhere.

import { useState } from "preact/hooks";

import type { PictureView } from "../api";
import { goodsOf } from "./goods";
import { goodsPaths } from "./goodsPaths";
import { chance } from "./seed";

// Ground, mark on it, ink of the goods
type Ground = readonly [string, string, string];
const grounds: Ground[] = [
    ["#f6d9a8", "#efc37c", "#6d2417"],
    ["#bfe0d4", "#a1cfbf", "#14453a"],
    ["#f5c9bb", "#edb09d", "#23395b"],
    ["#cfe0f2", "#b3cde8", "#2a4365"],
    ["#f4e3b5", "#e8cf8c", "#28513a"],
    ["#e3d1ea", "#d3b9de", "#5b2245"],
    ["#f2d0c0", "#e7b7a0", "#5a3418"],
    ["#d8e4b8", "#c3d496", "#44521c"],
];
const awnings = [
    "#c8412c",
    "#1f6f5c",
    "#23395b",
    "#d9822b",
    "#3b7a57",
    "#b33a5b",
    "#7a4b2a",
    "#2f6f9f",
];
const sticker = "#fffaf0";

const patterns = [rays, dots, checks, bunting, waves, confetti];

interface Props {
    id: string;
    title: string;
    /** Its photograph, if it has one. */
    picture?: PictureView | null;
    /** Square in a row of small things, wide on a page. */
    shape?: "wide" | "square";
}

/** The picture says nothing that the title beside it does not, so it is silent to a reader. */
export function Picture({ picture, ...drawn }: Props) {
    if (!picture) return <Drawn {...drawn} />;
    const sizes = drawn.shape === "square" ? "5rem" : "auto, (min-width: 64rem) 39rem, 92vw";
    return <Photograph key={picture.id} picture={picture} alt="" sizes={sizes} instead={drawn} />;
}

interface PhotographProps {
    picture: PictureView;
    alt: string;
    /** How wide it will be, by which the browser chooses. */
    sizes: string;
    /** It is there from the beginning: a page is waiting for it. */
    eager?: boolean;
    /** What is drawn where it does not come, as when its address is too old. */
    instead: Omit<Props, "picture">;
}

export function Photograph({ picture, alt, sizes, eager, instead }: PhotographProps) {
    const [gone, setGone] = useState(false);
    const last = picture.sizes[picture.sizes.length - 1];
    if (gone || !last) return <Drawn {...instead} />;
    return (
        <img
            class="picture"
            src={last.url}
            srcset={picture.sizes.map((size) => `${size.url} ${size.width}w`).join(", ")}
            sizes={sizes}
            width={picture.width}
            height={picture.height}
            alt={alt}
            loading={eager ? "eager" : "lazy"}
            decoding="async"
            onError={() => setGone(true)}
        />
    );
}

function Drawn({ id, title, shape = "wide" }: Omit<Props, "picture">) {
    const draw = chance(id + title);
    const [ground, mark, ink] = grounds[draw(grounds.length)] as Ground;
    const awning = awnings[draw(awnings.length)] as string;
    const pattern = patterns[draw(patterns.length)] as (typeof patterns)[number];
    const [width, height] = shape === "wide" ? [320, 168] : [200, 200];
    const scale = shape === "wide" ? 3.7 : 3.9;
    const tilt = draw(17) - 8;
    const path = goodsPaths[goodsOf(title)];
    const x = width / 2;
    const y = height / 2 + 14;
    return (
        <svg
            class="picture"
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="xMidYMin slice"
            aria-hidden="true"
        >
            <rect width={width} height={height} fill={ground} />
            <g fill={mark} stroke="none">
                {pattern(width, height, draw)}
            </g>
            <g
                transform={
                    `translate(${x} ${y}) rotate(${tilt}) ` + `scale(${scale}) translate(-12 -12)`
                }
                fill="none"
                stroke-linecap="round"
                stroke-linejoin="round"
            >
                <path
                    d={path}
                    stroke="#2a1a10"
                    stroke-opacity=".13"
                    stroke-width="6.4"
                    transform="translate(.5 .9)"
                />
                <path d={path} stroke={sticker} stroke-width="6.2" fill={sticker} />
                <path d={path} stroke={ink} stroke-width="1.7" />
            </g>
            <Awning width={width} colour={awning} />
        </svg>
    );
}

/** Stripes that end in scallops: the sign of a stall. */
export function Awning({ width, colour }: { width: number; colour: string }) {
    const stripe = 20;
    const stripes = Array.from({ length: Math.ceil(width / stripe) }, (_, i) => i);
    const shape = (i: number) =>
        `M${i * stripe} 0h${stripe}v20a${stripe / 2} ${stripe / 2} 0 0 1 -${stripe} 0z`;
    return (
        <g>
            <path
                d={stripes.map(shape).join("")}
                fill="#2a1a10"
                opacity=".14"
                transform="translate(0 3)"
            />
            {stripes.map((i) => (
                <path key={i} d={shape(i)} fill={i % 2 === 0 ? colour : "#fff6e9"} />
            ))}
        </g>
    );
}

type Draw = (below: number) => number;

function rays(width: number, height: number) {
    const x = width / 2;
    const y = height / 2 + 18;
    const reach = width;
    const at = (angle: number) =>
        `${(x + reach * Math.cos(angle)).toFixed(1)} ${(y + reach * Math.sin(angle)).toFixed(1)}`;
    const ray = (i: number) =>
        `M${x} ${y}L${at((i * Math.PI) / 9)}L${at(((i + 0.5) * Math.PI) / 9)}z`;
    return <path d={Array.from({ length: 18 }, (_, i) => ray(i)).join("")} />;
}

function dots(width: number, height: number) {
    const rows = Math.ceil(height / 24);
    const columns = Math.ceil(width / 24);
    return Array.from({ length: rows * columns }, (_, i) => {
        const row = Math.floor(i / columns);
        const shift = row % 2 === 0 ? 6 : 18;
        return <circle key={i} cx={(i % columns) * 24 + shift} cy={row * 24 + 12} r="4.5" />;
    });
}

function checks(width: number, height: number) {
    const bands = (length: number) =>
        Array.from({ length: Math.ceil(length / 48) }, (_, i) => i * 48);
    return (
        <g opacity=".55">
            {bands(width).map((x) => (
                <rect key={x} x={x} width="24" height={height} />
            ))}
            {bands(height).map((y) => (
                <rect key={y} y={y + 8} width={width} height="24" />
            ))}
        </g>
    );
}

function bunting(width: number, _height: number, draw: Draw) {
    const drop = 14 + draw(12);
    const string = (y: number) => {
        const flags = Array.from({ length: 11 }, (_, i) => {
            const at = (i + 0.5) / 11;
            const sag = y + drop * 4 * at * (1 - at);
            const x = width * at;
            return <path key={i} d={`M${x - 11} ${sag}h22l-11 22z`} />;
        });
        return <g key={y}>{flags}</g>;
    };
    return [string(44), string(104), string(160)];
}

function waves(width: number, height: number) {
    const rows = Array.from({ length: Math.ceil(height / 32) }, (_, i) => 20 + i * 32);
    const wave = (y: number) =>
        `M-8 ${y}${"q10 -13 20 0t20 0".repeat(Math.ceil(width / 40) + 1)}v9` +
        `${"q-10 -13 -20 0t-20 0".repeat(Math.ceil(width / 40) + 1)}z`;
    return <path d={rows.map(wave).join("")} />;
}

function confetti(width: number, height: number, draw: Draw) {
    return Array.from({ length: 34 }, (_, i) => (
        <rect
            key={i}
            width={7 + draw(9)}
            height="6"
            rx="3"
            transform={`translate(${draw(width)} ${20 + draw(height)}) rotate(${draw(180)})`}
        />
    ));
}
