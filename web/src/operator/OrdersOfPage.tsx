import type { OrderOfView } from "../api";
import { at, call, further } from "../core/call";
import { csvOf, decimal, download, type Cell } from "../core/csv";
import { go, type Place } from "../core/router";
import { readOn } from "../core/pages";
import { useSession } from "../core/session";
import { todayIn } from "../core/zone";
import { useList } from "../core/store";
import { civil, moment, price, t } from "../core/words";
import { Icon } from "../parts/Icon";
import { Segments } from "../parts/Segments";
import { Empty, Missing, More, Waiting } from "../parts/States";
import { Frame } from "./Frame";
import { kinds, measures, type Kind } from "./measures";
import { rangeOf, type Range } from "./range";

/** The orders that a figure of the report is the sum of. */
export function OrdersOfPage({ place }: { place: Place }) {
    const { market } = useSession();
    const range = rangeOf(place.query, todayIn(market.zone, new Date()));
    const asked = place.query.get("kind") as Kind;
    const kind = kinds.includes(asked) ? asked : "paid";
    const by = place.query.get("by") === "order" ? "order" : "books";
    const list = useList(at("GET /operator/reports/orders", { ...range, kind, by, limit: 50 }));
    const period =
        range.from === range.to
            ? civil(range.from, "long")
            : t("report.period", {
                  from: civil(range.from, "dated"),
                  to: civil(range.to, "dated"),
              });
    const choose = (one: Kind) => {
        const query = new URLSearchParams({ ...range, kind: one, by });
        go(`/operator/orders?${query.toString()}`, "replace");
    };
    return (
        <Frame title={t("report.orders_title")} lead={`${period} · ${t(`report.by.${by}`)}`}>
            <div class="row between">
                <Segments
                    label={t("report.kind")}
                    options={kinds.map((value) => ({ value, word: t(measures[value].word) }))}
                    chosen={kind}
                    onChoose={choose}
                />
                <a href={`/operator?${new URLSearchParams({ ...range, by }).toString()}`}>
                    {t("report.back")}
                </a>
            </div>
            {!list.items && list.problem && <Missing problem={list.problem} again={list.reload} />}
            {!list.items && !list.problem && <Waiting />}
            {list.items?.length === 0 && <Empty drawing="book" title={t("report.no_orders")} />}
            {list.items && list.items.length > 0 && (
                <>
                    <Table items={list.items} settled={kind === "settled"} />
                    <Save {...{ range, kind, by }} />
                </>
            )}
            <More more={list.more} />
        </Frame>
    );
}

function Table({ items, settled }: { items: OrderOfView[]; settled: boolean }) {
    return (
        <div class="table" tabIndex={0} role="region" aria-label={t("report.orders_title")}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t("money.when")}</th>
                        <th scope="col">{t("report.order")}</th>
                        <th scope="col">{t("report.shop")}</th>
                        <th scope="col">{t("report.buyer")}</th>
                        <th scope="col" class="number">
                            {t("report.amount")}
                        </th>
                        {settled && (
                            <th scope="col" class="number">
                                {t("gmv.commission")}
                            </th>
                        )}
                    </tr>
                </thead>
                <tbody>
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
                </tbody>
            </table>
        </div>
    );
}

/** Saves all of them, however many pages they are. */
function Save({ range, kind, by }: { range: Range; kind: Kind; by: "books" | "order" }) {
    const save = async () => {
        const first = at("GET /operator/reports/orders", { ...range, kind, by, limit: 100 });
        const start = await call(first);
        const rest = await readOn(start.next, Infinity, (after) => call(further(first, after)));
        const items = [start, ...rest].flatMap((page) => page.items);
        const head: Cell[] = ["at", "order", "shop", "buyer", "currency", "amount", "commission"];
        const rows = items.map((one): Cell[] => [
            one.at,
            one.order,
            one.shop,
            one.buyer,
            one.amount.currency,
            decimal(one.amount),
            decimal(one.commission),
        ]);
        download(`orders-${kind}-${range.from}-${range.to}.csv`, csvOf([head, ...rows]));
    };
    return (
        <button type="button" class="button little" onClick={() => void save()}>
            <Icon name="download" size={16} />
            {t("report.csv")}
        </button>
    );
}
