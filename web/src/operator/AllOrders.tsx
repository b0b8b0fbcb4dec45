import { useState } from "preact/hooks";

import type { RegisterView, State } from "../api";
import { at, type Problem } from "../core/call";
import { decimal, type Cell } from "../core/csv";
import { wordOf } from "../core/order";
import { go, type Place } from "../core/router";
import { useList } from "../core/store";
import { price, relative, t } from "../core/words";
import { Ago, ClockTag, useNow } from "../parts/Clock";
import { DataTable } from "../parts/DataTable";
import { SelectField, wrongOf } from "../parts/Field";
import { Icon } from "../parts/Icon";
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
    const buyer = query.get("buyer");
    const stall = query.get("stall");
    return {
        sort,
        ...(state ? { state } : {}),
        ...(method ? { method } : {}),
        ...(days ? { days: Number(days) } : {}),
        ...(q ? { q } : {}),
        ...(buyer ? { buyer } : {}),
        ...(stall ? { stall } : {}),
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
    const unclear = list.problem?.fields.some(
        ({ field }) => field === "buyer" || field === "stall",
    );
    const only = (name: "buyer" | "stall", handle: string) => {
        const query = new URLSearchParams(place.query);
        query.delete("q");
        query.set(name, `@${handle}`);
        return `/operator/orders/all?${query.toString()}`;
    };
    return (
        <Frame title={t("register.title")} lead={t("register.lead")}>
            <Narrow asked={asked} choose={choose} problem={list.problem ?? null} />
            {!unclear && (
                <ShownList got={list} empty={<None />}>
                    {(items) => (
                        <>
                            <Table items={items} only={only} />
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
            )}
        </Frame>
    );
}

interface NarrowProps {
    asked: Asked;
    choose: (name: string, value: string) => void;
    problem: Problem | null;
}

function Narrow({ asked, choose, problem }: NarrowProps) {
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
                {(["buyer", "stall"] as const).map((side) => (
                    <Find
                        key={side}
                        label={t(`register.${side}`)}
                        value={asked[side] ?? ""}
                        onFind={(typed) => choose(side, typed)}
                        wrong={wrongOf(problem, side)}
                    />
                ))}
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

type Only = (name: "buyer" | "stall", handle: string) => string;

function Table({ items, only }: { items: RegisterView[]; only: Only }) {
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
                <Row key={one.id} one={one} only={only} />
            ))}
        </DataTable>
    );
}

function Row({ one, only }: { one: RegisterView; only: Only }) {
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
                <span class="with-only">
                    <a href={`/people/${one.buyer.handle}`}>{one.buyer.name}</a>
                    <OnlyLink href={only("buyer", one.buyer.handle)} name={one.buyer.name} />
                </span>
            </td>
            <td>
                <span class="with-only">
                    <a href={`/shops/${one.shop.id}`}>{one.shop.name}</a>
                    <OnlyLink href={only("stall", one.seller.handle)} name={one.shop.name} />
                </span>
            </td>
            <td>{t(`payment.${one.method}`)}</td>
            <td class="number">{price(one.total)}</td>
        </tr>
    );
}

/** Leads to the orders of one side alone. */
function OnlyLink({ href, name }: { href: string; name: string }) {
    return (
        <a class="only-link" href={href} aria-label={t("register.only", { name })}>
            <Icon name="search" size={16} />
        </a>
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
