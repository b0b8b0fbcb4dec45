// The JSON API. Written by tools/write-api from what the program says of itself: change the structs
// there, not this file.

/** A 64-bit number as text: JavaScript would round it. */
export type Id = string;
/** ISO 8601 in UTC. */
export type Instant = string;

export interface AboutView {
    kind: SubjectKind;
    id: Id;
    version: number;
    title: string;
}

export interface AccountsView {
    purpose: Holding;
    asset: string;
    balance: Money;
    count: number;
}

export interface AcquaintanceView {
    id: Id;
    handle: string;
    name: string;
    friendship: Friendship;
}

export type Act =
    | "place"
    | "paid"
    | "accept"
    | "prepare"
    | "ship"
    | "deliver"
    | "inspect"
    | "confirm"
    | "cancel"
    | "expire"
    | "lapse"
    | "auto_confirm"
    | "ask_refund"
    | "agree"
    | "refuse"
    | "withdraw"
    | "escalate"
    | "uphold"
    | "dismiss"
    | "appeal"
    | "charge_back"
    | "win_back"
    | "charge_final";

export interface AgreedForm {
    shop: Id;
    version: number;
}

export interface AgreedView {
    conditions: Conditions | null;
    pickup_hours: string;
    pickup_place: string;
}

export interface AnswerView {
    text: string;
    at: Instant;
}

export interface AppealView {
    against: number;
    role: CaseRole;
    at: Instant;
    words: string;
    appellant: Person | null;
}

export type Audience = "everybody" | "friends";

export interface Audit {
    assets_unbalanced: number;
    transfers_unbalanced: number;
    accounts_wrong: number;
    postings_wrong: number;
    accounts_too_low: number;
    links_broken: number;
}

export interface AuditView {
    at: Instant;
    who: string;
    permission: string;
    act: string;
    subject: string;
    reason: string;
    before: string | null;
    after: string | null;
}

export interface BankAccountView {
    account: string;
}

export interface BankRefundView {
    id: Id;
    order: Id;
    amount: Money;
    at: Instant;
}

export interface BlockView {
    member: Person;
    since: Instant;
}

export interface CameFrom {
    door: Door;
    thing: Id;
}

export type Card = "ok" | "declined" | "delayed" | "doubled" | "lost" | "charged_back";

export type CaseAct =
    | "report"
    | "begin"
    | "take"
    | "put_back"
    | "hold"
    | "hold_ended"
    | "decide"
    | "appeal"
    | "judge"
    | "lapse"
    | "bring"
    | "end";

export interface CaseCard {
    id: Id;
    kind: CaseKind;
    about: AboutView;
    party: Person;
    source: NoticedBy;
    rule: RuleView;
    reports: number;
    state: CaseState;
    in_force: Measure | null;
    outcome: Measure | null;
    opened: Instant;
    due: Instant;
    late: boolean;
    assignee: Person | null;
    waits_for_judge: boolean;
    claimant: Person | null;
    disputed: Money | null;
}

export type CaseKind = "report" | "dispute";

export type CaseMay = "take" | "put_back" | "hold" | "decide";

export type CaseQueue = "to_do" | "late" | "appeals" | "mine" | "decided";

export interface CaseReportView {
    reporter: Person;
    rule: RuleView;
    words: string;
    at: Instant;
    version: number;
}

export type CaseRole = "reporter" | "moderator" | "party" | "clock" | "claimant";

export type CaseState = "waiting" | "open" | "decided" | "appealed" | "final";

export interface CaseView {
    summary: CaseCard;
    reports: CaseReportView[];
    decisions: DecisionView[];
    appeals: AppealView[];
    log: LogView[];
    taken_until: Instant | null;
    may: CaseMay[];
}

export interface CategoryView {
    listing: Id;
    category: string;
    title: string;
    seller: Person;
}

export interface Cause {
    order: Id | null;
    amount: Money;
    at: Instant;
}

export interface ChainView {
    batches: number;
    head: string;
    ok: boolean;
}

export interface ChargebackView {
    id: Id;
    reference: string;
    state: Claim;
    amount: Money;
    gone: Money;
    at: Instant;
    changed_at: Instant;
    orders: ChargedOrderView[];
}

export interface ChargedOrderView {
    order: Id;
    state: State;
    lost: Money;
}

export interface CheckedView {
    what: string;
    by: string;
    at: Instant;
}

export interface ChoiceView {
    kind: NoticeKind;
    in_app: boolean;
    mail: boolean;
}

export type Claim = "taken" | "won" | "lost";

export interface ClockTrial {
    running: number;
    over: number;
}

export type ClockWord = "pay_by" | "accept_by" | "auto_confirm" | "ship_by" | "answer_by";

export interface ClosedView {
    cases: number;
}

export type CommaFormat = "fairground" | "shopify";

export interface CommissionTrialView {
    days: number;
    orders: number;
    all: boolean;
    sold: Money;
    now: Money;
    then: Money;
    examples: TrialOrderView[];
}

export interface Conditions {
    version: number;
    text: string;
    since: Instant;
}

export interface Count {
    count: number;
    more: boolean;
}

export type DatedBy = "books" | "order";

export type Dealing = "ordinary" | "self_dealing";

export interface DecisionView {
    number: number;
    measure: Measure;
    rule: RuleView;
    facts: string;
    source: NoticedBy;
    automated_detection: boolean;
    automated_decision: boolean;
    scope: MeasureScope;
    at: Instant;
    until: Instant | null;
    appeal_until: Instant | null;
    decider: Person | null;
    given: Money | null;
}

export type DeliveryFailure =
    | "answered"
    | "redirected"
    | "gone"
    | "timed_out"
    | "no_such_host"
    | "no_connection"
    | "not_trusted"
    | "not_outside"
    | "cut_short";

export interface DeliveryForm {
    name: string;
    address?: string | null;
    country?: string | null;
}

export type DeliveryState = "waiting" | "delivered" | "dead";

export interface DeliveryView {
    id: Id;
    event_id: string;
    kind: HookKind;
    event_time: Instant;
    state: DeliveryState;
    tries: number;
    made: Instant;
    next_try: Instant | null;
    last_try: Instant | null;
    status: number | null;
    failure: DeliveryFailure | null;
    took_millis: number;
    replay: boolean;
}

export type Direction = "debit" | "credit";

export type DisputeState =
    | "open"
    | "heard"
    | "decided"
    | "appealed"
    | "final"
    | "given_in"
    | "withdrawn"
    | "over";

export interface DisputeView {
    dispute: OrderDisputeView;
    order: OrderView;
    refund: OrderRefundView;
    evidence: EvidenceView[];
    decisions: DecisionView[];
    appeals: AppealView[];
    judge_by: Instant | null;
    late: boolean;
    waits_for_judge: boolean;
    may: OrderMay[];
}

export type DocumentBox = "received" | "issued";

export type DocumentKind =
    | "receipt"
    | "receipt_credit"
    | "fee_invoice"
    | "fee_credit"
    | "statement";

export interface DocumentView {
    id: Id;
    kind: DocumentKind;
    number: string;
    issued_at: Instant;
    issuer: Person | null;
    recipient: Person;
    order: Id | null;
    corrects: Id | null;
    month: string | null;
    net: Money;
    vat: Money;
    total: Money;
}

export type Door = "listing" | "shop" | "post";

export type Earning = "pending" | "frozen" | "payable" | "paid" | "reversed";

export interface EarningView {
    id: Id;
    level: Level;
    state: Earning;
    amount: Money;
    gone: Money;
    loss: Loss | null;
    day: Instant;
    until: Instant | null;
}

export type EndpointState = "on" | "off" | "failed";

export interface EnteredView {
    entered: number;
    read: number;
}

export interface EvidenceView {
    number: number;
    by: Party;
    at: Instant;
    words: string | null;
    pictures: PictureView[];
}

export interface ExchangeRateView {
    id: Id;
    base: string;
    quote: string;
    day: string;
    rate: string;
    source: string;
    at: Instant;
    entered_by: Person;
}

export interface Exhibit {
    id: Id;
    shop: ShopRef;
    seller: Person;
    title: string;
    text: string;
    price: Money;
    state: ListingState;
    version: number;
    audience: Audience;
    at: Instant;
    pictures: PictureView[];
}

export interface ExpectedTransferView {
    order: Id;
    reference: string;
    amount: Money;
    buyer: Person;
    placed_at: Instant;
    orders: Id[];
}

export interface FacetsView {
    in_stock: number;
    friends: number;
    everybody: number;
    ship: number;
    pick_up: number;
    prices: PriceChoice[];
    shops: ShopChoice[];
}

export type Fate =
    | "paid"
    | "returned"
    | "known"
    | "unknown"
    | "amount_differs"
    | "twice"
    | "not_sent"
    | "kept"
    | "contradicts"
    | "no_return";

export interface FeeExampleView {
    amount: Money;
    category: string;
    tier: string;
    on: Instant;
    version: number;
    row: number;
    rate_ppm: number;
    fee: Money;
    vat_ppm: number;
    vat: Money;
    seller: Money;
}

export interface FeeRowForm {
    category: string;
    tier: string;
    rate_ppm: number;
    lowest: number;
    most?: number | null;
}

export interface FeeRowView {
    category: string;
    tier: string;
    rate_ppm: number;
    lowest: Money;
    most: Money | null;
}

export interface FeeTableView {
    version: number;
    from: Instant;
    set_at: Instant;
    reason: string;
    rows: FeeRowView[];
}

export type FeeTax = "out" | "in";

export interface FeeTierView {
    seller: Person;
    tier: string;
    since: Instant;
    reason: string;
}

export interface FeesView {
    currency: string;
    plain_ppm: number;
    plain_version: number;
    vat_ppm: number;
    notice_days: number;
    table: FeeTableView | null;
    coming: FeeTableView | null;
}

export interface FiguresView {
    placed: Money;
    paid: Money;
    settled: Money;
    refunded: Money;
    net: Money;
    commission: Money;
    fee_tax: Money;
    orders_placed: number;
    orders_paid: number;
    orders_settled: number;
    orders_refunded: number;
}

