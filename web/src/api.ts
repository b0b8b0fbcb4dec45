// The JSON API as the app sees it: one type for each thing, and call(), the only place that fetches.

export interface Money {
    minor: number;
    currency: string;
}
/** ISO 8601 in UTC. */
export type Instant = string;
/** A civil day of the market's zone, "2030-01-15". */
export type Day = string;

export interface List<T> {
    items: T[];
    next: string | null;
}
export interface Person {
    id: string;
    handle: string;
    name: string;
}
export interface ShopRef {
    id: string;
    name: string;
}
export type Language = "en" | "zh";

export type PaymentMethod = "simulator" | "bank_transfer";
export type Card = "ok" | "declined" | "delayed" | "doubled" | "lost";
export interface Persona {
    handle: string;
    name: string;
    role: "buyer" | "seller" | "operator";
    password: string;
}
export interface Market {
    name: string;
    currency: string;
    zone: string;
    demo: boolean;
    personas: Persona[];
    needs_operator: boolean;
    payment_methods: PaymentMethod[];
}

export interface Me extends Person {
    language: Language;
    permissions: string[];
    shop: ShopRef | null;
}
export interface WhoAmI {
    member: Me | null;
}
export interface SessionView {
    id: string;
    device: string;
    address: string;
    created: Instant;
    seen: Instant;
    current: boolean;
}

export type Friendship = "self" | "none" | "requested" | "asked" | "friends";
export type FriendAct = "befriend" | "accept" | "decline" | "withdraw" | "unfriend";
export interface Profile extends Person {
    since: Instant;
    shop: ShopRef | null;
    friendship: Friendship;
    may: FriendAct[];
}
export interface FoundPerson extends Person {
    friendship: Friendship;
}
export interface Friend {
    member: Person;
    state: Friendship;
    since: Instant;
    may: FriendAct[];
}

export type Audience = "everybody" | "friends";
export interface Moment {
    id: string;
    author: Person;
    at: Instant;
    audience: Audience;
    text: string;
    listing: ListingCard | null;
    may: "delete"[];
}

export type ListingState =
    | "draft"
    | "checking"
    | "live"
    | "paused"
    | "reserved"
    | "sold_out"
    | "ended"
    | "held"
    | "removed";
export type ListingAct = "edit" | "publish" | "pause" | "resume" | "end" | "stock" | "buy";
export interface ListingCard {
    id: string;
    shop: ShopRef;
    seller: Person;
    title: string;
    price: Money;
    stock: number;
    state: ListingState;
    version: number;
    at: Instant;
    may: ListingAct[];
}
export interface Checked {
    what: string;
    by: string;
    at: Instant;
}
export interface Listing extends ListingCard {
    description: string;
    sku: string | null;
    audience: Audience;
    versions: number;
    checked: Checked[];
    unchecked: string[];
}
export interface ListingVersion {
    version: number;
    title: string;
    price: Money;
    at: Instant;
}
export interface Shop {
    id: string;
    name: string;
    owner: Person;
    since: Instant;
    state: "open" | "held";
    may: ("list" | "rename")[];
}

export interface RowProblem {
    row: number;
    field: string;
    code: string;
    value: string;
}
export interface Import {
    id: string;
    mode: "dry_run" | "apply";
    state: "queued" | "running" | "done" | "failed";
    rows_total: number;
    rows_done: number;
    created: number;
    changed: number;
    unchanged: number;
    refused: number;
    problems: RowProblem[];
    at: Instant;
    may: "apply"[];
}

export type OrderState =
    | "created"
    | "awaiting_payment"
    | "paid_held"
    | "accepted"
    | "ready"
    | "shipped"
    | "delivered"
    | "inspection"
    | "completed"
    | "cancelled"
    | "expired"
    | "refund_requested"
    | "agreed"
    | "refused"
    | "dispute"
    | "decided"
    | "chargeback";
export type OrderAct = "pay" | "cancel" | "accept" | "ship" | "deliver" | "confirm";
export type OrderRole = "buyer" | "seller" | "operator";
export type PaymentState =
    | "none"
    | "pending"
    | "captured"
    | "declined"
    | "awaiting_transfer"
    | "refunded"
    | "refund_pending";
export interface OrderLine {
    listing: string;
    version: number;
    title: string;
    quantity: number;
    unit_price: Money;
    total: Money;
}
export interface Share {
    purpose: string;
    amount: Money;
    rate_ppm: number;
    policy_version: number;
}
export interface OrderClock {
    what: "pay_by" | "accept_by" | "auto_confirm" | "ship_by";
    at: Instant;
}
export interface OrderStep {
    act: string;
    from: string;
    to: string;
    by: "buyer" | "seller" | "operator" | "clock" | "provider";
    at: Instant;
}
export interface Delivery {
    name: string;
    address: string;
}
export interface Order {
    id: string;
    state: OrderState;
    role: OrderRole;
    buyer: Person;
    seller: Person;
    shop: ShopRef;
    lines: OrderLine[];
    total: Money;
    held: Money;
    refunded: Money;
    shares: Share[];
    delivery: Delivery | null;
    payment: { method: PaymentMethod; state: PaymentState; reference: string | null };
    clock: OrderClock | null;
    tracking: string | null;
    /** Why it was cancelled, in the words of who did. */
    reason: string | null;
    placed_at: Instant;
    /** Only the order's own page has it; lists leave it out. */
    history?: OrderStep[];
    may: OrderAct[];
}
export type PaymentForm = { method: "simulator"; card: Card } | { method: "bank_transfer" };
export interface OrderForm {
    lines: { listing: string; version: number; quantity: number }[];
    delivery: Delivery;
    payment: PaymentForm;
}

