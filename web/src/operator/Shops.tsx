import { useState } from "preact/hooks";

import type { ShopRowView } from "../api";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { useList } from "../core/store";
import { count, day, price, t } from "../core/words";
import { SelectField, TextField } from "../parts/Field";
import { Form } from "../parts/Form";
import { Segments } from "../parts/Segments";
import { Empty, Missing, More, Waiting } from "../parts/States";
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
    const [handle, setHandle] = useState(asked.q ?? "");
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
                <Form role="search" class="row" onSend={() => choose("q", handle.trim())}>
                    <div class="grow">
                        <TextField
                            label={t("shops.find")}
                            type="search"
                            value={handle}
                            onType={setHandle}
                            autocapitalize="none"
                            autocomplete="off"
                            maxLength={60}
                        />
                    </div>
                    <button type="submit" class="button align-end">
                        {t("act.find")}
                    </button>
                </Form>
            </div>
            {asked.sort === "sales" && <p class="soft small">{t("shops.sales_note")}</p>}
            {!list.items && list.problem && <Missing problem={list.problem} again={list.reload} />}
            {!list.items && !list.problem && <Waiting />}
            {list.items?.length === 0 && !list.more && (
                <Empty drawing="stall" title={t("shops.none")} />
            )}
            {list.items && list.items.length > 0 && <Table items={list.items} />}
            <More more={list.more} />
        </Frame>
    );
}

function Table({ items }: { items: ShopRowView[] }) {
    return (
        <div class="table" tabIndex={0} role="region" aria-label={t("shops.title")}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t("shops.stall")}</th>
                        <th scope="col">{t("shops.owner")}</th>
                        <th scope="col">{t("shops.opened")}</th>
                        <th scope="col" class="number">
                            {t("shops.live")}
                        </th>
                        <th scope="col" class="number">
                            {t("shops.orders")}
                        </th>
                        <th scope="col" class="number">
                            {t("shops.settled")}
                        </th>
                        <th scope="col">{t("shops.state")}</th>
                    </tr>
                </thead>
                <tbody>
                    {items.map((one) => (
                        <Row key={one.id} one={one} />
                    ))}
                </tbody>
            </table>
        </div>
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
            <td class="nowrap">{day(one.opened_at)}</td>
            <td class="number">{count(one.live)}</td>
            <td class="number">{count(one.orders)}</td>
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
