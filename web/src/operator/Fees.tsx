import type { FeeRowView, FeesView, FeeTableView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useSession } from "../core/session";
import { useGet, useList } from "../core/store";
import { longDay, moment, finePercent, percent, price, t } from "../core/words";
import { DataTable } from "../parts/DataTable";
import { Page } from "../parts/Page";
import { isOperator } from "../parts/Shell";
import { Shown, ShownList, Waiting } from "../parts/States";
import { CategoryForm } from "./FeeGoods";
import { TierForm } from "./FeeSellers";
import { FeeTableForm } from "./FeeTableForm";
import { OperatorTabs } from "./Frame";

/** What the market keeps of a sale: public, with examples; set by the operator. */
export function Fees(_: { place: Place }) {
    const { me } = useSession();
    const got = useGet(at("GET /fees"));
    const boss = isOperator(me);
    return (
        <Page title={t("fees.title")} lead={t("fees.lead")} room={boss ? "full" : "narrow"}>
            {boss && <OperatorTabs />}
            <Shown got={got}>
                {(fees) => (
                    <>
                        <InForce fees={fees} />
                        {fees.coming && (
                            <section class="stack">
                                <h2>{t("fees.coming", { date: longDay(fees.coming.from) })}</h2>
                                <Rows table={fees.coming} label={t("fees.coming_label")} />
                            </section>
                        )}
                        <Examples fees={fees} />
                        {boss && <FeeTableForm fees={fees} />}
                    </>
                )}
            </Shown>
            {boss && (
                <>
                    <TierForm />
                    <CategoryForm />
                </>
            )}
            <History />
        </Page>
    );
}

function InForce({ fees }: { fees: FeesView }) {
    const plain = t("fees.plain", { rate: percent(fees.plain_ppm) });
    return (
        <section class="stack">
            <h2>{t("fees.now")}</h2>
            {fees.table && fees.table.rows.length > 0 ? (
                <>
                    <Rows table={fees.table} label={t("fees.now")} />
                    <p class="soft">{t("fees.else", { rate: percent(fees.plain_ppm) })}</p>
                </>
            ) : (
                <p>{plain}</p>
            )}
            {fees.vat_ppm > 0 && <p>{t("fees.vat", { rate: percent(fees.vat_ppm) })}</p>}
            {fees.notice_days > 0 && <p>{t("fees.notice", { n: fees.notice_days })}</p>}
        </section>
    );
}

/** Which goods of which sellers a row is for. */
export function fits({ category, tier }: { category: string; tier: string }): string {
    return [category || t("fees.all_goods"), tier || t("fees.all_sellers")].join(" · ");
}

function asks(row: FeeRowView): string {
    const parts = [finePercent(row.rate_ppm)];
    if (row.lowest.minor > 0) parts.push(t("fees.at_least", { amount: price(row.lowest) }));
    if (row.most) parts.push(t("fees.at_most", { amount: price(row.most) }));
    return parts.join(", ");
}

function Rows({ table, label }: { table: FeeTableView; label: string }) {
    const columns = [{ word: t("fees.row") }, { word: t("fees.for") }, { word: t("fees.fee") }];
    return (
        <DataTable label={label} columns={columns}>
            {table.rows.map((row, i) => (
                <tr key={i}>
                    <td>{i + 1}</td>
                    <td>{fits(row)}</td>
                    <td>{asks(row)}</td>
                </tr>
            ))}
        </DataTable>
    );
}

/** A sale of some sums by each row there is, as the server reckons them. */
function Examples({ fees }: { fees: FeesView }) {
    const rows = (fees.table?.rows ?? []).slice(0, 6);
    const cases = rows.some((row) => !row.category && !row.tier)
        ? rows.map(({ category, tier }) => ({ category, tier }))
        : [...rows.map(({ category, tier }) => ({ category, tier })), { category: "", tier: "" }];
    return (
        <section class="stack">
            <h2>{t("fees.examples")}</h2>
            <ul class="card list">
                {cases.flatMap((one) =>
                    [1_000, 10_000].map((minor) => (
                        <li key={`${one.category}/${one.tier}/${minor}`}>
                            <Example {...one} minor={minor} />
                        </li>
                    )),
                )}
            </ul>
        </section>
    );
}

function Example(asked: { category: string; tier: string; minor: number }) {
    const got = useGet(
        at("GET /fees/example", {
            amount: asked.minor,
            category: asked.category,
            tier: asked.tier,
        }),
    );
    return (
        <Shown got={got} waiting={<Waiting n={1} />}>
            {(one) => (
                <p>
                    {t(one.vat_ppm > 0 ? "fees.example" : "fees.example_plain", {
                        amount: price(one.amount),
                        who: fits(one),
                        date: longDay(one.on),
                        fee: price(one.fee),
                        vat: price(one.vat),
                        seller: price(one.seller),
                    })}
                </p>
            )}
        </Shown>
    );
}

function History() {
    const list = useList(at("GET /fees/versions", { limit: 20 }));
    return (
        <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
            {(tables) => (
                <section class="stack">
                    <h2>{t("fees.history")}</h2>
                    <ol class="timeline">
                        {tables.map((table) => (
                            <li key={table.version}>
                                <strong>
                                    {t("fees.version", {
                                        version: table.version,
                                        date: longDay(table.from),
                                    })}
                                </strong>
                                <span class="soft small">
                                    {moment(table.set_at)} · {table.reason}
                                </span>
                                {table.rows.length === 0 && <span>{t("fees.no_rows")}</span>}
                                {table.rows.map((row, i) => (
                                    <span key={i} class="small">
                                        {fits(row)}: {asks(row)}
                                    </span>
                                ))}
                            </li>
                        ))}
                    </ol>
                </section>
            )}
        </ShownList>
    );
}
