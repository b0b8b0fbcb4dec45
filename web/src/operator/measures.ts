// What a report measures, in the words of the field.

import type { Key } from "../core/words";

export type Measure = "placed" | "paid" | "settled" | "refunded" | "net" | "commission" | "fee_tax";

/** The kinds of booking of which lists of orders can be asked. */
export type Kind = "placed" | "paid" | "settled" | "refunded";

interface About {
    word: Key;
    note: Key;
    /** What the orders behind it did; net sales are two of them. */
    kind?: Kind;
}

export const measures: Record<Measure, About> = {
    placed: { word: "gmv.placed", note: "gmv.placed_note", kind: "placed" },
    paid: { word: "gmv.paid", note: "gmv.paid_note", kind: "paid" },
    settled: { word: "gmv.settled", note: "gmv.settled_note", kind: "settled" },
    refunded: { word: "gmv.refunded", note: "gmv.refunded_note", kind: "refunded" },
    net: { word: "gmv.net", note: "gmv.net_note" },
    commission: { word: "gmv.commission", note: "gmv.commission_note", kind: "settled" },
    fee_tax: { word: "gmv.fee_tax", note: "gmv.fee_tax_note" },
};
export const measureNames = Object.keys(measures) as Measure[];
export const kinds: readonly Kind[] = ["placed", "paid", "settled", "refunded"];
