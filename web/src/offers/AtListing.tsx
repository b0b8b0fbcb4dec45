import { useState } from "preact/hooks";

import type { ListingView, Money } from "../api";
import { at } from "../core/call";
import { go } from "../core/router";
import { useSession } from "../core/session";
import { put, useAct, useGet } from "../core/store";
import { price, t } from "../core/words";
import { Icon } from "../parts/Icon";
import { Refusal } from "../parts/States";
import { PriceDialog } from "./PriceDialog";
import { statusOf } from "./words";

/** What a reader of goods may offer or has offered; for their seller, whether offers are taken. */
export function AtListing({ listing }: { listing: ListingView }) {
    const { me } = useSession();
    if (!me) return null;
    return me.id === listing.seller.id ? <Taken listing={listing} /> : <Mine listing={listing} />;
}

function Mine({ listing }: { listing: ListingView }) {
    const got = useGet(at("GET /listings/{id}/offers", { id: listing.id }));
    const [asks, setAsks] = useState(false);
    if (!got.data) return null;
    const { mine, taken } = got.data;
    if (mine) {
        return (
            <div class="notice clock">
                <Icon name="tag" />
                <p>{statusOf(mine)}</p>
                <a class="button little" href={`/offers/${mine.id}`}>
                    {t("offers.see")}
                </a>
            </div>
        );
    }
    if (!taken || !listing.may.includes("buy") || listing.price.minor < 2) return null;
    return (
        <>
            <button type="button" class="button wide" onClick={() => setAsks(true)}>
                <Icon name="tag" size={18} />
                {t("offers.make")}
            </button>
            {asks && <Make listing={listing} onClose={() => setAsks(false)} />}
        </>
    );
}

function Make({ listing, onClose }: { listing: ListingView; onClose: () => void }) {
    const act = useAct();
    const { least, most } = listing.terms;
    const send = async (named: Money, quantity: number) => {
        const made = await act.run(at("POST /listings/{id}/offers", { id: listing.id }), {
            version: listing.version,
            quantity,
            price: named,
        });
        if (made) go(`/offers/${made.id}`);
    };
    return (
        <PriceDialog
            title={t("offers.make")}
            lead={[
                t("offers.listed", { price: price(listing.price) }),
                t("offers.make_lead", { shop: listing.shop.name }),
            ].join(" · ")}
            currency={listing.price.currency}
            least={least}
            most={Math.max(least, Math.min(listing.stock, most ?? 100, 100))}
            confirm="offers.send"
            busy={act.busy}
            problem={act.problem}
            onName={(named, quantity) => void send(named, quantity)}
            onClose={onClose}
        />
    );
}

function Taken({ listing }: { listing: ListingView }) {
    const to = at("GET /listings/{id}/offers", { id: listing.id });
    const got = useGet(to);
    const act = useAct();
    if (!got.data || !listing.may.includes("edit")) return null;
    const { taken } = got.data;
    const set = async () => {
        const fresh = await act.run(at("PUT /listings/{id}/offers", { id: listing.id }), {
            taken: !taken,
        });
        if (fresh) put(to, fresh);
    };
    return (
        <div class="stack">
            <p class="soft small">{t(taken ? "offers.are_taken" : "offers.not_taken")}</p>
            <div class="row">
                <button
                    type="button"
                    class="button little"
                    disabled={act.busy}
                    onClick={() => void set()}
                >
                    <Icon name="tag" size={16} />
                    {t(taken ? "offers.turn_away" : "offers.take")}
                </button>
                <a class="button bare little" href="/offers/got">
                    {t("offers.got")}
                </a>
            </div>
            <Refusal problem={act.problem} />
        </div>
    );
}
