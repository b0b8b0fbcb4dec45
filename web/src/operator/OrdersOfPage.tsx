import type { OrderOfView } from "../api";
import { at } from "../core/call";
import { decimal, type Cell } from "../core/csv";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { todayIn } from "../core/zone";
import { useList } from "../core/store";
import { civil, moment, price, t } from "../core/words";
import { DataTable } from "../parts/DataTable";
import { Segments } from "../parts/Segments";
import { Empty, ShownList } from "../parts/States";
import { Frame } from "./Frame";
import { kinds, measures, type Kind } from "./measures";
import { rangeOf } from "./range";
import { categoryWord, narrowingOf } from "./ReportMore";
import { SaveList } from "./SaveList";

interface Narrowed {
    zone?: string;
    currency?: string;
    category?: string;
    dealing?: "ordinary" | "self_dealing";
}

/** What the figure was narrowed down to, as the address says it. */
function narrowedBy(query: URLSearchParams): Narrowed {
    const { zone, currency, category } = narrowingOf(query);
    const dealing = (["ordinary", "self_dealing"] as const).find(
        (one) => one === query.get("dealing"),
    );
    return {
        ...(zone === undefined ? {} : { zone }),
        ...(currency === undefined ? {} : { currency }),
        ...(category === undefined ? {} : { category }),
        ...(dealing === undefined ? {} : { dealing }),
    };
}

function said({ zone, category, dealing }: Narrowed): string[] {
    return [
        ...(zone === undefined ? [] : [zone]),
        ...(category === undefined ? [] : [categoryWord(category)]),
        ...(dealing === "self_dealing" ? [t("report.self_dealing")] : []),
    ];
}

/** The orders that a figure of the report is the sum of. */
export function OrdersOfPage({ place }: { place: Place }) {
    const { market } = useSession();
    const range = rangeOf(place.query, todayIn(market.zone, new Date()));
    const asked = place.query.get("kind") as Kind;
    const kind = kinds.includes(asked) ? asked : "paid";
    const by = place.query.get("by") === "order" ? "order" : "books";
    const narrowing = narrowedBy(place.query);
    const list = useList(
        at("GET /operator/reports/orders", { ...range, kind, by, ...narrowing, limit: 50 }),
    );
    const period =
        range.from === range.to
            ? civil(range.from, "long")
            : t("report.period", {
                  from: civil(range.from, "dated"),
                  to: civil(range.to, "dated"),
              });
    const { dealing: _, ...back } = narrowing;
    const choose = (one: Kind) => {
        const query = new URLSearchParams({ ...range, kind: one, by, ...narrowing });
        go(`/operator/orders?${query.toString()}`, "replace");
    };
    return (
        <Frame
            title={t("report.orders_title")}
            lead={[period, t(`report.by.${by}`), ...said(narrowing)].join(" · ")}
        >
            <div class="row between">
                <Segments
                    label={t("report.kind")}
                    options={kinds.map((value) => ({ value, word: t(measures[value].word) }))}
                    chosen={kind}
                    onChoose={choose}
                />
                <a href={`/operator?${new URLSearchParams({ ...range, by, ...back }).toString()}`}>
                    {t("report.back")}
                </a>
            </div>
            <ShownList got={list} empty={<Empty drawing="book" title={t("report.no_orders")} />}>
                {(items) => (
                    <>
                        <Table items={items} settled={kind === "settled"} />
                        <SaveList
                            from={at("GET /operator/reports/orders", {
                                ...range,
                                kind,
                                by,
                                ...narrowing,
                                limit: 100,
                            })}
                            file={`orders-${kind}-${range.from}-${range.to}.csv`}
                            head={head}
                            cells={cells}
                        />
                    </>
                )}
            </ShownList>
        </Frame>
    );
}

function Table({ items, settled }: { items: OrderOfView[]; settled: boolean }) {
    const columns = [
        { word: t("money.when") },
        { word: t("report.order") },
        { word: t("report.shop") },
        { word: t("report.buyer") },
        { word: t("report.amount"), number: true },
        ...(settled ? [{ word: t("gmv.commission"), number: true }] : []),
    ];
    return (
        <DataTable label={t("report.orders_title")} columns={columns}>
            {items.map((one, i) => (
                <tr key={i}>
                    <td class="nowrap">{moment(one.at)}</td>
                    <td>
                        <a href={`/orders/${one.order}`}>{one.order}</a>
                    </td>
                    <td>{one.shop}</td>
                    <td>{one.buyer}</td>
                    <td class="number">{price(one.amount)}</td>
                    {settled && <td class="number">{price(one.commission)}</td>}
                </tr>
            ))}
        </DataTable>
    );
}

const head: Cell[] = ["at", "order", "shop", "buyer", "currency", "amount", "commission"];

function cells(one: OrderOfView): Cell[] {
    return [
        one.at,
        one.order,
        one.shop,
        one.buyer,
        one.amount.currency,
        decimal(one.amount),
        decimal(one.commission),
    ];
}