export type FirstStep = "market" | "joining" | "earning" | "paying" | "mail" | "invite";

export type FriendAct = "befriend" | "accept" | "decline" | "withdraw" | "unfriend";

export type FriendList = "friends" | "asked" | "requested";

export interface FriendView {
    member: Person;
    state: Friendship;
    since: Instant | null;
    may: FriendAct[];
}

export type Friendship = "self" | "none" | "requested" | "asked" | "friends";

export interface GoodsRef {
    id: Id;
    title: string;
}

export interface HandoverForm {
    ways: Ways;
    area?: string | null;
    place?: string | null;
    regions?: string[] | null;
    ahead?: Instant | null;
}

export interface HandoverView {
    ways: Ways;
    area: string;
    place: string | null;
    regions: string[];
    ahead: Instant | null;
}

export interface Health {
    due: number;
    late: number;
    failing: number;
    dead: number;
    failing_since: Instant | null;
    due_since: Instant | null;
}

export interface Hint {
    kind: HintKind;
    subject: string;
}

export type HintKind =
    | "order"
    | "listing"
    | "feed"
    | "friend"
    | "money"
    | "import"
    | "case"
    | "notice"
    | "offer";

export type Holding =
    | "outside"
    | "hold"
    | "available"
    | "commission"
    | "suspense"
    | "debt"
    | "payout"
    | "disputed"
    | "fee_vat"
    | "frozen";

export interface Holiday {
    from: Instant;
    until: Instant;
    note: string;
}

export type HookKind =
    | "ping"
    | "order_placed"
    | "order_paid"
    | "order_accepted"
    | "order_shipped"
    | "order_delivered"
    | "order_settled"
    | "order_released"
    | "order_refunded"
    | "order_cancelled"
    | "order_expired"
    | "order_charged_back"
    | "order_won_back"
    | "order_refund_asked"
    | "order_refund_agreed"
    | "order_refund_refused"
    | "order_refund_withdrawn"
    | "order_withdrawn"
    | "order_dispute_opened"
    | "order_dispute_answered"
    | "order_dispute_passed"
    | "order_dispute_buyer_said"
    | "order_dispute_seller_said"
    | "order_dispute_decided"
    | "order_dispute_appealed"
    | "order_dispute_closed"
    | "listing_published"
    | "listing_changed"
    | "listing_paused"
    | "listing_sold_out"
    | "listing_back"
    | "listing_held"
    | "listing_removed"
    | "listing_ended"
    | "stock_set"
    | "question_asked"
    | "review_written"
    | "payout_paid"
    | "payout_returned"
    | "shop_opened"
    | "shop_closed"
    | "shop_reopened"
    | "member_joined"
    | "member_left"
    | "offer_made"
    | "offer_countered"
    | "offer_accepted"
    | "offer_declined"
    | "offer_withdrawn"
    | "offer_expired"
    | "offer_ordered"
    | "offer_paid";

export interface HookKindView {
    kind: HookKind;
    market_only: boolean;
}

export type ImportMay = "apply";

export type ImportMode = "dry_run" | "apply";

export type ImportState = "queued" | "running" | "done" | "failed";

export interface ImportView {
    id: Id;
    mode: ImportMode;
    state: ImportState;
    rows_total: number;
    rows_done: number;
    created: number;
    changed: number;
    unchanged: number;
    refused: number;
    pictures_left_out: number;
    problems: RowProblem[];
    left_out: LeftOut[];
    at: Instant;
    may: ImportMay[];
}

export interface InCurrencyView {
    currency: string;
    figures: FiguresView;
}

export interface Instead {
    q: string;
    count: Count;
}

export interface InvitationView {
    link: TokenLook;
}

export interface IsSaved {
    listing: Id;
    saved: boolean;
}

export type Kept = "nothing" | "books" | "record" | "numbers" | "briefly";

export type Kind = "placed" | "paid" | "settled" | "refunded";

export type Language = "en" | "zh";

export interface LeavingView {
    obstacles: ObstacleView[];
    goes: Topic[];
    stays: StaysView[];
}

export interface LedForm {
    shop: Id;
    from?: CameFrom | null;
    share?: string | null;
}

export interface LedgerCheck {
    equal: boolean;
    checked_at: Instant;
}

export interface LedgerView {
    accounts: AccountsView[];
    sum_zero: boolean;
    chain: ChainView;
    audit: Audit;
}

export interface LeftOut {
    row: number;
    pictures: number;
}

export interface LeftStep {
    step: FirstStep;
    how: StepLeft;
    at: Instant;
}

export type Level = "first" | "second";

export interface LimitTrialView {
    members: number;
}

export interface ListingCard {
    id: Id;
    shop: ShopRef;
    seller: Person;
    title: string;
    price: Money;
    stock: number;
    state: ListingState;
    version: number;
    at: Instant;
    rating: RatingView;
    variant: string;
    picture: PictureView | null;
    closed_until: Instant | null;
    handover: HandoverView;
    may: ListingMay[];
}

export type ListingMay = "edit" | "publish" | "pause" | "resume" | "end" | "stock" | "buy";

