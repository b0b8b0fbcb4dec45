import type { ShopRowView } from "../api";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { useList } from "../core/store";
import { count, dated, day, price, t } from "../core/words";
import { DataTable } from "../parts/DataTable";
import { SelectField } from "../parts/Field";
import { Segments } from "../parts/Segments";
import { Empty, ShownList } from "../parts/States";
import { Find } from "./Find";
import { Frame } from "./Frame";

const sorts = ["newest", "oldest", "sales"] as const;
const onlys = ["away", "cases", "unsold"] as const;

function askedOf(query: URLSearchParams) {
    const sort = sorts.find((one) => one === query.get("sort")) ?? "newest";
    const only = onlys.find((one) => one === query.get("only"));
    const q = query.get("q") ?? "";
    return { sort, ...(only ? { only } : {}), ...(q ? { q } : {}) };
}

/** All shops of the market, for who runs it. */
export function Shops({ place }: { place: Place }) {
    const asked = askedOf(place.query);
    const list = useList(at("GET /operator/shops", { ...asked, limit: 50 }));
    const choose = (name: string, value: string) => {
        const query = new URLSearchParams(place.query);
        if (value) query.set(name, value);
        else query.delete(name);
        go(`/operator/shops?${query.toString()}`, "replace");
    };
    return (
        <Frame title={t("shops.title")} lead={t("shops.lead")}>
            <Segments
                label={t("register.sort")}
                options={sorts.map((value) => ({ value, word: t(`shops.sort.${value}`) }))}
                chosen={asked.sort}
                onChoose={(value) => choose("sort", value)}
            />
            <div class="narrow-row">
                <SelectField
                    label={t("shops.only")}
                    value={asked.only ?? ""}
                    onChoose={(value) => choose("only", value)}
                    options={[
                        { value: "", label: t("shops.only.all") },
                        ...onlys.map((value) => ({ value, label: t(`shops.only.${value}`) })),
                    ]}
                />
                <Find
                    label={t("shops.find")}
                    value={asked.q ?? ""}
                    onFind={(handle) => choose("q", handle)}
                />
            </div>
            {asked.sort === "sales" && <p class="soft small">{t("shops.sales_note")}</p>}
            <ShownList got={list} empty={<Empty drawing="stall" title={t("shops.none")} />}>
                {(items) => <Table items={items} />}
            </ShownList>
        </Frame>
    );
}

function Table({ items }: { items: ShopRowView[] }) {
    const columns = [
        { word: t("shops.stall") },
        { word: t("shops.owner") },
        { word: t("shops.opened") },
        { word: t("shops.live"), number: true },
        { word: t("shops.orders"), number: true },
        { word: t("shops.settled"), number: true },
        { word: t("shops.state") },
    ];
    return (
        <DataTable label={t("shops.title")} columns={columns}>
            {items.map((one) => (
                <Row key={one.id} one={one} />
            ))}
        </DataTable>
    );
}

function Row({ one }: { one: ShopRowView }) {
    return (
        <tr>
            <td>
                <a href={`/shops/${one.id}`}>{one.name}</a>
            </td>
            <td>
                <a href={`/people/${one.owner.handle}`}>{one.owner.name}</a>
            </td>
            <td class="nowrap">{dated(one.opened_at)}</td>
            <td class="number">{count(one.live)}</td>
            <td class="number">
                <a
                    href={`/operator/orders/all?stall=%40${one.owner.handle}`}
                    aria-label={t("shops.orders_of", { n: one.orders, name: one.name })}
                >
                    {count(one.orders)}
                </a>
            </td>
            <td class="number">{price(one.settled)}</td>
            <td>
                {one.away_until && (
                    <span class="tag">{t("shops.away_until", { date: day(one.away_until) })}</span>
                )}
                {one.open_cases > 0 && (
                    <span class="tag clock">{t("shops.open_cases", { n: one.open_cases })}</span>
                )}
            </td>
        </tr>
    );
}
