import type { AppealView, DisputeView, EvidenceView } from "../api";
import { Reasons } from "../cases/Reasons";
import { wordOf } from "../core/order";
import { moment, price, t } from "../core/words";
import { Photograph } from "../parts/Picture";

/** The sums of a dispute, each with its name. */
export function Sums({ view: { dispute } }: { view: DisputeView }) {
    // While it is decided anew, what was decided first is among the reasons and not the sums.
    const decided = dispute.ended_at !== null || dispute.state === "decided";
    const short = dispute.ended_at === null && dispute.frozen.minor < dispute.disputed.minor;
    const kept = {
        minor: dispute.disputed.minor - dispute.given.minor,
        currency: dispute.disputed.currency,
    };
    return (
        <dl class="facts">
            <div>
                <dt>{t("dispute.disputed")}</dt>
                <dd>{price(dispute.disputed)}</dd>
            </div>
            {dispute.ended_at === null && (
                <div>
                    <dt>{t("dispute.frozen")}</dt>
                    <dd>
                        {price(dispute.frozen)}
                        {short && <p class="soft small">{t("dispute.frozen_less")}</p>}
                    </dd>
                </div>
            )}
            {decided && dispute.state !== "over" && (
                <>
                    <div>
                        <dt>{t("dispute.given")}</dt>
                        <dd>{price(dispute.given)}</dd>
                    </div>
                    <div>
                        <dt>{t("dispute.released")}</dt>
                        <dd>{price(kept)}</dd>
                    </div>
                </>
            )}
        </dl>
    );
}

/** Everything that was said, in its order: the question, both sides, decisions and the appeal. */
export function DisputeStory({ view }: { view: DisputeView }) {
    return (
        <>
            <Asked view={view} />
            <section class="card">
                <h2>{t("dispute.said")}</h2>
                <ol class="said">
                    {view.evidence.map((one) => (
                        <Said key={one.number} one={one} view={view} />
                    ))}
                </ol>
            </section>
            {view.decisions.map((decision) => (
                <Reasons key={decision.number} decision={decision} />
            ))}
            {view.appeals.map((one) => (
                <Appealed key={one.against} one={one} />
            ))}
        </>
    );
}

function Asked({ view: { refund, order } }: { view: DisputeView }) {
    const said = (who: string, words: string | null) =>
        words && <p class="pre">{t("refund.said", { who, words })}</p>;
    return (
        <section class="card">
            <h2>{t("dispute.asked")}</h2>
            <p>
                <strong>{t(wordOf(order, "cause", refund.cause))}</strong>{" "}
                {t("dispute.asked_for", {
                    amount: price(refund.asked),
                    given: price(refund.amount),
                })}
            </p>
            {said(order.buyer.name, refund.buyer_words)}
            {said(order.shop.name, refund.seller_words)}
            <p class="soft small">{moment(refund.at)}</p>
        </section>
    );
}

function Said({ one, view: { order } }: { one: EvidenceView; view: DisputeView }) {
    const who = one.by === "buyer" ? order.buyer.name : order.shop.name;
    return (
        <li>
            <p>
                <strong>{who}</strong>{" "}
                <span class="tag">
                    {t(one.by === "buyer" ? "dispute.buyer_says" : "dispute.seller_says")}
                </span>
            </p>
            <p class="pre">{one.words ?? t("said.blank")}</p>
            {one.pictures.map((picture, i) => (
                <Photograph
                    key={picture.id}
                    picture={picture}
                    alt={t("dispute.photograph", { n: i + 1, who })}
                    sizes="(min-width: 64rem) 32rem, 92vw"
                    instead={{ id: picture.id, title: who }}
                />
            ))}
            <p class="soft small">{moment(one.at)}</p>
        </li>
    );
}

function Appealed({ one }: { one: AppealView }) {
    return (
        <section class="card">
            <h2>
                {t(one.role === "party" ? "dispute.appeal_by.party" : "dispute.appeal_by.claimant")}
            </h2>
            <p class="pre">{one.words || t("said.blank")}</p>
            <p class="soft small">{moment(one.at)}</p>
        </section>
    );
}
