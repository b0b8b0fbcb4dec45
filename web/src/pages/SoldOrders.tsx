import { useState } from "preact/hooks";

import type { OrderView } from "../api";
import { bulkActs, fits, isChoosable, type BulkAct } from "../core/bulk";
import { at } from "../core/call";
import { byClock } from "../core/dispute";
import { columnOf, columns, statusOf, titleOf, type Column } from "../core/order";
import { toPack } from "../core/pick";
import type { Place } from "../core/router";
import { useSession } from "../core/session";
import { useList } from "../core/store";
import { t, type Key } from "../core/words";
import { Icon, type IconName } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Empty, Missing, More, Waiting } from "../parts/States";
import { BulkDialog } from "./order/BulkDialog";
import { OrderLine } from "./order/OrderLine";
import { OrderTabs } from "./Orders";

const titles: Record<Column, [Key, Key]> = {
    accept: ["board.accept", "board.accept_none"],
    ship: ["board.ship", "board.ship_none"],
    travelling: ["board.travelling", "board.travelling_none"],
    waiting: ["board.waiting", "board.waiting_none"],
    done: ["board.done", "board.done_none"],
};

/** The seller's board: every order under the thing to do next, the nearest clock first. */
export function SoldOrders(_: { place: Place }) {
    const { me } = useSession();
    const open = useList(at("GET /orders", { role: "seller", open: true, limit: 100 }));
    const over = useList(at("GET /orders", { role: "seller", open: false }));
    const choice = useChoice(open.items ?? []);
    const none = open.items?.length === 0 && over.items?.length === 0;
    return (
        <Page title={t("orders.sold_title")} room="full" lead={t("orders.sold_lead")}>
            <OrderTabs sold />
            <p class="small">
                <a href="/offers/got">{t("offers.got")}</a>
            </p>
            {!open.items && open.problem && <Missing problem={open.problem} again={open.reload} />}
            {!open.items && !open.problem && <Waiting />}
            {none && (
                <Empty
                    drawing="stall"
                    title={t("board.empty_title")}
                    action={
                        <a class="button next" href="/sell">
                            {t(me?.shop ? "nav.sell_something" : "shop.become")}
                        </a>
                    }
                >
                    {t("board.empty")}
                </Empty>
            )}
            {open.items && <Tools orders={open.items} choice={choice} />}
            {open.items && !none && (
                <Board
                    orders={[...open.items, ...(over.items ?? [])]}
                    whole={(column) => !(column === "done" ? !over.items || over.more : open.more)}
                    choice={choice}
                />
            )}
            {open.items && !over.items && over.problem && (
                <Missing problem={over.problem} again={over.reload} />
            )}
            <More more={open.more ?? over.more} />
            {choice.on && <ChosenBar choice={choice} />}
        </Page>
    );
}

/** Which orders are chosen; those that moved on meanwhile are not any more. */
function useChoice(orders: OrderView[]) {
    const [on, setOn] = useState(false);
    const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
    const chosen = orders.filter((order) => ids.has(order.id) && isChoosable(order)).sort(byClock);
    return {
        on,
        chosen,
        has: (id: string) => ids.has(id),
        begin: () => setOn(true),
        end: () => {
            setOn(false);
            setIds(new Set());
        },
        turn: (some: OrderView[], into: boolean) => {
            const changed = new Set(ids);
            some.forEach(({ id }) => (into ? changed.add(id) : changed.delete(id)));
            setIds(changed);
        },
    };
}
type Choice = ReturnType<typeof useChoice>;

/** What there is for who has more than one order to see to. */
function Tools({ orders, choice }: { orders: OrderView[]; choice: Choice }) {
    const packing = toPack(orders, []).length > 0;
    const several = orders.filter(isChoosable).length > 1;
    if (choice.on || (!packing && !several)) return null;
    return (
        <div class="row">
            {several && (
                <button type="button" class="button little" onClick={choice.begin}>
                    <Icon name="check" size={16} />
                    {t("bulk.begin")}
                </button>
            )}
            {packing && (
                <a class="button little" href="/orders/sold/pick-list">
                    <Icon name="package" size={16} />
                    {t("pick.title")}
                </a>
            )}
        </div>
    );
}

