// Who looks at which pages of the demo market. What the demo lacks is made here: a webhook of a
// seller and one of the market, an import, a promoter, a basket of two shops.

import { request, type APIRequestContext } from "@playwright/test";

import { bare, bought, desk, judged, judging, sold, strange, type Pages } from "../browser/pages";

const password = "fairground-demo";

/** Somebody of the demo market, over the API. */
export interface Persona {
    handle: string;
    api: <T>(method: string, path: string, data?: unknown) => Promise<T>;
    /** What a browser window of theirs begins with. */
    state: Awaited<ReturnType<APIRequestContext["storageState"]>>;
    id: string;
}

export interface Walk {
    /** Nobody is signed in where it is null. */
    who: Persona | null;
    pages: Pages;
    /** What the page is to show: what there is, what says that there is nothing, or no scripts. */
    shows: "goods" | "nothing" | "served";
}

async function signedIn(url: string, handle: string): Promise<Persona> {
    const context = await request.newContext({ baseURL: url });
    const api = async <T>(method: string, path: string, data?: unknown) => {
        const answer = await context.fetch(`/api/v1${path}`, {
            method,
            headers: { Origin: url, "Sec-Fetch-Site": "same-origin" },
            ...(data === undefined ? {} : { data }),
        });
        if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
        return (answer.status() === 204 ? undefined : await answer.json()) as T;
    };
    const exists = handle.startsWith("demo_");
    if (exists) await api("POST", "/sessions", { handle, password });
    else await api("POST", "/members", { handle, password, name: "Noor Bell", language: "en" });
    const { member } = await api<{ member: { id: string } }>("GET", "/me");
    return { handle, api, state: await context.storageState(), id: member.id };
}

interface Items<T> {
    items: T[];
}

interface Order {
    id: string;
    state: string;
    purchase: string | null;
    shop: { id: string };
    seller: { handle: string };
    lines: { listing: string }[];
    disputes: { id: string }[];
}

function first<T>(items: readonly T[], what: string): T {
    const [one] = items;
    if (one === undefined) throw new Error(`the demo market has no ${what}`);
    return one;
}

/** The orders of a member, one for each state they are in. */
async function ordersOf(who: Persona, role: "buyer" | "seller"): Promise<Order[]> {
    const { items } = await who.api<Items<Order>>("GET", `/orders?role=${role}&limit=100`);
    return [...new Map(items.map((order) => [order.state, order])).values()];
}

const asPages = (orders: readonly Order[], tag: string): Pages =>
    orders.map(({ state, id }) => [`${tag}-${state.replace("_", "-")}`, `/orders/${id}`] as const);

async function disputed(who: Persona, role: "buyer" | "seller", tag: string): Promise<Pages> {
    const { items } = await who.api<Items<Order>>("GET", `/orders?role=${role}&limit=100`);
    const order = first(
        items.filter(({ disputes }) => disputes.length > 0),
        "dispute",
    );
    return [
        [`${tag}-order`, `/orders/${order.id}`],
        [tag, `/disputes/${first(order.disputes, "dispute").id}`],
    ];
}

/** The webhook of a program that nobody runs. */
async function webhook(who: Persona, path: string, more: object = {}): Promise<string> {
    const made = await who.api<{ webhook: { id: string } }>("POST", path, {
        url: "http://127.0.0.1:9/hooks",
        description: "Parcel labels",
        kinds: ["order_paid", "order_shipped"],
        ...more,
    });
    return made.webhook.id;
}

const csv = [
    "sku,title,description,price,stock",
    "T-1,Tea bowl,Thrown in March,12.50,3",
    "T-2,Tea caddy,With a lid,28.00,1",
    "T-3,,Nobody said what it is,9.00,2",
    "T-4,Tea tray,Cherry wood,thirty,2",
].join("\n");

