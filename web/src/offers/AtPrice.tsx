import { useState } from "preact/hooks";

import type { ListingView, OfferView, PaymentForm } from "../api";
import { sumOf, type Seen } from "../core/basket";
import { at, type Body } from "../core/call";
import { go } from "../core/router";
import { useSession } from "../core/session";
import { useAct, useGet } from "../core/store";
import { price, t } from "../core/words";
import { Submit } from "../parts/Field";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Earlier, Refusal, Shown, Waiting } from "../parts/States";
import { agreedTo, ConditionsAt, useStalls } from "../pages/checkout/ConditionsAt";
import { firstPayment, PaymentChoice } from "../pages/checkout/PaymentChoice";
import { isChanged, PostageRow } from "../pages/checkout/PostageRow";
import { Ahead, sentTo, useWhere, Where } from "../pages/checkout/Where";

/** The checkout of what was agreed on: its goods, its price, and nothing else. */
export function AtPrice({ offer }: { offer: OfferView }) {
    const got = useGet(at("GET /listings/{id}", { id: offer.listing }));
    return (
        <Shown got={got} waiting={<Waiting n={2} />}>
            {(listing) => <Checkout offer={offer} listing={{ ...listing, price: offer.price }} />}
        </Shown>
    );
}

function Checkout({ offer, listing }: { offer: OfferView; listing: ListingView }) {
    const { market } = useSession();
    const where = useWhere([listing]);
    const stalls = useStalls([listing]);
    const [payment, setPayment] = useState<PaymentForm>(() => firstPayment(market));
    const [postage, setPostage] = useState(listing.postage);
    const act = useAct();
    const line = { listing: listing.id, quantity: offer.quantity };
    const part = { shop: listing.shop, lines: [line], listings: [listing] };
    const seen: Seen = {
        [listing.id]: { version: offer.version, price: offer.price, postage },
    };
    const known = { [listing.id]: listing };
    const sum = sumOf(part, known, seen, where, market.currency);
    const waits = stalls.some((stall) => !stall.data) || isChanged(sum);
    const place = async (form: Body<"POST /orders">) => {
        const order = await act.run(at("POST /orders"), form);
        if (order) go(`/orders/${order.id}`, "replace");
        else stalls.forEach((stall) => stall.reload());
    };
    const send = () =>
        place({
            lines: [{ ...line, version: offer.version }],
            ...sentTo(where),
            payment,
            postage: sum.postage,
            agreed: agreedTo([listing], stalls),
            offer: offer.id,
        });
    const total = price(sum.total);
    return (
        <Form class="stack wide" onSend={() => void send()}>
            <h2>{t("offers.pay")}</h2>
            <Where where={where} listings={[listing]} problem={act.problem} />
            <section class="card">
                <h2>{t("checkout.pay")}</h2>
                <PaymentChoice value={payment} onChoose={setPayment} />
            </section>
            <section class="card raised checkout-end">
                <p class="split">
                    <span>{t("checkout.goods")}</span>
                    <span class="amount">{price(sum.goods)}</span>
                </p>
                <PostageRow
                    part={part}
                    sum={sum}
                    way={where.way}
                    onAgree={() => setPostage(listing.postage)}
                />
                <p class="split checkout-total">
                    <span>{t("checkout.total")}</span>
                    <strong>{total}</strong>
                </p>
                <Ahead listings={[listing]} way={where.way} />
                <ConditionsAt stalls={stalls} />
                <Refusal problem={act.problem} again={() => void send()} />
                <Earlier
                    acting={act}
                    onAgain={(body) => void place(body as Body<"POST /orders">)}
                />
                <Submit busy={act.busy} wide disabled={waits}>
                    {t(
                        payment.method === "simulator"
                            ? "checkout.confirm"
                            : "checkout.confirm_transfer",
                        { total },
                    )}
                </Submit>
                <p class="safe-line">
                    <Icon name="lock-keyhole" size={17} />
                    <span>
                        {t(where.way === "pick_up" ? "checkout.safe_pick_up" : "checkout.safe", {
                            shop: listing.shop.name,
                        })}
                    </span>
                </p>
            </section>
        </Form>
    );
}