const actIcons: Record<BulkAct, IconName> = { accept: "check", send: "truck", ready: "map-pin" };

/** What can be done with the chosen ones, in reach of a thumb. */
function ChosenBar({ choice }: { choice: Choice }) {
    const [asking, setAsking] = useState<BulkAct | null>(null);
    const { chosen } = choice;
    const ids = chosen.map(({ id }) => id).join(",");
    return (
        <section class="chosen-bar" aria-label={t("bulk.begin")}>
            <p class="split">
                <strong role="status">{t("bulk.chosen", { n: chosen.length })}</strong>
                <button type="button" class="button bare little" onClick={choice.end}>
                    {t("bulk.end")}
                </button>
            </p>
            <div class="row">
                {bulkActs.map((act) => {
                    const n = chosen.filter((order) => fits(order, act)).length;
                    if (n === 0) return null;
                    return (
                        <button
                            key={act}
                            type="button"
                            class="button little"
                            onClick={() => setAsking(act)}
                        >
                            <Icon name={actIcons[act]} size={16} />
                            {t(`bulk.${act}`, { n })}
                        </button>
                    );
                })}
                {chosen.length > 0 && (
                    <a class="button little" href={`/orders/sold/pick-list?orders=${ids}`}>
                        <Icon name="package" size={16} />
                        {t("pick.title")}
                    </a>
                )}
            </div>
            {asking && (
                <BulkDialog
                    key={asking}
                    act={asking}
                    orders={chosen.filter((order) => fits(order, asking))}
                    onClose={() => setAsking(null)}
                />
            )}
        </section>
    );
}

interface BoardProps {
    orders: OrderView[];
    /** Whether all of a column is there, so that its number is true. */
    whole: (column: Column) => boolean;
    choice: Choice;
}

function Board({ orders, whole, choice }: BoardProps) {
    return (
        <div class="board">
            {columns.map((column) => {
                const mine = orders.filter((order) => columnOf(order) === column);
                if (column !== "done") mine.sort(byClock);
                return (
                    <section key={column} class="stack" aria-labelledby={`board-${column}`}>
                        <h2 id={`board-${column}`}>
                            {t(titles[column][0])}{" "}
                            {whole(column) && <span class="tag">{mine.length}</span>}
                        </h2>
                        {choice.on && <ChooseAll column={column} orders={mine} choice={choice} />}
                        {mine.length === 0 && <p class="soft small">{t(titles[column][1])}</p>}
                        <ul class="stack">
                            {mine.map((order) => (
                                <li key={order.id} class={choice.on ? "choosable" : ""}>
                                    {choice.on && isChoosable(order) && (
                                        <input
                                            type="checkbox"
                                            aria-label={t("bulk.choose", {
                                                title: titleOf(order),
                                                buyer: order.buyer.name,
                                            })}
                                            checked={choice.has(order.id)}
                                            onChange={(event) =>
                                                choice.turn([order], event.currentTarget.checked)
                                            }
                                        />
                                    )}
                                    <OrderLine order={order} status={statusOf(order)} />
                                </li>
                            ))}
                        </ul>
                    </section>
                );
            })}
        </div>
    );
}

interface ChooseAllProps {
    column: Column;
    orders: OrderView[];
    choice: Choice;
}

function ChooseAll({ column, orders, choice }: ChooseAllProps) {
    const some = orders.filter(isChoosable);
    if (some.length === 0) return null;
    return (
        <label class="switch">
            <input
                type="checkbox"
                aria-label={t("bulk.all_of", {
                    n: some.length,
                    column: t(titles[column][0]),
                })}
                checked={some.every(({ id }) => choice.has(id))}
                onChange={(event) => choice.turn(some, event.currentTarget.checked)}
            />
            {t("bulk.all", { n: some.length })}
        </label>
    );
}
