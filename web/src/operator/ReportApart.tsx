import type { TurnoverView } from "../api";
import { csvOf, decimal, download, type Cell } from "../core/csv";
import { civil, price, t } from "../core/words";
import { DataTable } from "../parts/DataTable";
import { Icon } from "../parts/Icon";
import { measureNames, measures } from "./measures";
import { categoryWord, rateWords, type Narrowing } from "./ReportMore";
import { Cells, type AskedFor, type Behind } from "./ReportTable";

interface Props {
    report: TurnoverView;
    asked: AskedFor;
}

const columns = () => [
    { word: t("report.category") },
    { word: t("report.paid_orders"), number: true },
    ...measureNames.map((name) => ({ word: t(measures[name].word), number: true })),
];

/** The same whole by what was sold; each row leads to a report of its own. */
export function Categories({ report, asked }: Props) {
    if (report.categories.length < 2 && asked.category === undefined) return null;
    return (
        <section class="stack">
            <div class="row between">
                <h2>{t("report.categories")}</h2>
                <button
                    type="button"
                    class="button little"
                    aria-label={`${t("report.csv")}: ${t("report.categories")}`}
                    onClick={() => save(report, asked)}
                >
                    <Icon name="download" size={16} />
                    {t("report.csv")}
                </button>
            </div>
            <DataTable label={t("report.categories")} columns={columns()}>
                {report.categories.map(({ category, figures }) => {
                    const its: AskedFor = { ...asked, category };
                    const query = new URLSearchParams({ ...its, by: report.by });
                    return (
                        <tr key={category}>
                            <th scope="row">
                                <a href={`/operator?step=${report.step}&${query.toString()}`}>
                                    {categoryWord(category)}
                                </a>
                            </th>
                            <Cells of={figures} behind={behindOf(report, its, "ordinary")} />
                        </tr>
                    );
                })}
            </DataTable>
            <p class="soft small">{t("report.categories_note")}</p>
        </section>
    );
}

function behindOf(report: TurnoverView, asked: AskedFor, dealing: Behind["dealing"]): Behind {
    return { asked, by: report.by, dealing };
}

/** What sellers sold to themselves: in the books, and in no figure above. */
export function SelfDealing({ report, asked }: Props) {
    const its = report.self_dealing;
    const any = measureNames.some((name) => its[name].minor !== 0);
    if (!any) return null;
    const [, ...figures] = columns();
    return (
        <section class="stack">
            <h2>{t("report.self_dealing")}</h2>
            <p class="notice clock">
                <Icon name="circle-alert" />
                <span>{t("report.self_dealing_note")}</span>
            </p>
            <DataTable label={t("report.self_dealing")} columns={figures}>
                <tr>
                    <Cells of={its} behind={behindOf(report, asked, "self_dealing")} />
                </tr>
            </DataTable>
        </section>
    );
}

interface OthersProps {
    report: TurnoverView;
    show: (changes: Narrowing) => void;
}

/** Currencies are never added up by themselves: that there are others is said. */
export function OtherCurrencies({ report, show }: OthersProps) {
    const others = report.currencies.filter(({ currency }) => currency !== report.currency);
    if (report.turning || others.length === 0) return null;
    return (
        <div class="notice">
            <Icon name="hand-coins" />
            <p>
                {t("report.others", {
                    currencies: others.map(({ figures }) => price(figures.paid)).join(", "),
                    currency: report.currency,
                })}{" "}
                <button
                    type="button"
                    class="button little"
                    onClick={() => show({ into: report.currency })}
                >
                    {t("report.into", { currency: report.currency })}
                </button>
            </p>
        </div>
    );
}

/** By which rates amounts were turned into another currency, and which had none. */
export function Turning({ report }: { report: TurnoverView }) {
    if (!report.turning) return null;
    const { rates, unrated } = report.turning;
    const names = ["rates.rate", "rates.day", "rates.source", "rates.used"] as const;
    return (
        <section class="stack">
            <h2>{t("report.turned", { currency: report.currency })}</h2>
            {unrated.map((one) => (
                <p key={one.currency} class="notice wrong">
                    <Icon name="circle-alert" />
                    <span>
                        {t("report.unrated", {
                            paid: price(one.figures.paid),
                            refunded: price(one.figures.refunded),
                            days: one.days,
                            from: civil(one.from, "dated"),
                            to: civil(one.to, "dated"),
                        })}{" "}
                        <a href="/operator/rates">{t("rates.enter")}</a>
                    </span>
                </p>
            ))}
            {rates.length > 0 && (
                <DataTable
                    label={t("rates.title")}
                    columns={names.map((name) => ({ word: t(name) }))}
                >
                    {rates.map((one, i) => (
                        <tr key={i}>
                            <td class="nowrap">{rateWords(one)}</td>
                            <td class="nowrap">{civil(one.day, "dated")}</td>
                            <td>{one.source}</td>
                            <td class="nowrap">
                                {t("report.period", {
                                    from: civil(one.from, "dated"),
                                    to: civil(one.to, "dated"),
                                })}
                            </td>
                        </tr>
                    ))}
                </DataTable>
            )}
            <p class="soft small">{t("report.turned_note")}</p>
        </section>
    );
}

function save(report: TurnoverView, { from, to }: AskedFor): void {
    const head: Cell[] = ["from", "to", "currency", "category", "orders_paid", ...measureNames];
    const rows = report.categories.map(({ category, figures }): Cell[] => [
        from,
        to,
        report.currency,
        category,
        figures.orders_paid,
        ...measureNames.map((name) => decimal(figures[name])),
    ]);
    download(`turnover-categories-${from}-${to}.csv`, csvOf([head, ...rows]));
}
