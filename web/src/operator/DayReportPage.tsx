import type { DaysView, DayView, FiguresView, Money } from "../api";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { useGet } from "../core/store";
import { civil, count, moment, price, shortPrice, t, type Key } from "../core/words";
import { useSession } from "../core/session";
import { Chart } from "../parts/Chart";
import { Icon } from "../parts/Icon";
import { Shown, Waiting } from "../parts/States";
import { Frame } from "./Frame";
import { everyDay, rangeOf, todayIn, type Range } from "./range";

type Measure = "placed" | "paid" | "settled" | "refunded" | "net" | "commission";
const measures: Record<Measure, { word: Key; note: Key }> = {
    placed: { word: "gmv.placed", note: "gmv.placed_note" },
    paid: { word: "gmv.paid", note: "gmv.paid_note" },
    settled: { word: "gmv.settled", note: "gmv.settled_note" },
    refunded: { word: "gmv.refunded", note: "gmv.refunded_note" },
    net: { word: "gmv.net", note: "gmv.net_note" },
    commission: { word: "gmv.commission", note: "gmv.commission_note" },
};
const names = Object.keys(measures) as Measure[];

/** What the market turned over, day by day; every figure can be followed to the ledger. */
export function DayReportPage({ place }: { place: Place }) {
    const { market } = useSession();
    const range = rangeOf(place.query, todayIn(market.zone, new Date()));
    const chosen = place.query.get("measure") as Measure;
    const measure = names.includes(chosen) ? chosen : "paid";
    const got = useGet(at("GET /operator/reports/days", { from: range.from, to: range.to }));
    const show = (changes: Partial<Range & { measure: Measure }>) => {
        const query = new URLSearchParams({ ...range, measure, ...changes });
        go(`/operator?${query.toString()}`, "replace");
    };
    return (
        <Frame title={t("report.title")} lead={t("report.lead", { zone: market.zone })}>
            <Days range={range} show={show} today={todayIn(market.zone, new Date())} />
            <Shown got={got} waiting={<Waiting kind="page" />}>
                {(report) => (
                    <>
                        <Equal report={report} />
                        <Totals
                            totals={report.totals}
                            measure={measure}
                            choose={(one) => show({ measure: one })}
                        />
                        <section class="card">
                            <h2>{t("report.chart", { measure: t(measures[measure].word) })}</h2>
                            <p class="soft small">{t(measures[measure].note)}</p>
                            <DayChart report={report} measure={measure} range={range} />
                        </section>
                        <DayTable report={report} range={range} />
                    </>
                )}
            </Shown>
        </Frame>
    );
}

interface DaysProps {
    range: Range;
    show: (changes: Partial<Range>) => void;
    today: string;
}

function Days({ range, show, today }: DaysProps) {
    const pick = (field: keyof Range) => (event: { currentTarget: HTMLInputElement }) => {
        if (event.currentTarget.value) show({ [field]: event.currentTarget.value });
    };
    return (
        <div class="row days">
            <div class="field">
                <label for="from">{t("report.from")}</label>
                <input
                    id="from"
                    type="date"
                    value={range.from}
                    max={range.to}
                    onChange={pick("from")}
                />
            </div>
            <div class="field">
                <label for="to">{t("report.to")}</label>
                <input
                    id="to"
                    type="date"
                    value={range.to}
                    min={range.from}
                    max={today}
                    onChange={pick("to")}
                />
            </div>
        </div>
    );
}

function Equal({ report }: { report: DaysView }) {
    const { equal, checked_at: at } = report.ledger;
    return (
        <p class={`notice ${equal ? "safe" : "wrong"}`}>
            <Icon name={equal ? "scale" : "circle-alert"} />
            <span>
                {t(equal ? "report.equal" : "report.unequal")}{" "}
                <a href="/operator/ledger">{t("report.checked", { time: moment(at) })}</a>
            </span>
        </p>
    );
}

interface TotalsProps {
    totals: FiguresView;
    measure: Measure;
    choose: (measure: Measure) => void;
}

/** The sums of the days, each a button that draws it. */
function Totals({ totals, measure, choose }: TotalsProps) {
    const orders: Partial<Record<Measure, number>> = {
        placed: totals.orders_placed,
        paid: totals.orders_paid,
        settled: totals.orders_settled,
        refunded: totals.orders_refunded,
    };
    return (
        <ul class="measures">
            {names.map((name) => (
                <li key={name}>
                    <button
                        type="button"
                        aria-pressed={name === measure}
                        onClick={() => choose(name)}
                    >
                        <span class="small">{t(measures[name].word)}</span>
                        <strong>{price(totals[name])}</strong>
                        <span class="soft small">
                            {orders[name] !== undefined && t("report.orders", { n: orders[name] })}
                        </span>
                    </button>
                </li>
            ))}
        </ul>
    );
}

interface ChartProps {
    report: DaysView;
    measure: Measure;
    range: Range;
}

function DayChart({ report, measure, range }: ChartProps) {
    const money = (minor: number): Money => ({ minor, currency: report.currency });
    const compared: Measure = measure === "paid" ? "settled" : "paid";
    const total = report.totals[measure];
    const days = everyDay(report.items, range, report.currency);
    return (
        <Chart
            points={days.map((one) => ({
                label: civil(one.day),
                title: civil(one.day, "long"),
                value: one[measure].minor,
                line: one[compared].minor,
            }))}
            label={t("report.chart_label", {
                measure: t(measures[measure].word),
                n: days.length,
                total: price(total),
            })}
            barLabel={t(measures[measure].word)}
            lineLabel={t(measures[compared].word)}
            write={(minor) => price(money(minor))}
            writeShort={(minor) => shortPrice(money(minor))}
        />
    );
}

function DayTable({ report, range }: { report: DaysView; range: Range }) {
    const shown = report.items;
    const quiet = everyDay([], range, report.currency).length - shown.length;
    return (
        <section class="stack">
            <h2>{t("report.table")}</h2>
            <div class="table" tabIndex={0} role="region" aria-label={t("report.table")}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t("report.day")}</th>
                            <th scope="col" class="number">
                                {t("report.paid_orders")}
                            </th>
                            {names.map((name) => (
                                <th key={name} scope="col" class="number">
                                    {t(measures[name].word)}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {shown.map((one) => (
                            <tr key={one.day}>
                                <th scope="row">{civil(one.day, "long")}</th>
                                <Cells of={one} />
                            </tr>
                        ))}
                    </tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{t("report.totals")}</th>
                            <Cells of={report.totals} />
                        </tr>
                    </tfoot>
                </table>
            </div>
            {quiet > 0 && <p class="soft small">{t("report.quiet_days", { n: quiet })}</p>}
        </section>
    );
}

function Cells({ of }: { of: FiguresView | DayView }) {
    return (
        <>
            <td class="number">{count(of.orders_paid)}</td>
            {names.map((name) => (
                <td key={name} class="number">
                    {price(of[name])}
                </td>
            ))}
        </>
    );
}
