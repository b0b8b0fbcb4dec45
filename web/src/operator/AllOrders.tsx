import { useState } from "preact/hooks";

import type { RegisterView, State } from "../api";
import { at, call, further } from "../core/call";
import { csvOf, decimal, download, type Cell } from "../core/csv";
import { readOn } from "../core/pages";
import { go, type Place } from "../core/router";
import { useList } from "../core/store";
import { price, relative, t } from "../core/words";
import { Ago, ClockTag, useNow } from "../parts/Clock";
import { SelectField, TextField } from "../parts/Field";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Segments } from "../parts/Segments";
import { Empty, Missing, More, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { Frame } from "./Frame";

const sorts = ["newest", "waiting"] as const;
const states: State[] = [
    "awaiting_payment",
    "paid_held",
    "accepted",
    "shipped",
    "delivered",
    "completed",
    "cancelled",
    "expired",
];
const methods = ["simulator", "bank_transfer"] as const;
const spans = ["1", "7", "30", "90", "365"];

/** What of the address is asked of the server; anything else in it is passed over. */
function askedOf(query: URLSearchParams) {
    const one = <T extends string>(name: string, known: readonly T[]) =>
        known.find((word) => word === query.get(name));
    const sort = one("sort", sorts) ?? "newest";
    const state = one("state", states);
    const method = one("method", methods);
    const days = one("days", spans);
    const q = /^\d{1,19}$/.exec(query.get("q") ?? "")?.[0];
    return {
        sort,
        ...(state ? { state } : {}),
        ...(method ? { method } : {}),
        ...(days ? { days: Number(days) } : {}),
        ...(q ? { q } : {}),
    };
}
type Asked = ReturnType<typeof askedOf>;

/** All orders of the market; each leads to its page, which the operator can read and not change. */
export function AllOrders({ place }: { place: Place }) {
    const asked = askedOf(place.query);
    const list = useList(at("GET /operator/orders", { ...asked, limit: 50 }));
    const choose = (name: string, value: string) => {
        const query = new URLSearchParams(place.query);
        if (value) query.set(name, value);
        else query.delete(name);
        go(`/operator/orders/all?${query.toString()}`, "replace");
    };
    return (
        <Frame title={t("register.title")} lead={t("register.lead")}>
            <Narrow asked={asked} choose={choose} />
            {!list.items && list.problem && <Missing problem={list.problem} again={list.reload} />}
            {!list.items && !list.problem && <Waiting />}
            {list.items?.length === 0 && (
                <Empty drawing="book" title={t("register.none")}>
                    {t("register.none_text")}
                </Empty>
            )}
            {list.items && list.items.length > 0 && (
                <>
                    <Table items={list.items} />
                    <Save asked={asked} />
                </>
            )}
            <More more={list.more} />
        </Frame>
    );
}

function Narrow({ asked, choose }: { asked: Asked; choose: (n: string, v: string) => void }) {
    const [number, setNumber] = useState(asked.q ?? "");
    const any = { value: "", label: t("register.any") };
    return (
        <div class="stack">
            <Segments
                label={t("register.sort")}
                options={sorts.map((value) => ({ value, word: t(`register.sort.${value}`) }))}
                chosen={asked.sort}
                onChoose={(value) => choose("sort", value)}
            />
            <div class="narrow-row">
                <SelectField
                    label={t("register.state")}
                    value={asked.state ?? ""}
                    onChoose={(value) => choose("state", value)}
                    options={[
                        any,
                        ...states.map((value) => ({ value, label: t(`order_state.${value}`) })),
                    ]}
                />
                <SelectField
                    label={t("register.method")}
                    value={asked.method ?? ""}
                    onChoose={(value) => choose("method", value)}
                    options={[
                        any,
                        ...methods.map((value) => ({ value, label: t(`payment.${value}`) })),
                    ]}
                />
                <SelectField
                    label={t("register.days")}
                    value={String(asked.days ?? "")}
                    onChoose={(value) => choose("days", value)}
                    options={[
                        { value: "", label: t("register.days.any") },
                        ...spans.map((value) => ({
                            value,
                            label: t("register.days.n", { n: Number(value) }),
                        })),
                    ]}
                />
                <Form role="search" class="row" onSend={() => choose("q", number.trim())}>
                    <div class="grow">
                        <TextField
                            label={t("register.find")}
                            type="search"
                            inputMode="numeric"
                            value={number}
                            onType={setNumber}
                            autocomplete="off"
                            maxLength={19}
                        />
                    </div>
                    <button type="submit" class="button align-end">
                        {t("act.find")}
                    </button>
                </Form>
            </div>
        </div>
    );
}

function Table({ items }: { items: RegisterView[] }) {
    return (
        <div class="table" tabIndex={0} role="region" aria-label={t("register.title")}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t("report.order")}</th>
                        <th scope="col">{t("register.state")}</th>
                        <th scope="col">{t("register.age")}</th>
                        <th scope="col">{t("report.buyer")}</th>
                        <th scope="col">{t("report.shop")}</th>
                        <th scope="col">{t("register.method")}</th>
                        <th scope="col" class="number">
                            {t("report.amount")}
                        </th>
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

function Row({ one }: { one: RegisterView }) {
    const now = useNow();
    return (
        <tr>
            <td>
                <a href={`/orders/${one.id}`} aria-label={t("register.open", { id: one.id })}>
                    {one.id}
                </a>
            </td>
            <td>
                <span class="nowrap state-word">{t(`order_state.${one.state}`)}</span>
                {one.clock && (
                    <ClockTag
                        text={t(`clock.${one.clock.what}`, { when: relative(one.clock.at, now) })}
                    />
                )}
            </td>
            <td class="nowrap">
                <Ago at={one.placed_at} />
            </td>
            <td>
                <a href={`/people/${one.buyer.handle}`}>{one.buyer.name}</a>
            </td>
            <td>
                <a href={`/shops/${one.shop.id}`}>{one.shop.name}</a>
            </td>
            <td>{t(`payment.${one.method}`)}</td>
            <td class="number">{price(one.total)}</td>
        </tr>
    );
}

/** So many orders a file has at most. */
const pagesMost = 50;

function Save({ asked }: { asked: Asked }) {
    const save = async () => {
        const first = at("GET /operator/orders", { ...asked, limit: 100 });
        const start = await call(first);
        const rest = await readOn(start.next, pagesMost - 1, (after) =>
            call(further(first, after)),
        );
        const pages = [start, ...rest];
        const items = pages.flatMap((page) => page.items);
        download("orders.csv", csvOf([head, ...items.map(cells)]));
        if (pages[pages.length - 1]?.next) toast(t("register.truncated", { n: items.length }));
    };
    return (
        <button type="button" class="button little" onClick={() => void save()}>
            <Icon name="download" size={16} />
            {t("report.csv")}
        </button>
    );
}

const head: Cell[] = [
    "order",
    "state",
    "placed",
    "due",
    "buyer",
    "seller",
    "shop",
    "method",
    "currency",
    "total",
    "held",
    "refunded",
];

function cells(one: RegisterView): Cell[] {
    return [
        one.id,
        one.state,
        one.placed_at,
        one.clock?.at ?? "",
        one.buyer.name,
        one.seller.name,
        one.shop.name,
        one.method,
        one.total.currency,
        decimal(one.total),
        decimal(one.held),
        decimal(one.refunded),
    ];
}
