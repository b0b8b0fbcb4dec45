import type { CaseView } from "../api";
import { at } from "../core/call";
import { useSession } from "../core/session";
import { useGet } from "../core/store";
import { price, t } from "../core/words";
import { PersonLink } from "../parts/People";
import { Shown, Waiting } from "../parts/States";
import { DisputeStory, Sums } from "./DisputeStory";

/** What both sides say, for the moderator who has taken the case. */
export function CaseDispute({ one }: { one: CaseView }) {
    const { me } = useSession();
    const mine = me !== null && one.summary.assignee?.id === me.id;
    if (!mine) {
        return (
            <section class="card">
                <h2>{t("case.dispute")}</h2>
                <p class="soft">
                    {t(one.may.includes("take") ? "case.dispute_take" : "case.dispute_theirs")}
                </p>
            </section>
        );
    }
    return <Whole id={one.summary.id} />;
}

function Whole({ id }: { id: string }) {
    const got = useGet(at("GET /cases/{id}/dispute", { id }));
    return (
        <Shown got={got} waiting={<Waiting n={2} />}>
            {(view) => (
                <>
                    <section class="card">
                        <h2>{t("dispute.of_order", { id: view.order.id })}</h2>
                        <Sums view={view} />
                        <ul class="list">
                            {view.order.lines.map((line) => (
                                <li key={line.line} class="split">
                                    <span>
                                        {line.title}{" "}
                                        <span class="soft small">
                                            {t("order.quantity", {
                                                n: line.quantity,
                                                price: price(line.unit_price),
                                            })}
                                        </span>
                                    </span>
                                    <span class="amount">{price(line.total)}</span>
                                </li>
                            ))}
                            {view.order.postage && (
                                <li class="split">
                                    <span>{t("checkout.postage")}</span>
                                    <span class="amount">{price(view.order.postage.price)}</span>
                                </li>
                            )}
                        </ul>
                        <PersonLink person={view.order.seller} note={t("cases.seller")} />
                        <PersonLink person={view.order.buyer} note={t("cases.buyer")} />
                    </section>
                    <DisputeStory view={{ ...view, decisions: [], appeals: [] }} />
                </>
            )}
        </Shown>
    );
}
