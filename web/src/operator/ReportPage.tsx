import type { FiguresView, Money, TurnoverView } from "../api";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { useGet } from "../core/store";
import { civil, moment, price, shortPrice, t } from "../core/words";
import { useSession } from "../core/session";
import { todayIn } from "../core/zone";
import { Chart } from "../parts/Chart";
import { Icon } from "../parts/Icon";
import { Segments } from "../parts/Segments";
import { Shown, Waiting } from "../parts/States";
import { Frame } from "./Frame";
import { measureNames, measures, type Measure } from "./measures";
import { everyPeriod, rangeOf, steps, usual, type Range, type Step } from "./range";
import { Categories, OtherCurrencies, SelfDealing, Turning } from "./ReportApart";
import { narrowingOf, Narrowed, ReportMore, type Narrowing } from "./ReportMore";
import { periodWords, ReportTable } from "./ReportTable";

type By = TurnoverView["by"];

interface Wanted extends Range, Narrowing {
    step: Step;
    by: By;
    measure: Measure;
}

function wantedOf(query: URLSearchParams, today: string): Wanted {
    const among = <T extends string>(all: readonly T[], name: string, usually: T): T =>
        all.find((one) => one === query.get(name)) ?? usually;
    return {
        ...rangeOf(query, today),
        step: among(steps, "step", "day"),
        by: among(["books", "order"], "by", "books"),
        measure: among(measureNames, "measure", "paid"),
        ...narrowingOf(query),
    };
}

/** The same, of everything. */
function wide({ from, to, step, by, measure }: Wanted): Wanted {
    return { from, to, step, by, measure };
}

/** What the market turned over, by day or longer; every figure leads to its orders. */
export function ReportPage({ place }: { place: Place }) {
    const { market } = useSession();
    const today = todayIn(market.zone, new Date());
    const wanted = wantedOf(place.query, today);
    const { measure, ...asked } = wanted;
    const got = useGet(at("GET /operator/reports/turnover", asked));
    const show = (changes: Partial<Wanted>) => narrow({ ...wanted, ...changes });
    const narrow = (all: Wanted) => {
        go(`/operator?${new URLSearchParams({ ...all }).toString()}`, "replace");
    };
    const zone = wanted.zone ?? market.zone;
    return (
        <Frame title={t("report.title")} lead={t("report.lead", { zone })}>
            <Days range={wanted} show={show} today={today} />
            <Shape wanted={wanted} show={show} />
            <ReportMore
                chosen={wanted}
                currencies={got.data?.currencies.map((one) => one.currency) ?? []}
                choose={(narrowing) => narrow({ ...wide(wanted), ...narrowing })}
            />
            <Narrowed
                chosen={wanted}
                choose={(narrowing) => narrow({ ...wide(wanted), ...narrowing })}
            />
            <Shown got={got} waiting={<Waiting kind="page" />}>
                {(report) => (
                    <>
                        <Equal report={report} />
                        <OtherCurrencies report={report} show={show} />
                        <Totals
                            totals={report.totals}
                            measure={measure}
                            choose={(one) => show({ measure: one })}
                        />
                        <section class="card">
                            <h2>
                                {t("report.chart", {
                                    measure: t(measures[measure].word),
                                    step: report.step,
                                })}
                            </h2>
                            <p class="soft small">{t(measures[measure].note)}</p>
                            <PeriodChart report={report} measure={measure} range={wanted} />
                        </section>
                        <ReportTable report={report} asked={wanted} />
                        <Categories report={report} asked={wanted} />
                        <SelfDealing report={report} asked={wanted} />
                        <Turning report={report} />
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
            <div class="row usual" role="group" aria-label={t("report.usual")}>
                {(["month", "last_month", "quarters", "year", "last_year"] as const).map((name) => (
                    <button
                        key={name}
                        type="button"
                        class="button little"
                        onClick={() => show(usual(today)[name])}
                    >
                        {t(`report.usual.${name}`)}
                    </button>
                ))}
            </div>
        </div>
    );
}

interface ShapeProps {
    wanted: Wanted;
    show: (changes: Partial<Wanted>) => void;
}

/** How long a period is, and to which day an amount belongs. */
function Shape({ wanted, show }: ShapeProps) {
    return (
        <div class="row days">
            <Segments
                label={t("report.step")}
                options={steps.map((value) => ({ value, word: t(`report.step.${value}`) }))}
                chosen={wanted.step}
                onChoose={(step) => show({ step })}
            />
            <div class="field wide">
                <label for="by">{t("report.by")}</label>
                <select
                    id="by"
                    value={wanted.by}
                    onChange={(event) => show({ by: event.currentTarget.value as By })}
                >
                    <option value="books">{t("report.by.books")}</option>
                    <option value="order">{t("report.by.order")}</option>
                </select>
            </div>
        </div>
    );
}

function Equal({ report }: { report: TurnoverView }) {
    if (report.by === "order") return <p class="notice">{t("report.by_order_note")}</p>;
    if (!report.ledger) return <p class="notice">{t("report.category_note")}</p>;
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
            {measureNames.map((name) => (
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
    report: TurnoverView;
    measure: Measure;
    range: Range;
}

function PeriodChart({ report, measure, range }: ChartProps) {
    const money = (minor: number): Money => ({ minor, currency: report.currency });
    const compared: Measure = measure === "paid" ? "settled" : "paid";
    const total = report.totals[measure];
    const periods = everyPeriod(report.items, range, report.step, report.currency);
    return (
        <Chart
            points={periods.map((one) => ({
                label: civil(one.from),
                title: periodWords(one, report.step),
                value: one[measure].minor,
                line: one[compared].minor,
            }))}
            label={t("report.chart_label", {
                measure: t(measures[measure].word),
                n: periods.length,
                step: report.step,
                total: price(total),
            })}
            barLabel={t(measures[measure].word)}
            lineLabel={t(measures[compared].word)}
            write={(minor) => price(money(minor))}
            writeShort={(minor) => shortPrice(money(minor))}
        />
    );
}
