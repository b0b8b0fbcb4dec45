import { useState } from "preact/hooks";

import type { ShopView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { put, useAct, useGet, useList } from "../core/store";
import { day, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { TextField, wrongOf } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { Goods } from "../parts/ListingCard";
import { Page } from "../parts/Page";
import { PersonLink } from "../parts/People";
import { Rating } from "../parts/Stars";
import { Share } from "../parts/Share";
import { Empty, Refusal, Shown, ShownList, Waiting } from "../parts/States";
import { ShopReviews } from "./said/Reviews";

export function ShopPage({ place }: { place: Place }) {
    const got = useGet(at("GET /shops/{id}", { id: place.params["id"] ?? "" }));
    return (
        <Page
            title={got.data?.name ?? t("shop.page")}
            room="full"
            lead={got.data && t("shop.since", { date: day(got.data.since) })}
        >
            <Shown got={got} waiting={<Waiting kind="cards" />}>
                {(shop) => <Stall shop={shop} />}
            </Shown>
        </Page>
    );
}

function Stall({ shop }: { shop: ShopView }) {
    const listings = useList(at("GET /shops/{id}/listings", { id: shop.id, limit: 24 }));
    const [renaming, setRenaming] = useState(false);
    const empty = (
        <Empty drawing="stall" title={t("shop.empty_title")}>
            {t("shop.empty")}
        </Empty>
    );
    return (
        <>
            <div class="row">
                <div class="grow">
                    <PersonLink person={shop.owner} />
                </div>
                <Share
                    title={shop.name}
                    path={`/shops/${shop.id}`}
                    picture={`/shops/${shop.id}/card.png`}
                />
                {shop.may.includes("rename") && (
                    <button type="button" class="button little" onClick={() => setRenaming(true)}>
                        <Icon name="pencil" size={16} />
                        {t("shop.rename")}
                    </button>
                )}
            </div>
            <Rating rating={shop.rating} />
            {shop.state === "held" && (
                <p class="notice clock">
                    <Icon name="info" />
                    <span>{t("shop.held")}</span>
                </p>
            )}
            <ShownList got={listings} waiting={<Waiting kind="cards" />} empty={empty}>
                {(items) => (
                    <ul class="goods-grid">
                        {items.map((item) => (
                            <li key={item.id}>
                                <Goods listing={item} from={{ door: "shop", thing: shop.id }} />
                            </li>
                        ))}
                    </ul>
                )}
            </ShownList>
            {shop.rating.count > 0 && <ShopReviews id={shop.id} rating={shop.rating} />}
            {renaming && <Rename shop={shop} onClose={() => setRenaming(false)} />}
        </>
    );
}

function Rename({ shop, onClose }: { shop: ShopView; onClose: () => void }) {
    const [name, setName] = useState(shop.name);
    const act = useAct();
    const save = async () => {
        const fresh = await act.run(at("PATCH /shops/{id}", { id: shop.id }), {
            name: name.trim(),
        });
        if (!fresh) return;
        put(at("GET /shops/{id}", { id: shop.id }), fresh);
        onClose();
    };
    return (
        <Dialog
            title={t("shop.rename")}
            confirm={t("act.save")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            <TextField
                label={t("field.shop_name.label")}
                value={name}
                onType={setName}
                required
                wrong={wrongOf(act.problem, "name")}
            />
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