async function buying(mei: Persona): Promise<Pages> {
    const { items } = await mei.api<Items<Order>>("GET", "/orders?role=buyer&limit=100");
    const done = first(
        items.filter(({ state }) => state === "completed"),
        "order that is done",
    );
    const listing = first(done.lines, "line").listing;
    const rules = await mei.api<{ rules_version: number }>("GET", "/me/promoting");
    await mei.api("POST", "/me/promoting", { rules: rules.rules_version });
    return [
        ...bought({
            listing,
            word: "tea",
            shop: done.shop.id,
            person: done.seller.handle,
            order: done.id,
        }),
        ...asPages(await ordersOf(mei, "buyer"), "order"),
        ...(await disputed(mei, "buyer", "dispute")),
        ["basket", "/basket"],
        ["promote", "/promote"],
        ["reports", "/reports"],
        ["notices-buyer", "/notices"],
        ["search-begin-member", "/search"],
        ["search-filtered", "/search?q=bowl&sort=price_up&free_postage=1"],
    ];
}

async function selling(ben: Persona): Promise<Pages> {
    const orders = await ordersOf(ben, "seller");
    const order = first(orders, "order that was sold");
    const made = await ben.api<{ id: string }>("POST", "/imports", { csv, audience: "everybody" });
    return [
        ...sold({ listing: first(order.lines, "line").listing, order: order.id }),
        ...asPages(orders, "sold"),
        ["pick-list", "/orders/sold/pick-list"],
        ["import-rows", `/stall/import/${made.id}`],
        ["webhook", `/settings/webhooks/${await webhook(ben, "/me/webhooks")}`],
        ["settings-seller", "/settings"],
        ["notices-choices-seller", "/notices/choices"],
    ];
}

async function moderating(vera: Persona): Promise<{ mine: Pages; decided: string }> {
    const waiting = await vera.api<Items<{ id: string; kind: string }>>("GET", "/cases");
    const over = await vera.api<Items<{ id: string }>>("GET", "/cases?list=decided");
    const open = first(waiting.items, "case");
    const decided = first(over.items, "case that is decided").id;
    for (const { id } of waiting.items.slice(0, 2))
        await vera.api("POST", `/cases/${id}/take`).catch(() => undefined);
    const quarrel = waiting.items.find(({ kind }) => kind === "dispute");
    return {
        mine: [
            ...judging({ open: open.id, decided }),
            ...(quarrel ? [["case-dispute", `/cases/${quarrel.id}`] as const] : []),
        ],
        decided,
    };
}

export async function plan(url: string): Promise<Walk[]> {
    const someone = (handle: string) => signedIn(url, handle);
    const [mei, ben, lin] = [
        await someone("demo_mei"),
        await someone("demo_ben"),
        await someone("demo_lin"),
    ];
    const [ava, vera, olga] = [
        await someone("demo_ava"),
        await someone("demo_vera"),
        await someone("demo_olga"),
    ];
    const { mine } = await moderating(vera);
    const told = await ava.api<Items<{ id: string }>>("GET", "/statements");
    const hook = await webhook(olga, "/operator/webhooks", { reason: "Books" });
    const noor = await someone("noor_bell");
    const found = await noor.api<Items<{ id: string; shop: { id: string } }>>(
        "GET",
        "/search?q=tea",
    );
    const { id: listing, shop } = first(found.items, "tea");
    return [
        { who: null, pages: strange, shows: "goods" },
        {
            who: null,
            pages: [
                ["served-front", "/"],
                ["served-listing", `/listings/${listing}`],
                ["served-shop", `/shops/${shop.id}`],
                ["served-nothing", "/listings/1"],
            ],
            shows: "served",
        },
        {
            who: null,
            pages: [
                ["stranger-listing", `/listings/${listing}`],
                ["stranger-shop", `/shops/${shop.id}`],
                ["stranger-search", "/search?q=tea"],
                ["stranger-basket", "/basket"],
                ["stranger-fees", "/fees"],
                ["stranger-policies", "/policies"],
            ],
            shows: "goods",
        },
        { who: noor, pages: bare, shows: "nothing" },
        { who: mei, pages: await buying(mei), shows: "goods" },
        { who: ben, pages: await selling(ben), shows: "goods" },
        { who: lin, pages: await disputed(lin, "seller", "sold-dispute"), shows: "goods" },
        {
            who: ava,
            pages: judged({ decided: first(told.items, "statement").id }),
            shows: "goods",
        },
        { who: vera, pages: mine, shows: "goods" },
        {
            who: olga,
            pages: [...desk, ["market-webhook", `/operator/webhooks/${hook}`]],
            shows: "goods",
        },
    ];
}
