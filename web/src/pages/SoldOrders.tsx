import type { OrderView } from "../api";
import { at } from "../core/call";
import { byClock } from "../core/dispute";
import { columnOf, columns, statusOf, type Column } from "../core/order";
import type { Place } from "../core/router";
import { useSession } from "../core/session";
import { useList } from "../core/store";
import { t, type Key } from "../core/words";
import { Page } from "../parts/Page";
import { Empty, Missing, More, Waiting } from "../parts/States";
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
    const none = open.items?.length === 0 && over.items?.length === 0;
    return (
        <Page title={t("orders.sold_title")} room="full" lead={t("orders.sold_lead")}>
            <OrderTabs sold />
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
            {open.items && !none && (
                <Board
                    orders={[...open.items, ...(over.items ?? [])]}
                    whole={(column) => !(column === "done" ? !over.items || over.more : open.more)}
                />
            )}
            {open.items && !over.items && over.problem && (
                <Missing problem={over.problem} again={over.reload} />
            )}
            <More more={open.more ?? over.more} />
        </Page>
    );
}

interface BoardProps {
    orders: OrderView[];
    /** Whether all of a column is there, so that its number is true. */
    whole: (column: Column) => boolean;
}

function Board({ orders, whole }: BoardProps) {
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
                        {mine.length === 0 && <p class="soft small">{t(titles[column][1])}</p>}
                        <ul class="stack">
                            {mine.map((order) => (
                                <li key={order.id}>
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
