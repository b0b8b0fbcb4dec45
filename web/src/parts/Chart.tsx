// A small chart: bars per day, with a second value as a line. A picture for the eye, arrow keys and
// a spoken sentence for everybody; the table below it on the page holds the same numbers.

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { layoutOf, type Layout } from "./scale";

export interface Point {
    label: string;
    title: string;
    value: number;
    line: number;
}

interface Props {
    points: Point[];
    /** What the chart shows, in a sentence. */
    label: string;
    barLabel: string;
    lineLabel: string;
    write: (value: number) => string;
    writeShort: (value: number) => string;
}

const height = 240;

export function Chart({ points, label, barLabel, lineLabel, write, writeShort }: Props) {
    const box = useRef<HTMLElement>(null);
    const width = useWidth(box);
    const [chosen, setChosen] = useState<number | null>(null);
    const layout = layoutOf(points, width, height);
    const move = (event: KeyboardEvent) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        event.preventDefault();
        setChosen((now) => Math.max(0, Math.min(points.length - 1, (now ?? -step) + step)));
    };
    const point = chosen === null ? undefined : points[chosen];
    return (
        <figure class="chart" ref={box}>
            <svg
                viewBox={`0 0 ${width} ${height}`}
                role="img"
                aria-label={label}
                tabIndex={0}
                onKeyDown={move}
                onPointerLeave={() => setChosen(null)}
                onBlur={() => setChosen(null)}
            >
                <Grid layout={layout} write={writeShort} />
                <Bars points={points} layout={layout} chosen={chosen} choose={setChosen} />
                <Line points={points} layout={layout} chosen={chosen} />
                <Days points={points} layout={layout} />
            </svg>
            <figcaption>
                <span class="key bar-key">{barLabel}</span>
                <span class="key line-key">{lineLabel}</span>
                <output aria-live="polite">
                    {point && (
                        <>
                            <strong>{point.title}</strong> · {barLabel} {write(point.value)} ·{" "}
                            {lineLabel} {write(point.line)}
                        </>
                    )}
                </output>
            </figcaption>
        </figure>
    );
}

/** How wide the chart stands, so that its letters keep their size on a phone. */
function useWidth(box: RefObject<HTMLElement | null>): number {
    const [width, setWidth] = useState(640);
    useEffect(() => {
        if (!box.current) return;
        const observer = new ResizeObserver(([entry]) => {
            if (entry) setWidth(Math.max(240, Math.round(entry.contentRect.width)));
        });
        observer.observe(box.current);
        return () => observer.disconnect();
    }, []);
    return width;
}

function Grid({ layout, write }: { layout: Layout; write: (value: number) => string }) {
    return (
        <g class="grid">
            {layout.grid.map((value) => (
                <g key={value}>
                    <path d={`M${layout.left} ${layout.y(value)}H${layout.right}`} />
                    <text x={layout.left - 8} y={layout.y(value) + 4} text-anchor="end">
                        {write(value)}
                    </text>
                </g>
            ))}
        </g>
    );
}

interface PartProps {
    points: Point[];
    layout: Layout;
    chosen: number | null;
}

function Bars({
    points,
    layout,
    chosen,
    choose,
}: PartProps & { choose: (i: number | null) => void }) {
    const zero = layout.y(0);
    return (
        <>
            {points.map((point, i) => (
                <g key={i} onPointerEnter={() => choose(i)} onPointerDown={() => choose(i)}>
                    <rect
                        class="slot"
                        data-chosen={chosen === i}
                        x={layout.x(i) - layout.slot / 2}
                        y={layout.top}
                        width={layout.slot}
                        height={layout.bottom - layout.top}
                    />
                    <rect
                        class="bar"
                        rx="2"
                        x={layout.x(i) - layout.bar / 2}
                        y={Math.min(layout.y(point.value), zero)}
                        width={layout.bar}
                        height={Math.abs(zero - layout.y(point.value))}
                    />
                </g>
            ))}
        </>
    );
}

function Line({ points, layout, chosen }: PartProps) {
    if (points.length < 2) return null;
    const places = points.map(
        (point, i) => `${layout.x(i).toFixed(1)} ${layout.y(point.line).toFixed(1)}`,
    );
    const point = chosen === null ? undefined : points[chosen];
    return (
        <>
            <path d={`M${places.join("L")}`} class="line" />
            {point && (
                <circle cx={layout.x(chosen ?? 0)} cy={layout.y(point.line)} r="4" class="dot" />
            )}
        </>
    );
}

function Days({ points, layout }: { points: Point[]; layout: Layout }) {
    const fit = Math.max(1, Math.floor((layout.right - layout.left) / 64));
    const every = Math.max(1, Math.ceil(points.length / fit));
    const named = points.map((point, i) => ({ point, i })).filter(({ i }) => i % every === 0);
    return (
        <g class="grid">
            {named.map(({ point, i }) => (
                <text key={i} x={layout.x(i)} y={height - 6} text-anchor="middle">
                    {point.label}
                </text>
            ))}
        </g>
    );
}
