import { useState } from "preact/hooks";

import type { ListingView, PromotionView, ShareLinkView } from "../api";
import { at } from "../core/call";
import { useAct, useGet } from "../core/store";
import { percent, price, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { Icon } from "../parts/Icon";
import { Refusal } from "../parts/States";
import { Copy } from "./Copy";
import { RateCard } from "./RateCard";
import { sharedHref } from "./token";

interface Props {
    listing: ListingView;
    /** The token of the link that led here. */
    share: string | null;
}

/** What is earned by sharing: said to buyers, offered to promoters, set by the seller. */
export function OnListing({ listing, share }: Props) {
    const asked = share ? { id: listing.id, share } : { id: listing.id };
    const got = useGet(at("GET /listings/{id}/promotion", asked));
    if (!got.data) return null;
    const { may, rate } = got.data;
    return (
        <>
            {may === "set" && rate && (
                <RateCard
                    rate={rate}
                    listing={listing.id}
                    sample={listing.price}
                    onSaved={got.reload}
                />
            )}
            {may !== "set" && <Led promotion={got.data} />}
            {may === "share" && <ShareAndEarn listing={listing} promotion={got.data} />}
            {may === "join" && (
                <p class="soft small">
                    {t("promote.join_hint", { amount: price(got.data.each) })}{" "}
                    <a href="/promote">{t("promote.join")}</a>
                </p>
            )}
        </>
    );
}

/** What has become of the link that led here: who earns by it, or that nobody does. */
function Led({ promotion }: { promotion: PromotionView }) {
    if (!promotion.link) return null;
    if (promotion.link === "good" && promotion.first_ppm === 0) return null;
    return (
        <p class="notice" data-link={promotion.link}>
            <Icon name="info" />
            <span>{t(`promote.link.${promotion.link}`, { amount: price(promotion.each) })}</span>
        </p>
    );
}

function ShareAndEarn({ listing, promotion }: { listing: ListingView; promotion: PromotionView }) {
    const [link, setLink] = useState<ShareLinkView | null>(null);
    const act = useAct();
    const make = async () => {
        const made = await act.run(at("POST /listings/{id}/share", { id: listing.id }));
        if (made) setLink(made);
    };
    return (
        <div class="stack">
            <button type="button" class="button" disabled={act.busy} onClick={() => void make()}>
                <Icon name="share-2" size={18} />
                {t("promote.share", { amount: price(promotion.each) })}
            </button>
            <p class="soft small">
                {t("promote.share_hint", { rate: percent(promotion.first_ppm) })}
            </p>
            <Refusal problem={act.problem} again={() => void make()} />
            {link && (
                <Dialog
                    title={t("promote.your_link")}
                    confirm={t("act.close")}
                    busy={false}
                    onConfirm={() => setLink(null)}
                    onClose={() => setLink(null)}
                >
                    <Copy
                        href={sharedHref(listing.id, link.token)}
                        label={t("promote.your_link")}
                    />
                    <p class="soft small">
                        {t("promote.share_hint", { rate: percent(promotion.first_ppm) })}
                    </p>
                </Dialog>
            )}
        </div>
    );
}
