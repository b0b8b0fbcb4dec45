import { useState } from "preact/hooks";

import type { OrderView, RefundCause } from "../../api";
import { at, type Problem } from "../../core/call";
import {
    asking,
    bodyOf,
    giving,
    leftOf,
    pickedSum,
    postageGoesAlong,
    withPostage,
    type Draft,
    type What,
} from "../../core/refund";
import { wordOf } from "../../core/order";
import { useAct } from "../../core/store";
import { price, symbolOf, t } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import { AmountField, Choices, LongField, SelectField, Wrong, wrongOf } from "../../parts/Field";
import { Quantity } from "../../parts/Quantity";
import { Refusal } from "../../parts/States";

interface Props {
    order: OrderView;
    /** The buyer asks, or the seller gives unasked. */
    verb: "ask_refund" | "refund";
    onDone: (fresh: OrderView) => void;
    onClose: () => void;
}

/** Why, and how much: everything, some of the goods, or a sum. */
export function RefundDialog({ order, verb, onDone, onClose }: Props) {
    const asks = verb === "ask_refund";
    const causes = asks ? asking : giving;
    const [draft, setDraft] = useState<Draft>({
        cause: causes[0] as RefundCause,
        what: "all",
        picked: {},
        typed: "",
        words: "",
    });
    const act = useAct();
    const set = (change: Partial<Draft>) => setDraft((was) => ({ ...was, ...change }));
    const currency = order.total.currency;
    const body = bodyOf(draft, currency);
    // Said once it was tried: whoever has just begun to choose has done nothing wrong.
    const [tried, setTried] = useState(false);
    const fault = tried ? faultOf(draft, currency) : undefined;
    const send = async () => {
        setTried(true);
        if (!body) return;
        const { words, ...unsaid } = body;
        const fresh = asks
            ? await act.run(at("POST /orders/{id}/ask-refund", { id: order.id }), body)
            : await act.run(
                  at("POST /orders/{id}/refund", { id: order.id }),
                  words ? body : unsaid,
              );
        if (fresh) onDone(fresh);
    };
    return (
        <Dialog
            title={t(asks ? "refund.ask_title" : "refund.give_title")}
            confirm={t(asks ? "refund.ask" : "refund.give")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <p class="soft">
                {t(asks ? "refund.ask_lead" : "refund.give_lead", { seller: order.shop.name })}
            </p>
            <SelectField
                label={t("refund.cause")}
                value={draft.cause}
                onChoose={(cause) => set({ cause: cause as RefundCause })}
                options={causes.map((value) => ({
                    value,
                    label: t(wordOf(order, "cause", value)),
                }))}
                wrong={wrongOf(act.problem, "cause")}
            />
            <HowMuch order={order} draft={draft} set={set} fault={fault} problem={act.problem} />
            <LongField
                label={t(asks ? "refund.words" : "refund.words_give")}
                rows={3}
                value={draft.words}
                onType={(words) => set({ words })}
                required={asks}
                wrong={wrongOf(act.problem, "words")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}

interface HowMuchProps {
    order: OrderView;
    draft: Draft;
    set: (change: Partial<Draft>) => void;
    fault: string | undefined;
    problem: Problem | null;
}

/** Everything, some of the goods, or a sum; and what the server says of it. */
function HowMuch({ order, draft, set, fault, problem }: HowMuchProps) {
    return (
        <>
            <Choices<What>
                label={t("refund.how_much")}
                name="what"
                value={draft.what}
                onChoose={(what) => set({ what })}
                options={[
                    { value: "all", label: t("refund.all"), note: price(leftOf(order)) },
                    { value: "lines", label: t("refund.some") },
                    { value: "amount", label: t("refund.sum") },
                ]}
            />
            {draft.what === "lines" && (
                <Picks
                    order={order}
                    draft={draft}
                    onPick={set}
                    wrong={fault ?? wrongOf(problem, "lines")}
                />
            )}
            {draft.what === "amount" && (
                <AmountField
                    label={t("refund.amount")}
                    hint={t("refund.at_most", { amount: price(leftOf(order)) })}
                    symbol={symbolOf(order.total.currency)}
                    value={draft.typed}
                    onType={(typed) => set({ typed })}
                    required
                    wrong={fault ?? wrongOf(problem, "amount")}
                />
            )}
        </>
    );
}

/** What the form still lacks. */
function faultOf(draft: Draft, currency: string): string | undefined {
    if (bodyOf(draft, currency)) return undefined;
    return draft.what === "lines" ? t("refund.pick_some") : t("sell.bad_price", { currency });
}

interface PickProps {
    order: OrderView;
    draft: Pick<Draft, "picked">;
    onPick: (change: Pick<Draft, "picked">) => void;
    wrong: string | undefined;
    /** By right: what sending cost goes back with all of the goods. */
    withdraws?: boolean;
}

/** How many of each line; what went back already cannot go back again. */
export function Picks({ order, draft, onPick, wrong, withdraws = false }: PickProps) {
    const picked = withPostage(order, draft.picked, withdraws);
    const { postage } = order;
    const goesAlong = postage !== null && postageGoesAlong(order, draft.picked, withdraws);
    const lines = order.lines.filter((line) => line.quantity > line.returned);
    return (
        <>
            <ul class="list">
                {lines.map((line) => (
                    <li key={line.line} class="split">
                        <span>
                            {line.title} <span class="soft small">{price(line.unit_price)}</span>
                        </span>
                        <Quantity
                            label={t("refund.how_many", { title: line.title })}
                            min={0}
                            max={line.quantity - line.returned}
                            value={draft.picked[line.line] ?? 0}
                            onChange={(n) =>
                                onPick({ picked: { ...draft.picked, [line.line]: n } })
                            }
                        />
                    </li>
                ))}
                {postage && !postage.returned && (
                    <li class="split">
                        <span>
                            {t("refund.postage")}{" "}
                            <span class="soft small">{price(postage.price)}</span>
                        </span>
                        {goesAlong ? (
                            <span class="soft small">{t("refund.postage_along")}</span>
                        ) : (
                            <Quantity
                                label={t("refund.how_many", { title: t("refund.postage") })}
                                min={0}
                                max={1}
                                value={picked[postage.line] ?? 0}
                                onChange={(n) =>
                                    onPick({ picked: { ...draft.picked, [postage.line]: n } })
                                }
                            />
                        )}
                    </li>
                )}
            </ul>
            <p class="split" aria-live="polite">
                <span>{t("refund.comes_to")}</span>
                <strong class="amount">{price(pickedSum(order, picked))}</strong>
            </p>
            <Wrong text={wrong} />
        </>
    );
}
