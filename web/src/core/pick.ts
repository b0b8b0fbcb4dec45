// What a seller has to pack: the goods of several orders put together. Pure.

import type { OrderLineView, OrderView } from "../api";

/** One kind of goods and who wants how many of it. A variant is goods of its own. */
export interface Pick {
    key: string;
    line: OrderLineView;
    quantity: number;
    wanted: { order: OrderView; quantity: number }[];
}

/** What went back by name before it was sent is not packed any more. */
export const leftOf = (line: OrderLineView): number => Math.max(0, line.quantity - line.returned);

/** Orders that were taken and not sent; of named ones also those that were not taken yet. */
export function toPack(orders: readonly OrderView[], named: readonly string[]): OrderView[] {
    return orders.filter(({ id, may, state }) => {
        if (!may.includes("ship")) return false;
        return named.length > 0 ? named.includes(id) : state !== "paid_held";
    });
}

/** Ordered ahead and not due yet: the goods may not be there. */
export const isLater = ({ promised }: OrderView, now: Date): boolean =>
    promised !== null && Date.parse(promised) > now.getTime();

/**
 * The goods of all orders by their name, those of one order after another. Versions of the same
 * goods are one, unless they are called otherwise: then the buyers were shown something else.
 */
export function picksOf(orders: readonly OrderView[]): Pick[] {
    const picks = new Map<string, Pick>();
    for (const order of orders) {
        for (const line of order.lines) {
            const quantity = leftOf(line);
            if (quantity === 0) continue;
            const key = `${line.listing} ${line.title}`;
            const pick = picks.get(key) ?? { key, line, quantity: 0, wanted: [] };
            picks.set(key, pick);
            pick.quantity += quantity;
            pick.wanted.push({ order, quantity });
        }
    }
    return [...picks.values()].sort((a, b) => a.line.title.localeCompare(b.line.title));
}

/** How many pieces there are in all. */
export const piecesOf = (picks: readonly Pick[]): number =>
    picks.reduce((sum, pick) => sum + pick.quantity, 0);

/** "12,15" of an address; nonsense is left out. */
export const namedIn = (text: string | null): string[] =>
    (text ?? "").split(",").filter((id) => /^\d{1,19}$/.test(id));