export interface Balance {
    currency: string;
    available: Money;
    held: Money;
    owed: Money;
    next: { order: string; amount: Money; at: Instant | null }[];
}
export interface StatementLine {
    seq: string;
    at: Instant;
    purpose: string;
    order: string | null;
    amount: Money;
    balance: Money;
}

export interface Turnover {
    placed: Money;
    paid: Money;
    settled: Money;
    refunded: Money;
    net: Money;
    orders_placed: number;
    orders_paid: number;
    orders_settled: number;
    orders_refunded: number;
    commission: Money;
}
export interface DayTurnover extends Turnover {
    day: Day;
}
export interface DayReport {
    currency: string;
    zone: string;
    items: DayTurnover[];
    totals: Turnover;
    ledger: { equal: boolean; checked_at: Instant };
}
export interface ExpectedTransfer {
    order: string;
    reference: string;
    amount: Money;
    buyer: Person;
    placed_at: Instant;
}
export interface BankReceipt {
    id: string;
    matched: boolean;
    order: string | null;
    why: string;
    statement_line: string;
    reference: string;
    amount: Money;
    at: Instant;
}
/** A refund that the operator transfers by hand. */
export interface BankRefund {
    id: string;
    order: string;
    amount: Money;
    at: Instant;
}
export interface Policy {
    name: string;
    value: number;
    unit: string;
    version: number;
    /** null: the default that came with the program. */
    from: Instant | null;
    min: number;
    max: number;
}
export interface PolicyVersion {
    version: number;
    value: number;
    from: Instant | null;
    by: string;
    reason: string;
}
export interface KnownMember extends Person {
    since: Instant;
    permissions: string[];
}
export interface AuditEntry {
    at: Instant;
    who: string;
    permission: string;
    act: string;
    subject: string;
    reason: string;
}
export interface Ledger {
    accounts: { purpose: string; asset: string; balance: Money; count: number }[];
    sum_zero: boolean;
    chain: { batches: number; head: string; ok: boolean };
}

export type HintKind = "order" | "listing" | "feed" | "friend" | "money" | "import";
export interface Hint {
    kind: HintKind;
    subject: string;
}

export interface WrongField {
    field: string;
    code: string;
    args?: Record<string, string>;
    title: string;
}

/** A refusal of the server, or (status 0) no answer at all. `title` is a sentence for the reader. */
export class Problem extends Error {
    constructor(
        readonly status: number,
        readonly code: string,
        readonly title: string,
        readonly args: Readonly<Record<string, string>> = {},
        readonly fields: readonly WrongField[] = [],
        readonly retryAfter: number | null = null,
    ) {
        super(`${status} ${code}`);
    }

    /** Whether nobody knows if the act happened: the same key may and should be sent again. */
    get unknown(): boolean {
        return this.status === 0 || this.status >= 500;
    }
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export interface Ask {
    body?: unknown;
    /** One key for one intention; a repeated send of it must hand in the same one. */
    key?: string;
    signal?: AbortSignal;
}

let language: Language = "en";
/** From now on the server answers in this language. */
export function speak(chosen: Language): void {
    language = chosen;
}

/** A key for one intention. (randomUUID would want HTTPS; a market at home may have none.) */
export function freshKey(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Asks the server; throws Problem for every answer that is not a success. */
export async function call<T>(method: Method, path: string, ask: Ask = {}): Promise<T> {
    const headers: Record<string, string> = { "Accept-Language": language };
    if (method !== "GET") headers["Idempotency-Key"] = ask.key ?? freshKey();
    if (ask.body !== undefined) headers["Content-Type"] = "application/json";
    const request: RequestInit = { method, headers, credentials: "same-origin" };
    if (ask.body !== undefined) request.body = JSON.stringify(ask.body);
    if (ask.signal) request.signal = ask.signal;
    let answer: Response;
    try {
        answer = await fetch(`/api/v1${path}`, request);
    } catch {
        throw new Problem(0, "no_answer", "");
    }
    if (answer.status === 204) return undefined as T;
    const body: unknown = await answer.json().catch(() => null);
    if (answer.ok) return body as T;
    throw problem(answer, body);
}

function problem(answer: Response, body: unknown): Problem {
    const said = (body ?? {}) as Partial<Problem>;
    const after = Number(answer.headers.get("Retry-After"));
    return new Problem(
        answer.status,
        said.code ?? "no_sense",
        said.title ?? "",
        said.args ?? {},
        said.fields ?? [],
        after > 0 ? after : null,
    );
}