export interface ListingOffersView {
    taken: boolean;
    mine: OfferView | null;
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

export interface ListingVersionView {
    version: number;
    title: string;
    price: Money;
    at: Instant;
}

export interface ListingView {
    id: Id;
    shop: ShopRef;
    seller: Person;
    title: string;
    price: Money;
    stock: number;
    state: ListingState;
    version: number;
    at: Instant;
    rating: RatingView;
    variant: string;
    picture: PictureView | null;
    closed_until: Instant | null;
    handover: HandoverView;
    may: ListingMay[];
    description: string;
    sku: string | null;
    audience: Audience;
    versions: number;
    checked: CheckedView[];
    unchecked: string[];
    pictures: PictureView[];
    price_before: Money | null;
    variants: VariantView[];
    terms: Terms;
    postage: PostageView | null;
    conditions: number;
    open_pickup: OpenPickupView;
}

export interface LogView {
    seq: number;
    at: Instant;
    act: CaseAct;
    role: CaseRole;
    member: Person | null;
    from: CaseState;
    to: CaseState;
    digest: string;
}

export type Loss = "called_off" | "given_back" | "not_counted";

export interface MadeTokenView {
    id: Id;
    name: string;
    scopes: string[];
    created: Instant;
    expires: Instant;
    token: string;
}

export interface MadeWebhookView {
    webhook: WebhookView;
    secret: string;
}

export interface MailView {
    address: string | null;
    pending: string | null;
}

export type MarketText = "name" | "language" | "account" | "invitation";

export interface MarketView {
    name: string;
    currency: string;
    zone: string;
    demo: boolean;
    personas: Persona[];
    needs_operator: boolean;
    payment_methods: Method[];
    language: Language;
    who_may_join: WhoMayJoin;
}

export interface MeMember {
    id: Id;
    handle: string;
    name: string;
    language: Language;
    permissions: string[];
    shop: ShopLink | null;
}

export interface MeView {
    member: MeMember | null;
}

export type Measure = "leave" | "hold" | "take_down" | "refund" | "refund_part" | "release";

export type MeasureScope = "market" | "order";

export interface MemberView {
    id: Id;
    handle: string;
    name: string;
    since: Instant;
    permissions: string[];
}

export type Method = "simulator" | "bank_transfer";

export type MomentMay = "delete";

export interface MomentView {
    id: Id;
    author: Person;
    at: Instant;
    audience: Audience;
    text: string;
    listing: ListingCard | null;
    may: MomentMay[];
}

export interface Money {
    minor: number;
    currency: string;
}

export interface MoneyView {
    currency: string;
    available: Money;
    held: Money;
    owed: Money;
    next: Next[];
    debt: Money;
    debt_for: Cause[];
    disputed: Money;
}

export interface Next {
    order: Id;
    amount: Money;
    at: Instant | null;
}

export type NoticeKind =
    | "mail_wanted"
    | "mail_replaced"
    | "reset_wanted"
    | "password_changed"
    | "device_new"
    | "order_paid"
    | "order_called_off"
    | "order_settled"
    | "order_accepted"
    | "order_cancelled"
    | "order_expired"
    | "order_shipped"
    | "order_delivered"
    | "order_refunded"
    | "order_charged_back"
    | "order_won_back"
    | "refund_asked"
    | "refund_agreed"
    | "refund_refused"
    | "refund_unanswered"
    | "purchase_withdrawn"
    | "dispute_opened"
    | "dispute_answered"
    | "dispute_passed"
    | "dispute_said"
    | "dispute_decided"
    | "dispute_appealed"
    | "dispute_closed"
    | "question_asked"
    | "question_answered"
    | "review_written"
    | "review_answered"
    | "friendship_asked"
    | "friends_made"
    | "case_held"
    | "case_decided"
    | "report_decided"
    | "payout_account_changed"
    | "payout_paid"
    | "payout_returned"
    | "promotion_earned"
    | "promotion_payable"
    | "promotion_reversed"
    | "webhook_failed"
    | "offer_made"
    | "offer_countered"
    | "offer_accepted"
    | "offer_declined"
    | "offer_withdrawn"
    | "offer_expired";

export interface NoticeView {
    seq: number;
    kind: NoticeKind;
    text: string;
    path: string;
    at: Instant;
    unread: boolean;
}

export type NoticedBy = "report" | "moderator" | "claimant";

export interface ObstacleView {
    code: string;
    detail: string;
}

export type Occasion = "scheduled" | "by_hand" | "asked" | "leaving";

export interface OfCategoryView {
    category: string;
    figures: FiguresView;
}

export type OfferAct =
    | "offer"
    | "counter"
    | "accept"
    | "decline"
    | "withdraw"
    | "order"
    | "pay"
    | "lapse"
    | "fail";

export type OfferMay = "accept" | "counter" | "decline" | "withdraw" | "buy";

export type OfferParty = "buyer" | "seller" | "clock";

export type OfferSide = "buyer" | "seller";

export type OfferState =
    | "offered"
    | "countered"
    | "accepted"
    | "ordered"
    | "paid"
    | "declined"
    | "expired"
    | "withdrawn";

export interface OfferStepView {
    act: OfferAct;
    party: OfferParty;
    price: Money;
    at: Instant;
}

export interface OfferView {
    id: Id;
    state: OfferState;
    role: OfferParty;
    buyer: Person;
    seller: Person;
    shop: ShopRef;
    listing: Id;
    version: number;
    title: string;
    picture: PictureView | null;
    quantity: number;
    price: Money;
    listed: Money;
    total: Money;
    until: Instant | null;
    order: Id | null;
    at: Instant;
    history: OfferStepView[];
    may: OfferMay[];
}

export interface OpenPickupView {
    hours: string;
    place: string;
}

export type Order = "relevance" | "newest" | "price_up" | "price_down" | "best_rated";

export interface OrderClockView {
    what: ClockWord;
    at: Instant;
}

export interface OrderDeliveryView {
    name: string;
    address: string;
    country: string;
}

export interface OrderDisputeView {
    id: Id;
    refund: Id;
    state: DisputeState;
    disputed: Money;
    frozen: Money;
    given: Money;
    at: Instant;
    answer_by: Instant | null;
    decided_at: Instant | null;
    appeal_until: Instant | null;
    ended_at: Instant | null;
}

export interface OrderFeeView {
    version: number;
    row: number;
    category: string;
    tier: string;
    rate_ppm: number;
    lowest: Money;
    most: Money | null;
    goods: Money;
    amount: Money;
}

export interface OrderLineForm {
    listing: Id;
    version: number;
    quantity: number;
}

export interface OrderLineView {
    listing: Id;
    version: number;
    title: string;
    quantity: number;
    unit_price: Money;
    total: Money;
    picture: PictureView | null;
    line: number;
    returned: number;
}

export type OrderMay =
    | "pay"
    | "cancel"
    | "accept"
    | "ship"
    | "deliver"
    | "confirm"
    | "ask_refund"
    | "withdraw_refund"
    | "agree_refund"
    | "refuse_refund"
    | "refund"
    | "open_dispute"
    | "answer_dispute"
    | "add_evidence"
    | "give_in"
    | "withdraw_dispute"
    | "appeal_dispute"
    | "withdraw_purchase";

export interface OrderOfView {
    order: Id;
    at: Instant;
    amount: Money;
    commission: Money;
    shop: string;
    buyer: string;
}

export interface OrderPaymentView {
    method: Method;
    state: PaymentLook;
    reference: string | null;
}

export interface OrderPostageView {
    line: number;
    price: Money;
    returned: boolean;
}

export interface OrderPurchaseView {
    id: Id;
    orders: PurchaseOrderView[];
    total: Money;
    due: Money;
}

export interface OrderRefundView {
    id: Id;
    by: Party;
    cause: RefundCause;
    state: RefundState;
    asked: Money;
    amount: Money;
    after_settling: boolean;
    lines: RefundLine[];
    buyer_words: string | null;
    seller_words: string | null;
    at: Instant;
    due: Instant | null;
    answered_at: Instant | null;
    answered_by: Party | null;
    arrived: boolean;
}

export interface OrderReviewView {
    line: number;
    listing: GoodsRef;
    review: ReviewView | null;
    writable: boolean;
}

export interface OrderReviewsView {
    items: OrderReviewView[];
}

export interface OrderShareView {
    purpose: string;
    amount: Money;
    rate_ppm: number;
    policy_version: number;
    back: Money;
}

export interface OrderStepView {
    act: Act;
    from: State;
    to: State;
    by: Party;
    at: Instant;
}

export interface OrderView {
    id: Id;
    state: State;
    role: Role;
    buyer: Person;
    seller: Person;
    shop: ShopRef;
    lines: OrderLineView[];
    total: Money;
    held: Money;
    refunded: Money;
    shares: OrderShareView[];
    delivery: OrderDeliveryView | null;
    payment: OrderPaymentView;
    clock: OrderClockView | null;
    tracking: string | null;
    reason: string | null;
    placed_at: Instant;
    history: OrderStepView[];
    may: OrderMay[];
    refunds: OrderRefundView[];
    refundable_until: Instant | null;
    way: Way;
    promised: Instant | null;
    pickup: PickupView[];
    disputes: OrderDisputeView[];
    fees: OrderFeeView[];
    purchase: OrderPurchaseView | null;
    postage: OrderPostageView | null;
}

export type Party = "buyer" | "seller" | "clock" | "provider" | "operator" | "moderator";

export interface PaymentForm {
    method: Method;
    card?: Card | null;
}

export type PaymentLook =
    | "none"
    | "pending"
    | "captured"
    | "declined"
    | "awaiting_transfer"
    | "refunded"
    | "refund_pending"
    | "charged_back";

export interface PayoutAccountView {
    holder: string;
    iban: string;
    named_at: Instant;
    refused: string | null;
}

export interface PayoutEntryView {
    id: Id;
    direction: Direction;
    amount: Money;
    end_to_end: string;
    said: string;
    why: Fate;
    at: Instant;
}

export interface PayoutHoldView {
    why: PayoutWhy;
    amount: Money;
    until: Instant | null;
    policy: string | null;
    policy_version: number | null;
}

export type PayoutLook = "waiting" | "filed" | "with_bank" | "paid" | "returned";

export type PayoutMay = "ask" | "leave" | "choose";

export type PayoutRunMay = "hand_over" | "settle";

export interface PayoutRunView {
    id: Id;
    occasion: Occasion;
    state: RunState;
    payouts: number;
    open: number;
    amount: Money;
    at: Instant;
    handed_at: Instant | null;
    may: PayoutRunMay[];
}

export interface PayoutSourceView {
    holder: string | null;
    iban: string | null;
    named_at: Instant | null;
}

export interface PayoutStatementView {
    id: Id;
    name: string;
    done: boolean;
    entries: number;
    paid: number;
    returned: number;
    known: number;
    unfit: number;
    others: number;
    at: Instant;
}

export interface PayoutView {
    id: Id;
    state: PayoutLook;
    occasion: Occasion;
    amount: Money;
    holder: string;
    iban: string;
    at: Instant;
    ended_at: Instant | null;
    reason: string | null;
}

export type PayoutWhy =
    | "nothing"
    | "below_zero"
    | "empty"
    | "market_not_ready"
    | "no_account"
    | "account_refused"
    | "account_rests"
    | "below_minimum"
    | "not_yet";

export interface PayoutsStandingView {
    available: Money;
    on_its_way: Money;
    paid: Money;
    minimum: Money;
    schedule: Schedule;
    chosen: boolean;
    account: PayoutAccountView | null;
    hold: PayoutHoldView | null;
    next_run: Instant;
    rest_days: number;
    may: PayoutMay[];
}

export interface PeriodView {
    from: string;
    to: string;
    placed: Money;
    paid: Money;
    settled: Money;
    refunded: Money;
    net: Money;
    commission: Money;
    fee_tax: Money;
    orders_placed: number;
    orders_paid: number;
    orders_settled: number;
    orders_refunded: number;
}

export interface Person {
    id: Id;
    handle: string;
    name: string;
}

export interface Persona {
    handle: string;
    name: string;
    role: PersonaRole;
    password: string;
}

export type PersonaRole = "buyer" | "seller" | "moderator" | "operator";

export interface PickupView {
    area: string;
    place: string;
}

export interface PictureSize {
    width: number;
    height: number;
    url: string;
}

export interface PictureView {
    id: Id;
    width: number;
    height: number;
    sizes: PictureSize[];
}

export interface PolicyVersionView {
    version: number;
    value: number;
    from: Instant | null;
    by: string;
    reason: string;
}

export interface PolicyView {
    name: string;
    value: number;
    unit: string;
    version: number;
    from: Instant | null;
    min: number;
    max: number;
}

export interface PostageRateForm {
    country: string;
    price: Money;
    free_from?: Money | null;
}

export interface PostageRateView {
    country: string;
    price: Money;
    free_from: Money | null;
}

export interface PostageView {
    price: Money;
    free_from: Money | null;
    countries: PostageRateView[];
}

export interface PostedView {
    id: Id;
    author: Person;
    at: Instant;
    audience: Audience;
    text: string;
    listing: null;
    may: MomentMay[];
}

export interface PriceChoice {
    from: Money;
    to: Money | null;
    count: number;
}

export interface Problem {
    type: string;
    status: number;
    code: string;
    title: string;
    request?: string;
    args?: Record<string, string>;
    fields?: { field: string; code: string; title: string; args?: Record<string, string> }[];
}

export interface ProfileView {
    id: Id;
    handle: string;
    name: string;
    since: Instant;
    shop: ShopRef | null;
    friendship: Friendship;
    blocked: boolean;
    may: FriendAct[];
}

export interface PromoterView {
    id: Id;
    member: Person;
    since: Instant;
    recruits: number;
    brought: boolean;
    suspended_at: Instant | null;
    suspended_because: string;
}

export interface PromotingView {
    open: boolean;
    promotes: boolean;
    since: Instant | null;
    suspended_at: Instant | null;
    suspended_because: string | null;
    brought: boolean;
    recruits: number;
    rules_version: number;
    link_days: number;
    inspection_days: number;
    units_most: number;
    sums: Sum[];
}

export type PromotionMay = "nothing" | "share" | "join" | "set";

export interface PromotionView {
    listing: Id;
    first_ppm: number;
    each: Money;
    may: PromotionMay;
    link: TokenLook | null;
    rate: RateView | null;
}

export interface PurchaseOrderView {
    order: Id;
    shop: ShopRef;
    state: State;
    total: Money;
    unpaid: boolean;
}

export interface PurchaseView {
    orders: OrderView[];
    total: Money;
}

export type Purpose =
    | "capture"
    | "settle"
    | "refund"
    | "receipt"
    | "correction"
    | "payout"
    | "payout_paid"
    | "payout_returned"
    | "set_aside"
    | "handed_back"
    | "charge_back"
    | "won_back"
    | "thaw";

export type QuestionMay = "answer";

export interface QuestionView {
    id: Id;
    asker: Person;
    text: string;
    at: Instant;
    answer: AnswerView | null;
    may: QuestionMay[];
}

export interface QuoteView {
    link: TokenLook;
    earns: Money;
    first: Money;
    second: Money;
}

export type RateOf = "nobody" | "shop" | "listing";

export interface RateView {
    of: RateOf;
    first_ppm: number;
    second_ppm: number;
    most_ppm: number;
    version: number;
}

export interface RatingView {
    count: number;
    hundredths: number;
    low: number;
    high: number;
}

export type ReceiptState = "paid" | "returned" | "open" | "sent_back";

export interface ReceiptView {
    id: Id;
    statement_line: string;
    reference: string;
    amount: Money;
    state: ReceiptState;
    order: Id | null;
    why: Why;
    at: Instant;
}

export type RefundCause =
    | "not_arrived"
    | "damaged"
    | "not_as_described"
    | "fake"
    | "unwell"
    | "missing"
    | "changed_mind"
    | "sold_out"
    | "goodwill"
    | "other"
    | "withdrawal";

export interface RefundLine {
    line: number;
    quantity: number;
    amount: number;
}

export interface RefundLineForm {
    line: number;
    quantity: number;
}

export type RefundState = "open" | "given" | "refused" | "withdrawn" | "over";

export type RegisterSort = "newest" | "waiting";

export interface RegisterView {
    id: Id;
    state: State;
    method: Method;
    way: Way;
    placed_at: Instant;
    clock: OrderClockView | null;
    buyer: Person;
    seller: Person;
    shop: ShopRef;
    total: Money;
    held: Money;
    refunded: Money;
}

export type ReplayWhich = "dead" | "all";

export interface ReplayedView {
    replayed: number;
    next: string | null;
}

export type ReportMay = "contest";

export interface ReportView {
    id: Id;
    about: AboutView;
    rule: RuleView;
    words: string;
    at: Instant;
    state: CaseState;
    due: Instant;
    outcome: Measure | null;
    decided: Instant | null;
    contest_until: Instant | null;
    may: ReportMay[];
}

export type ReviewMay = "edit" | "answer";

export interface ReviewView {
    id: Id;
    author: Person;
    listing: GoodsRef;
    stars: number;
    text: string;
    counted: boolean;
    at: Instant;
    edited: Instant | null;
    editable_until: Instant | null;
    answer: AnswerView | null;
    may: ReviewMay[];
}

export type Role = "buyer" | "seller" | "operator";

export interface RowProblem {
    row: number;
    field: string;
    code: string;
    value: string;
}

export type RuleGround = "law" | "market";

export interface RuleView {
    code: string;
    version: number;
    since: Instant;
    ground: RuleGround;
    title: string;
    text: string;
}

export interface RunPayoutView {
    payout: PayoutView;
    member: Person;
    end_to_end: string;
}

export type RunState = "collecting" | "ready";

export interface SavedIds {
    items: Id[];
}

export interface SavedView {
    id: Id;
    listing: ListingCard;
    saved: Instant;
    price_then: Money;
}

export type Schedule = "daily" | "weekly" | "monthly";

export type Scope = "read" | "circles" | "shop" | "orders" | "webhooks" | "operate";

export interface SearchPage {
    items: ListingCard[];
    next: string | null;
    count: Count | null;
    facets: FacetsView | null;
    instead: Instead[];
}

export interface SessionView {
    id: Id;
    device: string;
    address: string;
    created: Instant;
    seen: Instant;
    current: boolean;
}

export interface SetupView {
    name: string;
    language: string;
    account: string;
    invitation: string;
    currency: string;
    zone: string;
    mail_leaves: boolean;
    mail_from: string;
    steps: LeftStep[] | null;
}

export interface ShareLinkView {
    id: Id;
    listing: Id | null;
    title: string | null;
    token: string;
    made: Instant;
    until: Instant;
    orders: number | null;
}

export interface ShopChoice {
    shop: ShopRef;
    count: number;
}

export interface ShopLink {
    id: Id;
    name: string;
}

export type ShopMay = "list" | "rename" | "close" | "set_postage" | "describe";

export interface ShopPostageForm {
    shop: Id;
    price: Money;
}

export interface ShopRef {
    id: Id;
    name: string;
}

export interface ShopRowView {
    id: Id;
    name: string;
    owner: Person;
    opened_at: Instant;
    live: number;
    orders: number;
    settled_orders: number;
    settled: Money;
    away_until: Instant | null;
    open_cases: number;
}

export type ShopSort = "newest" | "oldest" | "sales";

export type ShopState = "open" | "held" | "on_holiday";

export interface ShopView {
    id: Id;
    name: string;
    owner: Person;
    since: Instant;
    state: ShopState;
    rating: RatingView;
    holiday: Holiday | null;
    may: ShopMay[];
    postage: PostageView | null;
    stall: StallView;
}

export type ShopsOnly = "away" | "cases" | "unsold";

export type Side = "buyer" | "seller";

export interface SourceCount {
    door: Door;
    thing: Id | null;
    title: string | null;
    orders: number;
}

export interface SourcesView {
    days: number;
    items: SourceCount[];
}

export interface StallView {
    words: string;
    hours: string;
    area: string;
    place: string | null;
    open_place: boolean;
    conditions: Conditions | null;
}

export type State =
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
    | "agreed"
    | "chargeback";

export interface StatementLineView {
    seq: Id;
    at: Instant;
    purpose: Purpose;
    order: Id | null;
    amount: Money;
    balance: Money;
}

export type StatementMay = "appeal";

export interface StatementView {
    id: Id;
    about: AboutView;
    state: CaseState;
    in_force: Measure | null;
    decisions: DecisionView[];
    appeals: AppealView[];
    due: Instant | null;
    appeal_until: Instant | null;
    waits_for_judge: boolean;
    may: StatementMay[];
}

export interface StaysView {
    topic: Topic;
    kept: Kept;
}

export type Step = "day" | "week" | "month" | "quarter" | "year";

export type StepLeft = "done" | "skipped";

export type SubjectKind = "listing" | "order";

export interface Sum {
    level: Level;
    state: Earning;
    orders: number;
    amount: Money;
}

export interface Terms {
    least: number;
    most: number | null;
}

export interface TermsForm {
    least: number;
    most?: number | null;
}

export interface TextVersionView {
    version: number;
    value: string;
    from: Instant;
    by: string;
    reason: string;
}

export type TokenLook = "good" | "expired" | "changed" | "over";

export interface TokenView {
    id: Id;
    name: string;
    scopes: string[];
    created: Instant;
    seen: Instant | null;
    expires: Instant;
}

export type Topic =
    | "account"
    | "friends"
    | "posts"
    | "goods"
    | "orders"
    | "money"
    | "opinions"
    | "cases"
    | "pictures"
    | "machine";

export type TrialKind = "commission" | "clock" | "limit" | "nothing";

export interface TrialOrderView {
    order: Id;
    amount: Money;
    now: Money;
    then: Money;
}

export interface TrialView {
    name: string;
    value: number;
    current: number;
    kind: TrialKind;
    commission: CommissionTrialView | null;
    clock: ClockTrial | null;
    limit: LimitTrialView | null;
}

export type Trouble = "failing" | "dead" | "late";

export interface TroubledJobView {
    id: Id;
    kind: string;
    trouble: Trouble;
    outside: boolean;
    subject: string;
    due: Instant;
    since: Instant;
    tries: number;
    next_try: Instant | null;
    last_error: string;
}

export interface TurningView {
    rates: UsedRateView[];
    unrated: UnratedView[];
}

export interface TurnoverView {
    currency: string;
    zone: string;
    step: Step;
    by: DatedBy;
    tax: FeeTax;
    items: PeriodView[];
    totals: FiguresView;
    categories: OfCategoryView[];
    self_dealing: FiguresView;
    currencies: InCurrencyView[];
    turning: TurningView | null;
    ledger: LedgerCheck | null;
}

export interface UnratedView {
    currency: string;
    from: string;
    to: string;
    days: number;
    figures: FiguresView;
}

export interface UnreadView {
    unread: number;
}

export interface UsedRateView {
    base: string;
    quote: string;
    rate: string;
    day: string;
    source: string;
    from: string;
    to: string;
}

export interface VariantView {
    id: Id;
    variant: string;
    price: Money;
    stock: number;
    state: ListingState;
}

export type Way = "ship" | "pick_up";

export type Ways = "ship" | "pick_up" | "both";

export interface WebhookView {
    id: Id;
    url: string;
    description: string;
    kinds: HookKind[];
    state: EndpointState;
    made: Instant;
    failures: number;
    failing_since: Instant | null;
    dead: number;
    old_secret_until: Instant | null;
}

export type WhoMayJoin = "anybody" | "invited" | "nobody";

export interface WholeDeliveryView {
    delivery: DeliveryView;
    body: string;
    answer_head: string;
    answer_body: string;
}

export type Why =
    | "nothing"
    | "unknown_reference"
    | "amount_differs"
    | "already_paid"
    | "order_over";

export interface WithoutJudgeView {
    cases: number;
}

/** Every route: what its address holds, what it reads, what it answers, if anything. */
export interface Routes {
    /** Whom I have blocked, the latest first. */
    "GET /blocks": {
        query: { after?: string; limit?: number };
        answer: { items: BlockView[]; next: string | null };
    };
    /** Have nothing to do with somebody any more. */
    "POST /blocks": {
        body: { member: Id };
    };
    /** Take my block back. */
    "DELETE /blocks/{member}": {
        path: { member: Id };
    };
    /** What waits for a moderator, by when it is due; or another list of cases. */
    "GET /cases": {
        query: { list?: CaseQueue; after?: string; limit?: number };
        answer: { items: CaseCard[]; next: string | null };
    };
    /** Open a case of what I noticed myself, and take it. */
    "POST /cases": {
        body: { kind: SubjectKind; subject: Id; rule: string };
        answer: CaseView;
    };
    /** How many cases wait that I may not judge, because they are a friend's or mine. */
    "GET /cases/closed-to-me": {
        answer: ClosedView;
    };
    /** All of a case, with its log. */
    "GET /cases/{id}": {
        path: { id: Id };
        answer: CaseView;
    };
    /** Decide a case that I have taken, or the appeal, with a statement of reasons. */
    "POST /cases/{id}/decide": {
        path: { id: Id };
        body: { amount?: Money | null; measure: Measure; rule: string; facts: string };
        answer: CaseView;
    };
    /** The dispute that a case is about, for who has taken it. */
    "GET /cases/{id}/dispute": {
        path: { id: Id };
        answer: DisputeView;
    };
    /** The goods in a version that a case is about, for who has taken it. */
    "GET /cases/{id}/goods": {
        path: { id: Id };
        query: { version?: number };
        answer: Exhibit;
    };
    /** Keep the thing from others while I look at it, once and not beyond the case's time. */
    "POST /cases/{id}/hold": {
        path: { id: Id };
        body: { facts: string; rule: string };
        answer: CaseView;
    };
    /** Give a case back undecided. */
    "POST /cases/{id}/put-back": {
        path: { id: Id };
        answer: CaseView;
    };
    /** Take a case, for a while. */
    "POST /cases/{id}/take": {
        path: { id: Id };
        answer: CaseView;
    };
    /** What whoever shared the goods would earn by a purchase. */
    "GET /checkout/promotion": {
        query: { share: string; lines: string };
        answer: QuoteView;
    };
    /** All of a dispute, for its two sides. */
    "GET /disputes/{id}": {
        path: { id: Id };
        answer: DisputeView;
    };
    /** Documents that I got or that I issued. */
    "GET /documents": {
        query: { box?: DocumentBox; kind?: DocumentKind; after?: string; limit?: number };
        answer: { items: DocumentView[]; next: string | null };
    };
    /** What the caller may see, the newest first. */
    "GET /feed": {
        query: { after?: string; limit?: number };
        answer: { items: MomentView[]; next: string | null };
    };
    /** What the market keeps of a sale. */
    "GET /fees": {
        answer: FeesView;
    };
    /** What would be kept of one sale on a day. */
    "GET /fees/example": {
        query: { amount: number; category?: string; tier?: string; on?: string };
        answer: FeeExampleView;
    };
    /** Every table of fees, the newest first. */
    "GET /fees/versions": {
        query: { after?: string; limit?: number };
        answer: { items: FeeTableView[]; next: string | null };
    };
    /** My friends, or who has asked whom. */
    "GET /friends": {
        query: { state?: FriendList; after?: string; limit?: number };
        answer: { items: FriendView[]; next: string | null };
    };
    /** Ask somebody to be friends, or accept who has asked. */
    "POST /friends": {
        body: { member: Id };
        answer: FriendView;
    };
    /** Decline, withdraw or end a friendship, whichever fits. */
    "DELETE /friends/{member}": {
        path: { member: Id };
    };
    /** Accept who has asked. */
    "POST /friends/{member}/accept": {
        path: { member: Id };
        answer: FriendView;
    };
    /** Checks a catalogue, row by row. */
    "POST /imports": {
        body: { csv: string; audience: Audience };
        answer: ImportView;
    };
    /** The caller's imports, without their problems. */
    "GET /imports": {
        query: { after?: string; limit?: number };
        answer: { items: ImportView[]; next: string | null };
    };
    /** One import, with what is wrong in its rows. */
    "GET /imports/{id}": {
        path: { id: Id };
        answer: ImportView;
    };
    /** Does for good what the check has shown. */
    "POST /imports/{id}/apply": {
        path: { id: Id };
        answer: ImportView;
    };
    /** Lists something in the caller's shop. */
    "POST /listings": {
        body: {
            title: string;
            description: string;
            price: Money;
            stock: number;
            sku?: string | null;
            audience: Audience;
            publish: boolean;
            pictures?: Id[] | null;
            variant?: string | null;
            beside?: Id | null;
            terms?: TermsForm | null;
            handover?: HandoverForm | null;
        };
        answer: ListingView;
    };
    /** One listing. */
    "GET /listings/{id}": {
        path: { id: Id };
        answer: ListingView;
    };
    /** Writes a listing's next version. */
    "PATCH /listings/{id}": {
        path: { id: Id };
        body: {
            handover?: HandoverForm | null;
            version: number;
            title?: string | null;
            description?: string | null;
            price?: Money | null;
            pictures?: Id[] | null;
            variant?: string | null;
            terms?: TermsForm | null;
        };
        answer: ListingView;
    };
    /** Takes it down for good. */
    "POST /listings/{id}/end": {
        path: { id: Id };
        answer: ListingView;
    };
    /** Whether offers are taken for goods, and mine. */
    "GET /listings/{id}/offers": {
        path: { id: Id };
        answer: ListingOffersView;
    };
    /** Offer the seller a price. */
    "POST /listings/{id}/offers": {
        path: { id: Id };
        body: { price: Money; version: number; quantity: number };
        answer: OfferView;
    };
    /** The seller takes offers for goods, or none. */
    "PUT /listings/{id}/offers": {
        path: { id: Id };
        body: { taken: boolean };
        answer: ListingOffersView;
    };
    /** Takes it out of sale for a while. */
    "POST /listings/{id}/pause": {
        path: { id: Id };
        answer: ListingView;
    };
    /** What is earned by sharing these goods, and what a link to them is worth. */
    "GET /listings/{id}/promotion": {
        path: { id: Id };
        query: { share?: string };
        answer: PromotionView;
    };
    /** Puts a draft up for sale. */
    "POST /listings/{id}/publish": {
        path: { id: Id };
        answer: ListingView;
    };
    /** What was asked under a listing, the latest first. */
    "GET /listings/{id}/questions": {
        path: { id: Id };
        query: { after?: string; limit?: number };
        answer: { items: QuestionView[]; next: string | null };
    };
    /** Ask the seller, where all can read it. */
    "POST /listings/{id}/questions": {
        path: { id: Id };
        body: { text: string };
        answer: QuestionView;
    };
    /** Sells it again. */
    "POST /listings/{id}/resume": {
        path: { id: Id };
        answer: ListingView;
    };
    /** What buyers said of a listing, the latest first. */
    "GET /listings/{id}/reviews": {
        path: { id: Id };
        query: { after?: string; limit?: number };
        answer: { items: ReviewView[]; next: string | null };
    };
    /** Put goods aside to look at again. */
    "PUT /listings/{id}/saved": {
        path: { id: Id };
        answer: IsSaved;
    };
    /** Take back that I saved it. */
    "DELETE /listings/{id}/saved": {
        path: { id: Id };
        answer: IsSaved;
    };
    /** My link to these goods. */
    "POST /listings/{id}/share": {
        path: { id: Id };
        answer: ShareLinkView;
    };
    /** Says how many are left. */
    "PUT /listings/{id}/stock": {
        path: { id: Id };
        body: { stock: number };
        answer: ListingView;
    };
    /** What a listing said before. */
    "GET /listings/{id}/versions": {
        path: { id: Id };
        query: { after?: string; limit?: number };
        answer: { items: ListingVersionView[]; next: string | null };
    };
    /** Confirm a mail address by its mailed link. */
    "POST /mail-confirmations": {
        body: { token: string };
        answer: MailView;
    };
    /** What this market is. */
    "GET /market": {
        answer: MarketView;
    };
    /** Where to transfer money to. */
    "GET /market/account": {
        answer: BankAccountView;
    };
    /** Who is signed in. */
    "GET /me": {
        answer: MeView;
    };
    /** Changes the caller's name or language. */
    "PATCH /me": {
        body: { name?: string | null; language?: Language | null } | undefined;
        answer: MeView;
    };
    /** The caller's goods as JSON, as an import takes it. */
    "GET /me/catalogue.json": {
        query: { part?: number };
        answer: string;
    };
    /** Everything that the market holds about me, as JSON. */
    "GET /me/copy": {
        answer: string;
    };
    /** My tier, since when and why. */
    "GET /me/fees": {
        answer: { items: FeeTierView[]; next: string | null };
    };
    /** Leave the market for good: the account ends, and what nobody has to keep goes. */
    "POST /me/leave": {
        body: { password: string };
    };
    /** What becomes of what is mine when I leave, and what stands in the way. */
    "GET /me/leaving": {
        answer: LeavingView;
    };
    /** The caller's own listings. */
    "GET /me/listings": {
        query: { state?: ListingState; after?: string; limit?: number };
        answer: { items: ListingView[]; next: string | null };
    };
    /** My mail address, and one that waits for its link. */
    "GET /me/mail": {
        answer: MailView;
    };
    /** Set, change or take back my mail address; a new one waits for its link. */
    "PUT /me/mail": {
        body: { address: string; password: string };
        answer: MailView;
    };
    /** Have the link to my waiting address mailed again. */
    "POST /me/mail/again": {
        answer: MailView;
    };
    /** What I have and what is held for me. */
    "GET /me/money": {
        answer: MoneyView;
    };
    /** Every movement of my account. */
    "GET /me/money/statement": {
        query: { after?: string; limit?: number };
        answer: { items: StatementLineView[]; next: string | null };
    };
    /** Change the password; every other session and all tokens end. */
    "POST /me/password": {
        body: { old: string; new: string };
    };
    /** My payouts, newest first. */
    "GET /me/payouts": {
        query: { after?: string; limit?: number };
        answer: { items: PayoutView[]; next: string | null };
    };
    /** Be paid out now: it goes to the bank with the next run. */
    "POST /me/payouts": {
        body: { leaving?: boolean | null } | undefined;
        answer: PayoutView;
    };
    /** Name the bank account that I am paid to. */
    "PUT /me/payouts/account": {
        body: { holder: string; iban: string; password: string };
        answer: PayoutsStandingView;
    };
    /** Choose how often I am paid. */
    "PUT /me/payouts/schedule": {
        body: { schedule: Schedule };
        answer: PayoutsStandingView;
    };
    /** What can be paid out to me, when, and what it waits for. */
    "GET /me/payouts/standing": {
        answer: PayoutsStandingView;
    };
    /** What I give to whoever shares goods of my shop. */
    "GET /me/promoter-rate": {
        answer: RateView;
    };
    /** Set what I give to whoever shares a listing, or goods of my shop. */
    "PUT /me/promoter-rate": {
        body: { listing?: Id | null; first_ppm?: number | null; second_ppm?: number | null } | undefined;
        answer: RateView;
    };
    /** Whether I promote, and what I have earned by it. */
    "GET /me/promoting": {
        answer: PromotingView;
    };
    /** Accept the rules and become a promoter. */
    "POST /me/promoting": {
        body: { rules: number; invitation?: string | null };
        answer: PromotingView;
    };
    /** What I have earned by sharing, the latest first. */
    "GET /me/promoting/earnings": {
        query: { after?: string; limit?: number };
        answer: { items: EarningView[]; next: string | null };
    };
    /** Whether an invitation is good. */
    "GET /me/promoting/invitation": {
        query: { invitation: string };
        answer: InvitationView;
    };
    /** My link by which others become promoters. */
    "POST /me/promoting/invitations": {
        answer: ShareLinkView;
    };
    /** My links to goods, the latest first. */
    "GET /me/promoting/links": {
        query: { after?: string; limit?: number };
        answer: { items: ShareLinkView[]; next: string | null };
    };
    /** What the caller has saved, the latest first. */
    "GET /me/saved": {
        query: { after?: string; limit?: number };
        answer: { items: SavedView[]; next: string | null };
    };
    /** Which goods the caller has saved. */
    "GET /me/saved/ids": {
        answer: SavedIds;
    };
    /** By which pages my orders came, in numbers. */
    "GET /me/sources": {
        answer: SourcesView;
    };
    /** My programs' tokens, the newest first. */
    "GET /me/tokens": {
        answer: { items: TokenView[]; next: string | null };
    };
    /** Make a token for a program, told once. */
    "POST /me/tokens": {
        body: { name: string; scopes: Scope[]; days?: number | null };
        answer: MadeTokenView;
    };
    /** Take a token back. */
    "DELETE /me/tokens/{id}": {
        path: { id: Id };
    };
    /** Where my programs are told of what happens. */
    "GET /me/webhooks": {
        answer: { items: WebhookView[]; next: string | null };
    };
    /** Have a program told; its secret is told once. */
    "POST /me/webhooks": {
        body: { url: string; description?: string | null; kinds: HookKind[] };
        answer: MadeWebhookView;
    };
    /** Change where and of what a program is told, or turn it off and on. */
    "PATCH /me/webhooks/{id}": {
        path: { id: Id };
        body: {
            on?: boolean | null;
            url?: string | null;
            description?: string | null;
            kinds?: HookKind[] | null;
        } | undefined;
        answer: WebhookView;
    };
    /** Take a webhook back. */
    "DELETE /me/webhooks/{id}": {
        path: { id: Id };
    };
    /** What was or will be sent there, the latest first. */
    "GET /me/webhooks/{id}/deliveries": {
        path: { id: Id };
        query: { state?: DeliveryState; after?: string; limit?: number };
        answer: { items: DeliveryView[]; next: string | null };
    };
    /** One delivery, what is sent, and the last answer. */
    "GET /me/webhooks/{id}/deliveries/{delivery}": {
        path: { id: Id; delivery: Id };
        answer: WholeDeliveryView;
    };
    /** Send a message once more, or one that waits at once. */
    "POST /me/webhooks/{id}/deliveries/{delivery}/replay": {
        path: { id: Id; delivery: Id };
        answer: DeliveryView;
    };
    /** Send a message to try it out. */
    "POST /me/webhooks/{id}/ping": {
        path: { id: Id };
        answer: DeliveryView;
    };
    /** Send the messages of a span of time once more, 200 at a time. */
    "POST /me/webhooks/{id}/replay": {
        path: { id: Id };
        body: { after?: string | null; from: Instant; until: Instant; which: ReplayWhich };
        answer: ReplayedView;
    };
    /** Make another secret, told once; the old one signs for a day as well. */
    "POST /me/webhooks/{id}/secret": {
        path: { id: Id };
        answer: MadeWebhookView;
    };
    /** Join the market and sign in. */
    "POST /members": {
        body: {
            handle: string;
            name: string;
            password: string;
            language?: Language | null;
            setup_code?: string | null;
            invitation?: string | null;
        };
        answer: MeView;
    };
    /** Members by the start of handle or name. */
    "GET /members": {
        query: { q?: string; after?: string; limit?: number };
        answer: { items: AcquaintanceView[]; next: string | null };
    };
    /** Somebody's page. */
    "GET /members/{handle}": {
        path: { handle: string };
        answer: ProfileView;
    };
    /** Post a moment. */
    "POST /moments": {
        body: { text: string; audience: Audience };
        answer: PostedView;
    };
    /** Take back my moment. */
    "DELETE /moments/{id}": {
        path: { id: Id };
    };
    /** What I was told, the latest first. */
    "GET /notices": {
        query: { after?: string; limit?: number };
        answer: { items: NoticeView[]; next: string | null };
    };
    /** How I want to be told of what. */
    "GET /notices/choices": {
        answer: { items: ChoiceView[]; next: string | null };
    };
    /** Choose how I want to be told of a kind. */
    "PUT /notices/choices": {
        body: { kind: NoticeKind; in_app: boolean; mail: boolean };
        answer: { items: ChoiceView[]; next: string | null };
    };
    /** I have seen all up to this one. */
    "POST /notices/read": {
        body: { up_to: number };
        answer: UnreadView;
    };
    /** How much of it I have not seen. */
    "GET /notices/unread": {
        answer: UnreadView;
    };
    /** My offers as the buyer or the seller. */
    "GET /offers": {
        query: { role: OfferSide; open?: boolean; after?: string; limit?: number };
        answer: { items: OfferView[]; next: string | null };
    };
    /** One offer, for its two sides. */
    "GET /offers/{id}": {
        path: { id: Id };
        answer: OfferView;
    };
    /** Agree: the goods are set aside for the buyer. */
    "POST /offers/{id}/accept": {
        path: { id: Id };
        body: { price: Money };
        answer: OfferView;
    };
    /** Name another price for one. */
    "POST /offers/{id}/counter": {
        path: { id: Id };
        body: { price: Money };
        answer: OfferView;
    };
    /** Say no to what the other side named. */
    "POST /offers/{id}/decline": {
        path: { id: Id };
        answer: OfferView;
    };
    /** Take back what I named or agreed to. */
    "POST /offers/{id}/withdraw": {
        path: { id: Id };
        answer: OfferView;
    };
    /** What was done under a permission, the latest first. */
    "GET /operator/audit": {
        query: { after?: string; limit?: number };
        answer: { items: AuditView[]; next: string | null };
    };
    /** Transfers that buyers announced. */
    "GET /operator/bank/expected": {
        query: { after?: string; limit?: number; minor?: number };
        answer: { items: ExpectedTransferView[]; next: string | null };
    };
    /** Lines of the bank's statement. */
    "GET /operator/bank/receipts": {
        query: { after?: string; limit?: number };
        answer: { items: ReceiptView[]; next: string | null };
    };
    /** Enter a line of the bank's statement. */
    "POST /operator/bank/receipts": {
        body: { statement_line: string; reference: string; amount: Money; reason: string };
        answer: ReceiptView;
    };
    /** A line is what an order waits for. */
    "POST /operator/bank/receipts/{id}/match": {
        path: { id: Id };
        body: { reason: string; order: Id };
        answer: ReceiptView;
    };
    /** The money of a line has been sent back. */
    "POST /operator/bank/receipts/{id}/sent-back": {
        path: { id: Id };
        body: { reason: string };
        answer: ReceiptView;
    };
    /** Refunds to transfer by hand. */
    "GET /operator/bank/refunds": {
        query: { after?: string; limit?: number };
        answer: { items: BankRefundView[]; next: string | null };
    };
    /** A refund has been transferred. */
    "POST /operator/bank/refunds/{id}/paid": {
        path: { id: Id };
        body: { reason: string };
    };
    /** Lines of the statement that pay nothing. */
    "GET /operator/bank/undecided": {
        query: { after?: string; limit?: number };
        answer: { items: ReceiptView[]; next: string | null };
    };
    /** How many cases wait that no moderator may take. */
    "GET /operator/cases/without-judge": {
        answer: WithoutJudgeView;
    };
    /** What buyers' banks have taken back, the latest first. */
    "GET /operator/chargebacks": {
        query: { state?: Claim; after?: string; limit?: number };
        answer: { items: ChargebackView[]; next: string | null };
    };
    /** Every document, the newest first. */
    "GET /operator/documents": {
        query: { kind?: DocumentKind; after?: string; limit?: number };
        answer: { items: DocumentView[]; next: string | null };
    };
    /** Set the table of fees from a day on, with a reason. */
    "PUT /operator/fees": {
        body: { rows: FeeRowForm[]; from?: string | null; reason: string };
        answer: FeeTableView;
    };
    /** Goods that are in a category. */
    "GET /operator/fees/goods": {
        query: { after?: string; limit?: number };
        answer: { items: CategoryView[]; next: string | null };
    };
    /** Put goods into a category of fees, or into none. */
    "PUT /operator/fees/goods": {
        body: { listing: Id; category: string };
        answer: CategoryView;
    };
    /** Sellers who are in a tier. */
    "GET /operator/fees/tiers": {
        query: { after?: string; limit?: number };
        answer: { items: FeeTierView[]; next: string | null };
    };
    /** Put a seller into a tier from a day on, with a reason. */
    "PUT /operator/fees/tiers": {
        body: { handle: string; tier: string; from?: string | null; reason: string };
        answer: { items: FeeTierView[]; next: string | null };
    };
    /** What another table of fees would have meant; changes nothing. */
    "GET /operator/fees/trial": {
        query: { rows: string };
        answer: CommissionTrialView;
    };
    /** Jobs that fail, were set aside or are late, the longest in trouble first. */
    "GET /operator/jobs": {
        query: { trouble: Trouble; after?: string; limit?: number };
        answer: { items: TroubledJobView[]; next: string | null };
    };
    /** How many jobs wait, are late, fail or were set aside. */
    "GET /operator/jobs/health": {
        answer: Health;
    };
    /** Have a job in trouble tried at once. */
    "POST /operator/jobs/{id}/try-again": {
        path: { id: Id };
        body: { reason?: string | null } | undefined;
        answer: TroubledJobView;
    };
    /** The books' balances and their proof. */
    "GET /operator/ledger": {
        answer: LedgerView;
    };
    /** Make a new invitation; the link before leads nowhere any more. */
    "POST /operator/market/invitation": {
        body: { reason: string };
        answer: SetupView;
    };
    /** Every version of a text about the market, the newest first. */
    "GET /operator/market/{text}": {
        path: { text: MarketText };
        query: { after?: string; limit?: number };
        answer: { items: TextVersionView[]; next: string | null };
    };
    /** Say a text about the market, with a reason. */
    "PUT /operator/market/{text}": {
        path: { text: MarketText };
        body: { reason: string; value: string };
        answer: SetupView;
    };
    /** Members by the start of handle or name. */
    "GET /operator/members": {
        query: { q?: string; after?: string; limit?: number };
        answer: { items: MemberView[]; next: string | null };
    };
    /** Give a member exactly these permissions, with a reason. */
    "PUT /operator/members/{id}/permissions": {
        path: { id: Id };
        body: { reason: string; permissions: string[] };
        answer: MemberView;
    };
    /** All orders of the market, the latest first or what waits longest. */
    "GET /operator/orders": {
        query: {
            q?: string;
            sort?: RegisterSort;
            state?: State;
            method?: Method;
            days?: number;
            buyer?: string;
            stall?: string;
            after?: string;
            limit?: number;
        };
        answer: { items: RegisterView[]; next: string | null };
    };
    /** Movements of statements that fit nothing. */
    "GET /operator/payouts/entries": {
        query: { after?: string; limit?: number };
        answer: { items: PayoutEntryView[]; next: string | null };
    };
    /** A movement that fits nothing was looked into. */
    "POST /operator/payouts/entries/{id}/seen": {
        path: { id: Id };
        body: { reason: string };
    };
    /** Runs of payouts, newest first. */
    "GET /operator/payouts/runs": {
        query: { after?: string; limit?: number };
        answer: { items: PayoutRunView[]; next: string | null };
    };
    /** Pay everybody out whose money may go, whatever their day. */
    "POST /operator/payouts/runs": {
        body: { reason: string };
        answer: PayoutRunView;
    };
    /** The file of a run was handed to the bank. */
    "POST /operator/payouts/runs/{id}/handed": {
        path: { id: Id };
        body: { reason: string };
        answer: PayoutRunView;
    };
    /** The bank has paid all of a run that is open. */
    "POST /operator/payouts/runs/{id}/paid": {
        path: { id: Id };
        body: { reason: string };
        answer: PayoutRunView;
    };
    /** The payouts of a run. */
    "GET /operator/payouts/runs/{id}/payouts": {
        path: { id: Id };
        query: { after?: string; limit?: number };
        answer: { items: RunPayoutView[]; next: string | null };
    };
    /** The account that the market pays from. */
    "GET /operator/payouts/source": {
        answer: PayoutSourceView;
    };
    /** Name the account that the market pays from. */
    "PUT /operator/payouts/source": {
        body: { holder: string; iban: string; reason: string };
        answer: PayoutSourceView;
    };
    /** Read a statement of the bank: ISO 20022, camt.053. */
    "POST /operator/payouts/statements": {
        body: { xml: string };
        answer: PayoutStatementView;
    };
    /** Statements that were read. */
    "GET /operator/payouts/statements": {
        query: { after?: string; limit?: number };
        answer: { items: PayoutStatementView[]; next: string | null };
    };
    /** The bank has paid a payout. */
    "POST /operator/payouts/{id}/paid": {
        path: { id: Id };
        body: { reason: string };
        answer: RunPayoutView;
    };
    /** The bank has sent a payout back. */
    "POST /operator/payouts/{id}/returned": {
        path: { id: Id };
        body: { reason: string };
        answer: RunPayoutView;
    };
    /** Set a policy from now on, with a reason. */
    "PUT /operator/policies/{name}": {
        path: { name: string };
        body: { reason: string; value: number };
        answer: PolicyView;
    };
    /** What another value of a policy would have meant; changes nothing. */
    "GET /operator/policies/{name}/trial": {
        path: { name: string };
        query: { value: number };
        answer: TrialView;
    };
    /** Who promotes. */
    "GET /operator/promoters": {
        query: { after?: string; limit?: number };
        answer: { items: PromoterView[]; next: string | null };
    };
    /** Let somebody earn again. */
    "POST /operator/promoters/{id}/reinstate": {
        path: { id: Id };
        body: { reason: string };
        answer: PromoterView;
    };
    /** Stop somebody from earning. */
    "POST /operator/promoters/{id}/suspend": {
        path: { id: Id };
        body: { reason: string };
        answer: PromoterView;
    };
    /** The orders that a figure is made of. */
    "GET /operator/reports/orders": {
        query: {
            from: string;
            to: string;
            kind: Kind;
            by?: DatedBy;
            zone?: string;
            currency?: string;
            category?: string;
            dealing?: Dealing;
            after?: string;
            limit?: number;
        };
        answer: { items: OrderOfView[]; next: string | null };
    };
    /** The exchange rates that were entered, the latest first. */
    "GET /operator/reports/rates": {
        query: { after?: string; limit?: number };
        answer: { items: ExchangeRateView[]; next: string | null };
    };
    /** Enter exchange rates, one a line: day,base,quote,rate. */
    "POST /operator/reports/rates": {
        body: { rows: string; source: string };
        answer: EnteredView;
    };
    /** Turnover by day, week, month, quarter or year, held against the ledger. */
    "GET /operator/reports/turnover": {
        query: {
            from: string;
            to: string;
            step?: Step;
            by?: DatedBy;
            zone?: string;
            currency?: string;
            into?: string;
            category?: string;
            tax?: FeeTax;
        };
        answer: TurnoverView;
    };
    /** What was said of the market, and my first steps. */
    "GET /operator/setup": {
        answer: SetupView;
    };
    /** The first steps are over. */
    "POST /operator/setup/end": {
        answer: SetupView;
    };
    /** A first step was done or skipped. */
    "PUT /operator/setup/steps/{step}": {
        path: { step: FirstStep };
        body: { how: StepLeft };
        answer: SetupView;
    };
    /** Every shop, with what it sold and what is open about it. */
    "GET /operator/shops": {
        query: { q?: string; sort?: ShopSort; only?: ShopsOnly; after?: string; limit?: number };
        answer: { items: ShopRowView[]; next: string | null };
    };
    /** Where the market's programs are told of what happens. */
    "GET /operator/webhooks": {
        answer: { items: WebhookView[]; next: string | null };
    };
    /** Have a program told of everybody's; its secret is told once. */
    "POST /operator/webhooks": {
        body: { url: string; description?: string | null; kinds: HookKind[]; reason: string };
        answer: MadeWebhookView;
    };
    /** Change where and of what a program is told, or turn it off and on. */
    "PATCH /operator/webhooks/{id}": {
        path: { id: Id };
        body: {
            reason: string;
            url?: string | null;
            description?: string | null;
            kinds?: HookKind[] | null;
            on?: boolean | null;
        };
        answer: WebhookView;
    };
    /** What was or will be sent there, the latest first. */
    "GET /operator/webhooks/{id}/deliveries": {
        path: { id: Id };
        query: { state?: DeliveryState; after?: string; limit?: number };
        answer: { items: DeliveryView[]; next: string | null };
    };
    /** One delivery, what is sent, and the last answer. */
    "GET /operator/webhooks/{id}/deliveries/{delivery}": {
        path: { id: Id; delivery: Id };
        answer: WholeDeliveryView;
    };
    /** Send a message once more, or one that waits at once. */
    "POST /operator/webhooks/{id}/deliveries/{delivery}/replay": {
        path: { id: Id; delivery: Id };
        body: { reason: string };
        answer: DeliveryView;
    };
    /** Take one of the market's webhooks back. */
    "POST /operator/webhooks/{id}/end": {
        path: { id: Id };
        body: { reason: string };
    };
    /** Send a message to try it out. */
    "POST /operator/webhooks/{id}/ping": {
        path: { id: Id };
        body: { reason: string };
        answer: DeliveryView;
    };
    /** Send the messages of a span of time once more, 200 at a time. */
    "POST /operator/webhooks/{id}/replay": {
        path: { id: Id };
        body: {
            reason: string;
            from: Instant;
            until: Instant;
            which: ReplayWhich;
            after?: string | null;
        };
        answer: ReplayedView;
    };
    /** Make another secret, told once; the old one signs for a day as well. */
    "POST /operator/webhooks/{id}/secret": {
        path: { id: Id };
        body: { reason: string };
        answer: MadeWebhookView;
    };
    /** Buy: set the goods aside, pay, hold. */
    "POST /orders": {
        body: {
            lines: OrderLineForm[];
            delivery: DeliveryForm;
            payment: PaymentForm;
            from?: CameFrom | null;
            way?: Way | null;
            share?: string | null;
            postage?: Money | null;
            agreed?: AgreedForm[] | null;
            offer?: Id | null;
        };
        answer: OrderView;
    };
    /** My orders as the buyer or the seller. */
    "GET /orders": {
        query: { role: Side; open?: boolean; after?: string; limit?: number };
        answer: { items: OrderView[]; next: string | null };
    };
    /** One order, for its two sides. */
    "GET /orders/{id}": {
        path: { id: Id };
        answer: OrderView;
    };
    /** The seller takes the order. */
    "POST /orders/{id}/accept": {
        path: { id: Id };
        answer: OrderView;
    };
    /** Either side says or shows more in a dispute. */
    "POST /orders/{id}/add-evidence": {
        path: { id: Id };
        body: { pictures?: Id[] | null; words: string };
        answer: OrderView;
    };
    /** The seller gives back what is asked for, or less. */
    "POST /orders/{id}/agree-refund": {
        path: { id: Id };
        body: { words?: string | null; amount?: Money | null } | undefined;
        answer: OrderView;
    };
    /** The conditions an order was placed under, and when it is picked up. */
    "GET /orders/{id}/agreed": {
        path: { id: Id };
        answer: AgreedView;
    };
    /** The seller says their side of a dispute. */
    "POST /orders/{id}/answer-dispute": {
        path: { id: Id };
        body: { pictures?: Id[] | null; words: string };
        answer: OrderView;
    };
    /** Who lost has another moderator decide. */
    "POST /orders/{id}/appeal-dispute": {
        path: { id: Id };
        body: { words: string };
        answer: OrderView;
    };
    /** The buyer asks for all, a sum or lines back. */
    "POST /orders/{id}/ask-refund": {
        path: { id: Id };
        body: {
            words: string;
            cause: RefundCause;
            lines?: RefundLineForm[] | null;
            amount?: Money | null;
        };
        answer: OrderView;
    };
    /** Call the order off; what is held goes back. */
    "POST /orders/{id}/cancel": {
        path: { id: Id };
        body: { reason?: string | null } | undefined;
        answer: OrderView;
    };
    /** The goods are right: the seller gets the money. */
    "POST /orders/{id}/confirm": {
        path: { id: Id };
        answer: OrderView;
    };
    /** The seller says that the goods have arrived. */
    "POST /orders/{id}/deliver": {
        path: { id: Id };
        answer: OrderView;
    };
    /** The documents of an order that I may read. */
    "GET /orders/{id}/documents": {
        path: { id: Id };
        answer: { items: DocumentView[]; next: string | null };
    };
    /** The seller gives back all that is disputed. */
    "POST /orders/{id}/give-in": {
        path: { id: Id };
        answer: OrderView;
    };
    /** The buyer has a moderator decide what the seller did not give. */
    "POST /orders/{id}/open-dispute": {
        path: { id: Id };
        body: { pictures?: Id[] | null; words: string };
        answer: OrderView;
    };
    /** Pay an order that waits for it. */
    "POST /orders/{id}/pay": {
        path: { id: Id };
        body: { card?: Card | null; method: Method };
        answer: OrderView;
    };
    /** The seller gives back all, a sum or lines, unasked. */
    "POST /orders/{id}/refund": {
        path: { id: Id };
        body: {
            words?: string | null;
            cause: RefundCause;
            lines?: RefundLineForm[] | null;
            amount?: Money | null;
        };
        answer: OrderView;
    };
    /** The seller gives nothing back, and says why. */
    "POST /orders/{id}/refuse-refund": {
        path: { id: Id };
        body: { words: string };
        answer: OrderView;
    };
    /** What was said, or may be said, of each line of an order. */
    "GET /orders/{id}/reviews": {
        path: { id: Id };
        answer: OrderReviewsView;
    };
    /** Judge what I have paid for. */
    "POST /orders/{id}/reviews": {
        path: { id: Id };
        body: { text: string; line: number; stars: number };
        answer: ReviewView;
    };
    /** The seller has sent the goods. */
    "POST /orders/{id}/ship": {
        path: { id: Id };
        body: { tracking?: string | null } | undefined;
        answer: OrderView;
    };
    /** The buyer disputes nothing any more. */
    "POST /orders/{id}/withdraw-dispute": {
        path: { id: Id };
        answer: OrderView;
    };
    /** The buyer withdraws from the purchase, without a reason. */
    "POST /orders/{id}/withdraw-purchase": {
        path: { id: Id };
        body: { words?: string | null; lines?: RefundLineForm[] | null } | undefined;
        answer: OrderView;
    };
    /** The buyer asks for nothing back any more. */
    "POST /orders/{id}/withdraw-refund": {
        path: { id: Id };
        answer: OrderView;
    };
    /** Have a link mailed with which a forgotten password is set anew. */
    "POST /password-resets": {
        body: { who: string };
    };
    /** Set a new password by the mailed link and sign in; every session and token ends. */
    "POST /password-resets/use": {
        body: { token: string; password: string };
        answer: MeView;
    };
    /** Sends a picture: JPEG, PNG or WebP. */
    "POST /pictures": {
        body: Blob;
        answer: PictureView;
    };
    /** Every policy with its value in force. */
    "GET /policies": {
        answer: { items: PolicyView[]; next: string | null };
    };
    /** All versions of a policy, from the newest to the default. */
    "GET /policies/{name}/versions": {
        path: { name: string };
        answer: { items: PolicyVersionView[]; next: string | null };
    };
    /** Buy from several shops: an order for each, paid together. */
    "POST /purchases": {
        body: {
            lines: OrderLineForm[];
            delivery: DeliveryForm;
            payment: PaymentForm;
            from?: CameFrom | null;
            pick_up?: Id[] | null;
            share?: string | null;
            led?: LedForm[] | null;
            postage?: ShopPostageForm[] | null;
            agreed?: AgreedForm[] | null;
        };
        answer: PurchaseView;
    };
    /** The seller's one answer to a question. */
    "POST /questions/{id}/answer": {
        path: { id: Id };
        body: { text: string };
        answer: QuestionView;
    };
    /** Say that something is wrong with a thing. */
    "POST /reports": {
        body: { kind: SubjectKind; subject: Id; rule: string; words: string };
        answer: ReportView;
    };
    /** What I have reported and what came of it, the latest first. */
    "GET /reports": {
        query: { after?: string; limit?: number };
        answer: { items: ReportView[]; next: string | null };
    };
    /** One of my reports. */
    "GET /reports/{id}": {
        path: { id: Id };
        answer: ReportView;
    };
    /** Have somebody else look at it again, where nothing was done. */
    "POST /reports/{id}/contest": {
        path: { id: Id };
        body: { words: string };
        answer: ReportView;
    };
    /** Change my review while there is time. */
    "PATCH /reviews/{id}": {
        path: { id: Id };
        body: { text: string; stars: number };
        answer: ReviewView;
    };
    /** The seller's one answer to a review. */
    "POST /reviews/{id}/answer": {
        path: { id: Id };
        body: { text: string };
        answer: ReviewView;
    };
    /** The rules now: what a thing can be reported for, or what disputes are decided by. */
    "GET /rules": {
        query: { kind?: CaseKind };
        answer: { items: RuleView[]; next: string | null };
    };
    /** What a rule said and says, the latest first. */
    "GET /rules/{code}/versions": {
        path: { code: string };
        answer: { items: RuleView[]; next: string | null };
    };
    /** Goods by words of their title, or all of them, as the caller may see them. */
    "GET /search": {
        query: {
            q?: string;
            sort?: Order;
            price_min?: number;
            price_max?: number;
            shop?: Id;
            audience?: Audience;
            in_stock?: boolean;
            way?: Way;
            after?: string;
            limit?: number;
        };
        answer: SearchPage;
    };
    /** Sign in. */
    "POST /sessions": {
        body: { handle: string; password: string };
        answer: MeView;
    };
    /** Where I am signed in, the newest first. */
    "GET /sessions": {
        answer: { items: SessionView[]; next: string | null };
    };
    /** Sign out. */
    "DELETE /sessions/current": object;
    /** Sign out everywhere else. */
    "DELETE /sessions/others": object;
    /** Sign out elsewhere. */
    "DELETE /sessions/{id}": {
        path: { id: Id };
    };
    /** Opens the caller's shop. */
    "POST /shops": {
        body: { name: string };
        answer: ShopView;
    };
    /** One shop. */
    "GET /shops/{id}": {
        path: { id: Id };
        answer: ShopView;
    };
    /** Gives one's shop another name. */
    "PATCH /shops/{id}": {
        path: { id: Id };
        body: { name: string };
        answer: ShopView;
    };
    /** Sets on which conditions the shop sells from now on; an empty text ends them. */
    "PUT /shops/{id}/conditions": {
        path: { id: Id };
        body: { text: string };
        answer: ShopView;
    };
    /** Shows the goods and sells none for a while. */
    "PUT /shops/{id}/holiday": {
        path: { id: Id };
        body: { note?: string | null; from?: Instant | null; until: Instant };
        answer: ShopView;
    };
    /** Ends the holiday, or calls it off. */
    "DELETE /shops/{id}/holiday": {
        path: { id: Id };
        answer: ShopView;
    };
    /** What a shop shows to the caller. */
    "GET /shops/{id}/listings": {
        path: { id: Id };
        query: { after?: string; limit?: number };
        answer: { items: ListingCard[]; next: string | null };
    };
    /** Sets what sending an order costs. */
    "PUT /shops/{id}/postage": {
        path: { id: Id };
        body: { countries?: PostageRateForm[] | null; price: Money; free_from?: Money | null };
        answer: ShopView;
    };
    /** What buyers said of a shop's goods, the latest first. */
    "GET /shops/{id}/reviews": {
        path: { id: Id };
        query: { after?: string; limit?: number };
        answer: { items: ReviewView[]; next: string | null };
    };
    /** Says who the shop is, and where things are had. */
    "PUT /shops/{id}/words": {
        path: { id: Id };
        body: { open_place: boolean; words: string; hours: string; area: string; place: string };
        answer: ShopView;
    };
    /** What was done to my things and why, the latest first. */
    "GET /statements": {
        query: { after?: string; limit?: number };
        answer: { items: StatementView[]; next: string | null };
    };
    /** One statement of reasons. */
    "GET /statements/{id}": {
        path: { id: Id };
        answer: StatementView;
    };
    /** Have somebody else decide it again. */
    "POST /statements/{id}/appeal": {
        path: { id: Id };
        body: { words: string };
        answer: StatementView;
    };
    /** What a program can be told of. */
    "GET /webhook-kinds": {
        answer: { items: HookKindView[]; next: string | null };
    };
}
