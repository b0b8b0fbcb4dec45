import type { FiguresView, PeriodView, TurnoverView } from "../api";
import { csvOf, decimal, download, type Cell } from "../core/csv";
import { civil, count, price, t } from "../core/words";
import { Icon } from "../parts/Icon";
import { measureNames, measures, type Measure } from "./measures";
import { everyPeriod, type Range, type Step } from "./range";
import type { Narrowing } from "./ReportMore";

/** What a report was asked with. */
export interface AskedFor extends Range, Narrowing {}

/** Whose orders a figure is the sum of; none can be named of what was turned from currencies. */
export interface Behind {
    asked: AskedFor;
    by: TurnoverView["by"];
    dealing: "ordinary" | "self_dealing";
}

interface Props {
    report: TurnoverView;
    asked: AskedFor;
}

/** Every period with something in it; each figure leads to its orders. */
export function ReportTable({ report, asked: range }: Props) {
    const behind = (its: Range): Behind => ({
        asked: { ...range, from: its.from, to: its.to },
        by: report.by,
        dealing: "ordinary",
    });
    const shown = report.items;
    const quiet = everyPeriod([], range, report.step, report.currency).length - shown.length;
    return (
        <section class="stack">
            <div class="row between">
                <h2>{t("report.table")}</h2>
                <button
                    type="button"
                    class="button little"
                    aria-label={`${t("report.csv")}: ${t("report.table")}`}
                    onClick={() => save(report, range)}
                >
                    <Icon name="download" size={16} />
                    {t("report.csv")}
                </button>
            </div>
            <div class="table" tabIndex={0} role="region" aria-label={t("report.table")}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t(`report.step.${report.step}`)}</th>
                            <th scope="col" class="number">
                                {t("report.paid_orders")}
                            </th>
                            <MeasureHeads />
                        </tr>
                    </thead>
                    <tbody>
                        {shown.map((one) => (
                            <tr key={one.from}>
                                <th scope="row">{periodWords(one, report.step)}</th>
                                <Cells of={one} behind={behind(one)} />
                            </tr>
                        ))}
                    </tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{t("report.totals")}</th>
                            <Cells of={report.totals} behind={behind(range)} />
                        </tr>
                    </tfoot>
                </table>
            </div>
            {quiet > 0 && <p class="soft small">{t("report.quiet", { n: quiet })}</p>}
        </section>
    );
}

/** "15 January 2030" or "1 Jan 2030 – 7 Jan 2030". */
export function periodWords({ from, to }: Range, step: Step): string {
    if (step === "day") return civil(from, "long");
    return t("report.period", { from: civil(from, "dated"), to: civil(to, "dated") });
}

export function MeasureHeads() {
    return (
        <>
            {measureNames.map((name) => (
                <th key={name} scope="col" class="number">
                    {t(measures[name].word)}
                </th>
            ))}
        </>
    );
}

interface CellsProps {
    of: FiguresView | PeriodView;
    behind: Behind;
}

/** How many orders were paid, and every measure. */
export function Cells({ of, behind }: CellsProps) {
    return (
        <>
            <td class="number">{count(of.orders_paid)}</td>
            {measureNames.map((name) => (
                <td key={name} class="number">
                    <Figure of={of} name={name} behind={behind} />
                </td>
            ))}
        </>
    );
}

function Figure({ of, name, behind }: CellsProps & { name: Measure }) {
    const { kind } = measures[name];
    const said = price(of[name]);
    const { into, tax: _, ...asked } = behind.asked;
    const nothing = of[name].minor === 0 && kind && of[`orders_${kind}`] === 0;
    if (!kind || nothing || into) return <>{said}</>;
    const query = new URLSearchParams({
        from: asked.from,
        to: asked.to,
        kind,
        by: behind.by,
        dealing: behind.dealing,
        ...narrowed(asked),
    });
    return <a href={`/operator/orders?${query.toString()}`}>{said}</a>;
}

function narrowed({ zone, currency, category }: Narrowing): Record<string, string> {
    return {
        ...(zone === undefined ? {} : { zone }),
        ...(currency === undefined ? {} : { currency }),
        ...(category === undefined ? {} : { category }),
    };
}

function save(report: TurnoverView, range: Range): void {
    const head: Cell[] = [
        "from",
        "to",
        "currency",
        "orders_placed",
        "orders_paid",
        "orders_settled",
        "orders_refunded",
        ...measureNames,
    ];
    const rows = report.items.map((one): Cell[] => [
        one.from,
        one.to,
        report.currency,
        one.orders_placed,
        one.orders_paid,
        one.orders_settled,
        one.orders_refunded,
        ...measureNames.map((name) => decimal(one[name])),
    ]);
    download(`turnover-${report.step}-${range.from}-${range.to}.csv`, csvOf([head, ...rows]));
}
