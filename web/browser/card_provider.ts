// A card provider that takes no money, in the shape of Stripe Checkout: its API, its page to pay on
// and what it tells. What we send it has to be made of the fields that its own types know, and
// what it tells is signed by its own package.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import Stripe from "stripe";

export const key = "sk_test_of_a_browser";
export const secret = "whsec_of_a_browser";

type Session = Pick<
    Stripe.Checkout.Session,
    | "id"
    | "object"
    | "status"
    | "payment_status"
    | "payment_intent"
    | "client_reference_id"
    | "amount_total"
    | "currency"
    | "url"
> & { success_url: string; name: string };

// Our questions, as the provider's own types have them.
const pageFields = {
    mode: "payment",
    client_reference_id: "",
    allowed_payment_method_types: ["card"],
    adaptive_pricing: { enabled: false },
    line_items: [
        {
            quantity: 1,
            price_data: { currency: "", unit_amount: 1, product_data: { name: "" } },
        },
    ],
    payment_intent_data: { metadata: { payment: "" } },
    success_url: "",
    cancel_url: "",
    expires_at: 0,
} satisfies Stripe.Checkout.SessionCreateParams;
const refundFields = {
    payment_intent: "",
    amount: 1,
    metadata: { refund: "" },
} satisfies Stripe.RefundCreateParams;

/** `{ a: [{ b: 1 }] }` is sent as `a[0][b]=1`. */
function namesOf(value: unknown, at = ""): string[] {
    if (typeof value !== "object" || value === null) return [at];
    return Object.entries(value).flatMap(([name, inner]) =>
        namesOf(inner, at ? `${at}[${name}]` : name),
    );
}

function checkNames(form: URLSearchParams, fields: object): void {
    const sent = [...form.keys()].sort().join();
    const known = namesOf(fields).sort().join();
    if (sent !== known) throw new Error(`asked with ${sent} instead of ${known}`);
}

export interface CardProvider {
    url: string;
    /** Where the market hears of what happens. */
    tells: (market: string) => void;
    /** Refunds are refused from now on, with this word; null: they are made. */
    refuse: (why: string | null) => void;
    /** The bank of who paid last takes the money back. */
    dispute: () => Promise<void>;
    close: () => void;
}

export async function openCardProvider(): Promise<CardProvider> {
    const sessions = new Map<string, Session>();
    const stripe = new Stripe(key);
    let market = "";
    let refused: string | null = null;
    let url = "";

    const tell = async (type: Stripe.Event["type"], object: object) => {
        const payload = JSON.stringify({ id: "evt_1", object: "event", type, data: { object } });
        const signed = stripe.webhooks.generateTestHeaderString({ payload, secret });
        const answer = await fetch(`${market}/api/v1/payments/card/news`, {
            method: "POST",
            headers: { "Content-Type": "application/json", "Stripe-Signature": signed },
            body: payload,
        });
        if (answer.status !== 204) throw new Error(`${type}: ${await answer.text()}`);
    };

    const make = (form: URLSearchParams): Session => {
        checkNames(form, pageFields);
        const id = `cs_test_${sessions.size + 1}`;
        const price = "line_items[0][price_data]";
        const session: Session = {
            id,
            object: "checkout.session",
            status: "open",
            payment_status: "unpaid",
            payment_intent: null,
            client_reference_id: form.get("client_reference_id"),
            amount_total: Number(form.get(`${price}[unit_amount]`)),
            currency: form.get(`${price}[currency]`),
            url: `${url}/pay/${id}`,
            success_url: form.get("success_url") ?? "",
            name: form.get(`${price}[product_data][name]`) ?? "",
        };
        sessions.set(id, session);
        return session;
    };
    const refund = (form: URLSearchParams): [number, object] => {
        checkNames(form, refundFields);
        if (refused) return [400, { error: { code: refused } }];
        const metadata = { refund: form.get("metadata[refund]") };
        return [200, { id: "re_1", object: "refund", status: "succeeded", metadata }];
    };
    const answer = (method: string, path: string[], form: URLSearchParams): [number, object] => {
        if (path[1] === "refunds" && method === "GET") return [200, { object: "list", data: [] }];
        if (path[1] === "refunds") return refund(form);
        if (path.length === 3 && method === "POST") return [200, make(form)];
        const all = [...sessions.values()];
        if (path.length === 3) {
            const data = all.filter((one) => one.payment_intent === form.get("payment_intent"));
            return [200, { object: "list", data }];
        }
        const session = sessions.get(path[3] ?? "");
        if (!session) return [404, { error: { code: "resource_missing" } }];
        if (path[4] === "expire") session.status = "expired";
        return [200, session];
    };
    const show = async (method: string, session: Session, to: ServerResponse) => {
        if (method === "POST") {
            session.status = "complete";
            session.payment_status = "paid";
            session.payment_intent = `pi_${session.id}`;
            await tell("checkout.session.completed", session);
            return to.writeHead(303, { Location: session.success_url }).end();
        }
        const sum = ((session.amount_total ?? 0) / 100).toFixed(2);
        to.writeHead(200, { "Content-Type": "text/html" }).end(
            `<!doctype html><title>Pay</title><h1>${session.name}: ${sum}</h1>` +
                `<form method="post"><button>Pay by card</button></form>` +
                `<a href="${session.success_url}">Back</a>`,
        );
    };
    const serve = async (call: IncomingMessage, to: ServerResponse) => {
        const at = new URL(call.url ?? "/", url);
        const path = at.pathname.split("/").slice(1);
        const method = call.method ?? "GET";
        let body = "";
        for await (const part of call) body += String(part);
        const paid = path[0] === "pay" && sessions.get(path[1] ?? "");
        if (paid) return show(method, paid, to);
        const version = call.headers["stripe-version"];
        if (path[0] === "v1" && version !== Stripe.API_VERSION) throw new Error(`it is ${version}`);
        const known = call.headers.authorization === `Bearer ${key}`;
        const form = method === "GET" ? at.searchParams : new URLSearchParams(body);
        const [status, said] = known ? answer(method, path, form) : [401, {}];
        to.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(said));
    };

    const server = createServer((call, to) => {
        serve(call, to).catch((error: unknown) => to.writeHead(500).end(String(error)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
        url,
        tells: (to) => (market = to),
        refuse: (why) => (refused = why),
        dispute: async () => {
            const paid = [...sessions.values()].filter((one) => one.payment_intent).at(-1);
            if (!paid) throw new Error("nobody has paid");
            await tell("charge.dispute.funds_withdrawn", {
                id: `du_${paid.id}`,
                object: "dispute",
                amount: paid.amount_total,
                currency: paid.currency,
                payment_intent: paid.payment_intent,
                status: "needs_response",
            });
        },
        close: () => server.close(),
    };
}
