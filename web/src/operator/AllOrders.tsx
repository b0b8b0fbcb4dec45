import { useState } from "preact/hooks";

import type { RegisterView, State } from "../api";
import { at } from "../core/call";
import { decimal, type Cell } from "../core/csv";
import { wordOf } from "../core/order";
import { go, type Place } from "../core/router";
import { useList } from "../core/store";
import { price, relative, t } from "../core/words";
import { Ago, ClockTag, useNow } from "../parts/Clock";
import { DataTable } from "../parts/DataTable";
import { SelectField } from "../parts/Field";
import { Segments } from "../parts/Segments";
import { Empty, ShownList } from "../parts/States";
import { Find } from "./Find";
import { Frame } from "./Frame";
import { SaveList } from "./SaveList";

const sorts = ["newest", "waiting"] as const;
const states: State[] = [
    "awaiting_payment",
    "paid_held",
    "accepted",
    "shipped",
    "delivered",
    "completed",
    "cancelled",
    "agreed",
    "chargeback",
    "expired",
];
const methods = ["simulator", "bank_transfer", "card"] as const;
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
            <ShownList got={list} empty={<None />}>
                {(items) => (
                    <>
                        <Table items={items} />
                        <SaveList
                            from={at("GET /operator/orders", { ...asked, limit: 100 })}
                            file="orders.csv"
                            head={head}
                            cells={cells}
                            pagesMost={50}
                        />
                    </>
                )}
            </ShownList>
        </Frame>
    );
}

function Narrow({ asked, choose }: { asked: Asked; choose: (n: string, v: string) => void }) {
    const [wrong, setWrong] = useState(false);
    const find = (typed: string) => {
        // As it stands in a letter: "Order 12", "#12".
        const number = /\d{1,19}/.exec(typed)?.[0] ?? "";
        setWrong(typed !== "" && number === "");
        if (typed === "" || number !== "") choose("q", number);
    };
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
                <Find
                    label={t("register.find")}
                    value={asked.q ?? ""}
                    onFind={find}
                    numbers
                    wrong={wrong ? t("register.find_wrong") : undefined}
                />
            </div>
        </div>
    );
}

function None() {
    return (
        <Empty drawing="book" title={t("register.none")}>
            {t("register.none_text")}
        </Empty>
    );
}

function Table({ items }: { items: RegisterView[] }) {
    const columns = [
        { word: t("report.order") },
        { word: t("register.state") },
        { word: t("register.age") },
        { word: t("report.buyer") },
        { word: t("report.shop") },
        { word: t("register.method") },
        { word: t("report.amount"), number: true },
    ];
    return (
        <DataTable label={t("register.title")} columns={columns}>
            {items.map((one) => (
                <Row key={one.id} one={one} />
            ))}
        </DataTable>
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
                <span class="nowrap state-word">{t(wordOf(one, "order_state", one.state))}</span>
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

const head: Cell[] = [
    "order",
    "state",
    "placed",
    "due",
    "buyer",
    "seller",
    "shop",
    "method",
    "way",
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
        one.way,
        one.total.currency,
        decimal(one.total),
        decimal(one.held),
        decimal(one.refunded),
    ];
}
