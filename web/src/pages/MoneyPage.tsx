import type { MoneyView, PayoutsStandingView, StatementLineView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useGet, useList } from "../core/store";
import { day, moment, price, t } from "../core/words";
import { MyDocuments } from "../documents/MyDocuments";
import { DataTable } from "../parts/DataTable";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Empty, Shown, ShownList } from "../parts/States";
import { PayoutList } from "./money/PayoutList";
import { ToBank } from "./money/ToBank";

/** Where the reader's money is: free, held and until when, owed; and every line of how it came. */
export function MoneyPage(_: { place: Place }) {
    const got = useGet(at("GET /me/money"));
    const standing = useGet(at("GET /me/payouts/standing"));
    return (
        <Page
            title={t("nav.money")}
            lead={t("money.lead")}
            aside={<div class="only-desk">{got.data && <Due balance={got.data} />}</div>}
        >
            <Shown got={got}>
                {(balance) => <Sums balance={balance} payouts={standing.data} />}
            </Shown>
            {got.data && <Debt balance={got.data} />}
            <Shown got={standing}>{(one) => <ToBank standing={one} />}</Shown>
            <PayoutList />
            <div class="only-phone">{got.data && <Due balance={got.data} />}</div>
            <MyDocuments />
            <Statement />
        </Page>
    );
}

interface SumsProps {
    balance: MoneyView;
    payouts: PayoutsStandingView | undefined;
}

function Sums({ balance, payouts }: SumsProps) {
    return (
        <dl class="sums">
            <div class="main-sum">
                <dt>
                    <Icon name="wallet" size={18} /> {t("money.available")}
                </dt>
                <dd>{price(balance.available)}</dd>
                <dd class="soft small">{t("money.available_note")}</dd>
            </div>
            <div class="safe-sum">
                <dt>
                    <Icon name="lock-keyhole" size={18} /> {t("money.held")}
                </dt>
                <dd>{price(balance.held)}</dd>
                <dd class="soft small">{t("money.held_note")}</dd>
            </div>
            {balance.disputed.minor !== 0 && (
                <div>
                    <dt>
                        <Icon name="scale" size={18} /> {t("money.disputed")}
                    </dt>
                    <dd>{price(balance.disputed)}</dd>
                    <dd class="soft small">{t("money.disputed_note")}</dd>
                </div>
            )}
            {payouts && payouts.on_its_way.minor !== 0 && (
                <div>
                    <dt>
                        <Icon name="landmark" size={18} /> {t("money.on_its_way")}
                    </dt>
                    <dd>{price(payouts.on_its_way)}</dd>
                    <dd class="soft small">{t("money.on_its_way_note")}</dd>
                </div>
            )}
            {payouts && payouts.paid.minor !== 0 && (
                <div>
                    <dt>
                        <Icon name="circle-check" size={18} /> {t("money.paid")}
                    </dt>
                    <dd>{price(payouts.paid)}</dd>
                    <dd class="soft small">{t("money.paid_note")}</dd>
                </div>
            )}
            {balance.owed.minor !== 0 && (
                <div>
                    <dt>
                        <Icon name="hand-coins" size={18} /> {t("money.owed")}
                    </dt>
                    <dd>{price(balance.owed)}</dd>
                    <dd class="soft small">{t("money.owed_note")}</dd>
                </div>
            )}
            {balance.debt.minor !== 0 && (
                <div>
                    <dt>
                        <Icon name="hand-coins" size={18} /> {t("money.debt")}
                    </dt>
                    <dd>{price(balance.debt)}</dd>
                    <dd class="soft small">{t("money.debt_note")}</dd>
                </div>
            )}
        </dl>
    );
}

/** Which refunds made a debt, and what was taken of it from later sales. */
function Debt({ balance }: { balance: MoneyView }) {
    if (balance.debt_for.length === 0) return null;
    return (
        <section class="card">
            <h2>{t("money.debt_for")}</h2>
            <ul class="list">
                {balance.debt_for.map((cause, i) => (
                    <li key={i} class="split">
                        <span>
                            {cause.order ? (
                                <a href={`/orders/${cause.order}`}>{moment(cause.at)}</a>
                            ) : (
                                moment(cause.at)
                            )}
                        </span>
                        <strong class="amount">{price(cause.amount)}</strong>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Due({ balance }: { balance: MoneyView }) {
    if (balance.next.length === 0) return null;
    return (
        <section class="card">
            <h2>{t("money.next")}</h2>
            <ul class="list">
                {balance.next.map((due) => (
                    <li key={due.order}>
                        <a class="split" href={`/orders/${due.order}`}>
                            <span>
                                {due.at
                                    ? t("money.due", { date: day(due.at) })
                                    : t("money.due_open")}
                            </span>
                            <strong class="amount">{price(due.amount)}</strong>
                        </a>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Statement() {
    const list = useList(at("GET /me/money/statement", { limit: 50 }));
    const empty = (
        <Empty drawing="money" title={t("money.empty_title")}>
            {t("money.empty")}
        </Empty>
    );
    return (
        <ShownList got={list} empty={empty}>
            {(lines) => <Lines lines={lines} />}
        </ShownList>
    );
}

function Lines({ lines }: { lines: StatementLineView[] }) {
    const columns = [
        { word: t("money.when") },
        { word: t("money.what") },
        { word: t("money.amount"), number: true },
        { word: t("money.balance"), number: true },
    ];
    return (
        <section class="stack">
            <h2>{t("money.statement")}</h2>
            <DataTable label={t("money.statement")} columns={columns}>
                {lines.map((line) => (
                    <tr key={line.seq}>
                        <td class="nowrap">{moment(line.at)}</td>
                        <td>
                            {line.order ? (
                                <a href={`/orders/${line.order}`}>{t(`purpose.${line.purpose}`)}</a>
                            ) : (
                                t(`purpose.${line.purpose}`)
                            )}
                        </td>
                        <td class="number amount">
                            {line.amount.minor > 0 ? "+" : ""}
                            {price(line.amount)}
                        </td>
                        <td class="number">{price(line.balance)}</td>
                    </tr>
                ))}
            </DataTable>
        </section>
    );
}
