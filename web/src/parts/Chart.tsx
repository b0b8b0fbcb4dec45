// A small chart: bars per day with a second value as a line. A picture for the eye, arrow keys and a
// spoken sentence for everybody; the table below it on the page holds the same numbers.

import { useState } from "preact/hooks";

import { bars, niceTop } from "./scale";

export interface Point {
    label: string;
    title: string;
    value: number;
    line?: number;
}

interface Props {
    points: Point[];
    /** What the chart shows, in a sentence. */
    label: string;
    lineLabel?: string;
    barLabel: string;
    write: (value: number) => string;
    writeShort: (value: number) => string;
}

const width = 720;
const height = 250;
const left = 58;
const foot = 26;

export function Chart({ points, label, barLabel, lineLabel, write, writeShort }: Props) {
    const [chosen, setChosen] = useState<number | null>(null);
    const values = points.flatMap((p) => [p.value, p.line ?? 0]);
    const top = niceTop(Math.max(1, ...values));
    const low = Math.min(0, ...values) < 0 ? -niceTop(-Math.min(0, ...values)) : 0;
    const plot = { x: left, y: 10, width: width - left - 6, height: height - foot - 10 };
    const at = (value: number) => plot.y + plot.height * (1 - (value - low) / (top - low));
    const slots = bars(points.length, plot.width);
    const move = (event: KeyboardEvent) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        setChosen((now) => Math.max(0, Math.min(points.length - 1, (now ?? -step) + step)));
    };
    const middle = (i: number) => plot.x + (slots[i]?.middle ?? 0);
    const line = points.map((p, i) => `${middle(i).toFixed(1)} ${at(p.line ?? 0).toFixed(1)}`);
    const point = chosen === null ? undefined : points[chosen];
    return (
        <figure class="chart">
            <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} tabIndex={0}
                onKeyDown={move} onPointerLeave={() => setChosen(null)}
                onBlur={() => setChosen(null)}>
                <Grid top={top} low={low} at={at} write={writeShort} />
                {points.map((p, i) => (
                    <g key={p.label} onPointerEnter={() => setChosen(i)}
                        onPointerDown={() => setChosen(i)}>
                        <rect x={plot.x + i * (slots[i]?.slot ?? 0)} y={plot.y}
                            width={slots[i]?.slot ?? 0} height={plot.height} class="slot"
                            data-chosen={chosen === i} />
                        <rect x={middle(i) - (slots[i]?.width ?? 0) / 2} rx="2"
                            y={Math.min(at(p.value), at(0))} width={slots[i]?.width ?? 0}
                            height={Math.abs(at(0) - at(p.value))} class="bar" />
                    </g>
                ))}
                {lineLabel && points.length > 1 && <path d={`M${line.join("L")}`} class="line" />}
                {lineLabel && chosen !== null && (
                    <circle cx={middle(chosen)} cy={at(point?.line ?? 0)} r="4" class="dot" />
                )}
                <Days points={points} middle={middle} />
            </svg>
            <figcaption>
                <span class="key bar-key">{barLabel}</span>
                {lineLabel && <span class="key line-key">{lineLabel}</span>}
                <output aria-live="polite">
                    {point && (
                        <>
                            <strong>{point.title}</strong> {barLabel} {write(point.value)}
                            {lineLabel && ` · ${lineLabel} ${write(point.line ?? 0)}`}
                        </>
                    )}
                </output>
            </figcaption>
        </figure>
    );
}

interface GridProps {
    top: number;
    low: number;
    at: (value: number) => number;
    write: (value: number) => string;
}

function Grid({ top, low, at, write }: GridProps) {
    const lines = [0, 0.25, 0.5, 0.75, 1].map((part) => low + (top - low) * part);
    return (
        <g class="grid">
            {lines.map((value) => (
                <g key={value}>
                    <path d={`M${left} ${at(value)}H${width - 6}`} />
                    <text x={left - 8} y={at(value) + 4} text-anchor="end">{write(value)}</text>
                </g>
            ))}
        </g>
    );
}

function Days({ points, middle }: { points: Point[]; middle: (i: number) => number }) {
    const every = Math.max(1, Math.ceil(points.length / 8));
    return (
        <g class="grid">
            {points.map((p, i) => i % every === 0 && (
                <text key={p.label} x={middle(i)} y={height - 6} text-anchor="middle">{p.label}</text>
            ))}
        </g>
    );
}
