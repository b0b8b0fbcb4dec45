import { useState } from "preact/hooks";

import type { PayoutRunView, RunPayoutView } from "../api";
import { at } from "../core/call";
import { isGoing, payoutWords, runWord } from "../core/payout";
import { useList } from "../core/store";
import { count, moment, price, t, tAny } from "../core/words";
import { useAgain } from "../parts/again";
import { Icon } from "../parts/Icon";
import { Empty, ShownList, ShownStack, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { Asked } from "./Asked";

/** Runs of payouts: each with its file, how far it is, and what there is to do with it. */
export function PayoutRuns() {
    const list = useList(at("GET /operator/payouts/runs", { limit: 20 }));
    // Hints go to sellers alone, and a run is made and booked in pieces.
    const going = list.items?.some(isGoing) ?? false;
    useAgain((path) => path.startsWith("/operator/payouts"), going ? 2000 : 20_000);
    const empty = (
        <Empty drawing="bank" title={t("payouts.runs_none_title")}>
            {t("payouts.runs_none")}
        </Empty>
    );
    return (
        <section class="stack">
            <h2>{t("payouts.runs")}</h2>
            <ShownStack got={list} waiting={<Waiting n={2} />} empty={empty}>
                {(run) => <Run run={run} />}
            </ShownStack>
        </section>
    );
}

function Run({ run }: { run: PayoutRunView }) {
    const [open, setOpen] = useState(false);
    return (
        <article class="card">
            <div class="split">
                <strong class="amount">{price(run.amount)}</strong>
                <span class="tag">{t(`payouts.run_state.${runWord(run)}`)}</span>
            </div>
            <p class="soft small">
                {moment(run.at)} · {tAny("payouts.occasion", run.occasion)} ·{" "}
                {t("payouts.count", { n: run.payouts, open: count(run.open) })}
            </p>
            <RunActs run={run} />
            <details onToggle={(event) => setOpen(event.currentTarget.open)}>
                <summary>{t("payouts.see")}</summary>
                {open && <RunPayouts id={run.id} />}
            </details>
        </article>
    );
}

function RunActs({ run }: { run: PayoutRunView }) {
    const [asked, setAsked] = useState<"hand_over" | "settle" | null>(null);
    if (run.state !== "ready") return null;
    const id = { id: run.id };
    const handing = asked === "hand_over";
    const amount = price(run.amount);
    return (
        <div class="row">
            <a class="button little" href={`/api/v1/operator/payouts/runs/${run.id}/file`} download>
                <Icon name="download" size={18} />
                {t("payouts.file")}
            </a>
            {run.may.map((may) => (
                <button key={may} type="button" class="button little" onClick={() => setAsked(may)}>
                    {t(`payouts.${may}`)}
                </button>
            ))}
            {asked && (
                <Asked
                    title={t(handing ? "payouts.hand_title" : "payouts.settle_title", { amount })}
                    confirm={t(`payouts.${asked}`)}
                    onClose={() => setAsked(null)}
                    run={async (act, reason) => {
                        const done = handing
                            ? await act.run(at("POST /operator/payouts/runs/{id}/handed", id), {
                                  reason,
                              })
                            : await act.run(at("POST /operator/payouts/runs/{id}/paid", id), {
                                  reason,
                              });
                        if (done) toast(t("payouts.noted"));
                        return Boolean(done);
                    }}
                />
            )}
        </div>
    );
}

function RunPayouts({ id }: { id: string }) {
    const list = useList(at("GET /operator/payouts/runs/{id}/payouts", { id, limit: 50 }));
    return (
        <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
            {(payouts) => (
                <ul class="list">
                    {payouts.map((one) => (
                        <li key={one.payout.id}>
                            <OnePayout one={one} />
                        </li>
                    ))}
                </ul>
            )}
        </ShownList>
    );
}

type Said = "paid" | "returned";

const returnedWords = () => ({
    label: t("payouts.returned_reason"),
    hint: t("payouts.returned_hint"),
});

function OnePayout({ one }: { one: RunPayoutView }) {
    const [asked, setAsked] = useState<Said | null>(null);
    const { payout, member } = one;
    const acts: readonly Said[] =
        payout.state === "paid"
            ? ["returned"]
            : payout.state === "returned"
              ? []
              : ["paid", "returned"];
    const words = { amount: price(payout.amount), name: member.name };
    const id = { id: payout.id };
    return (
        <div class="row">
            <div class="grow">
                <strong class="amount">{words.amount}</strong> {payout.holder}
                <p class="soft small">
                    @{member.handle} · <span class="reference">{payout.iban}</span> ·{" "}
                    <span class="reference">{one.end_to_end}</span> · {payoutWords(payout)}
                </p>
            </div>
            {acts.map((said) => (
                <button
                    key={said}
                    type="button"
                    class="button little"
                    onClick={() => setAsked(said)}
                >
                    {t(`payouts.${said}`)}
                </button>
            ))}
            {asked && (
                <Asked
                    title={t(`payouts.${asked}_title`, words)}
                    confirm={t(`payouts.${asked}`)}
                    {...(asked === "returned" ? { words: returnedWords() } : {})}
                    onClose={() => setAsked(null)}
                    run={async (act, reason) => {
                        const done =
                            asked === "paid"
                                ? await act.run(at("POST /operator/payouts/{id}/paid", id), {
                                      reason,
                                  })
                                : await act.run(at("POST /operator/payouts/{id}/returned", id), {
                                      reason,
                                  });
                        if (done) toast(t("payouts.noted"));
                        return Boolean(done);
                    }}
                />
            )}
        </div>
    );
}
