// Which pages there are to look at, for the sweep and for `npm run pages`: what a stranger, a
// buyer, a seller, a moderator and the operator can open, and the same with nothing on it yet.

export type Pages = readonly (readonly [name: string, path: string])[];

/** What the operator works with. */
export const desk: Pages = [
    ["report", "/operator"],
    ["turnover-orders", "/operator/orders?kind=paid"],
    ["bank", "/operator/bank"],
    ["ledger", "/operator/ledger"],
    ["policies", "/policies"],
    ["fees", "/fees"],
    ["jobs", "/operator/jobs"],
    ["payouts", "/operator/payouts"],
    ["rates", "/operator/rates"],
    ["chargebacks", "/operator/chargebacks"],
    ["all-orders", "/operator/orders/all"],
    ["all-documents", "/operator/documents"],
    ["shops", "/operator/shops"],
    ["market", "/operator/market"],
    ["first-steps", "/operator/first-steps"],
    ["members", "/operator/members"],
    ["promoters", "/operator/promoters"],
    ["audit", "/operator/audit"],
    ["webhooks", "/operator/webhooks"],
];

/** What somebody sees to whom nothing has happened yet. */
export const bare: Pages = [
    ["feed-new", "/"],
    ["search-none", "/search?q=qwertzuiop"],
    ["basket-none", "/basket"],
    ["orders-none", "/orders"],
    ["board-none", "/orders/sold"],
    ["pick-list-none", "/orders/sold/pick-list"],
    ["stall-none", "/stall"],
    ["open-stall", "/sell"],
    ["money-none", "/money"],
    ["promote-rules", "/promote"],
    ["saved-none", "/saved"],
    ["friends-none", "/friends"],
    ["reports-none", "/reports"],
    ["statements-none", "/statements"],
    ["notices-none", "/notices"],
    ["notices-choices", "/notices/choices"],
    ["cases-not-mine", "/cases"],
    ["operator-not-mine", "/operator"],
    ["settings-new", "/settings"],
    ["no-listing", "/listings/1"],
    ["no-shop", "/shops/1"],
    ["no-person", "/people/nobody-at-all"],
    ["no-order", "/orders/1"],
    ["no-dispute", "/disputes/1"],
    ["checkout-none", "/checkout"],
    ["nowhere", "/nowhere/at/all"],
];

export const strange: Pages = [
    ["welcome", "/"],
    ["sign-in", "/sign-in"],
    ["join", "/join"],
    ["search-begin", "/search"],
    ["forgotten", "/forgotten-password"],
    ["new-password-broken", "/reset-password"],
    ["confirm-mail-broken", "/confirm-mail"],
    ["stranger-orders", "/orders"],
    ["stranger-money", "/money"],
    ["stranger-friends", "/friends"],
    ["stranger-settings", "/settings"],
    ["stranger-sell", "/sell"],
    ["stranger-operator", "/operator"],
];

export interface Bought {
    listing: string;
    /** A word that finds it. */
    word: string;
    shop: string;
    /** The handle of whoever sells it. */
    person: string;
    order: string;
}

/** What somebody who buys comes by. */
export const bought = (of: Bought): Pages => [
    ["feed", "/"],
    ["listing", `/listings/${of.listing}`],
    ["search", `/search?q=${encodeURIComponent(of.word)}`],
    ["shop", `/shops/${of.shop}`],
    ["person", `/people/${of.person}`],
    ["checkout", `/checkout?lines=${of.listing}.2`],
    ["orders", "/orders"],
    ["order", `/orders/${of.order}`],
    ["saved", "/saved"],
    ["friends", "/friends"],
    ["settings", "/settings"],
];

/** What somebody who sells works with. */
export const sold = (of: { listing: string; order: string }): Pages => [
    ["board", "/orders/sold"],
    ["sold-order", `/orders/${of.order}`],
    ["stall", "/stall"],
    ["own-listing", `/listings/${of.listing}`],
    ["edit", `/listings/${of.listing}/edit`],
    ["sell", "/sell"],
    ["import", "/stall/import"],
    ["money", "/money"],
    ["notices", "/notices"],
];

/** What somebody is told about what was decided on their goods. */
export const judged = (of: { decided: string }): Pages => [
    ["statements", "/statements"],
    ["statement", `/statements/${of.decided}`],
];

/** What a moderator works with. */
export const judging = (of: { open: string; decided: string }): Pages => [
    ["cases", "/cases"],
    ["cases-decided", "/cases?list=decided"],
    ["cases-late", "/cases?list=late"],
    ["case", `/cases/${of.open}`],
    ["case-decided", `/cases/${of.decided}`],
];
