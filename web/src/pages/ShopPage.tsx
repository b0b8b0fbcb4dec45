import { useState } from "preact/hooks";

import type { ShopView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { put, refresh, useAct, useGet } from "../core/store";
import { day, t } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { TextField, wrongOf } from "../parts/Field";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { PersonLink } from "../parts/People";
import { PostageLines } from "../parts/PostageLines";
import { Rating } from "../parts/Stars";
import { Share } from "../parts/Share";
import { Refusal, Shown, Waiting } from "../parts/States";
import { ShopReviews } from "./said/Reviews";
import { About } from "./shop/About";
import { StallGoods } from "./shop/StallGoods";
import { HolidayDialog } from "./stall/HolidayDialog";

export function ShopPage({ place }: { place: Place }) {
    const got = useGet(at("GET /shops/{id}", { id: place.params["id"] ?? "" }));
    return (
        <Page
            title={got.data?.name ?? t("shop.page")}
            room="full"
            lead={got.data && t("shop.since", { date: day(got.data.since) })}
        >
            <Shown got={got} waiting={<Waiting kind="cards" />}>
                {(shop) => <Stall shop={shop} place={place} />}
            </Shown>
        </Page>
    );
}

function Stall({ shop, place }: { shop: ShopView; place: Place }) {
    const [dialog, setDialog] = useState<"name" | "holiday" | null>(null);
    const close = () => setDialog(null);
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
                    <button type="button" class="button little" onClick={() => setDialog("name")}>
                        <Icon name="pencil" size={16} />
                        {t("shop.rename")}
                    </button>
                )}
                {shop.may.includes("close") && (
                    <button
                        type="button"
                        class="button little"
                        onClick={() => setDialog("holiday")}
                    >
                        <Icon name="calendar-days" size={16} />
                        {t("holiday.title")}
                    </button>
                )}
                {shop.may.includes("set_postage") && (
                    <a class="button little" href="/stall">
                        <Icon name="truck" size={16} />
                        {t("postage.set")}
                    </a>
                )}
            </div>
            <Rating rating={shop.rating} />
            <PostageLines postage={shop.postage} />
            <Holiday shop={shop} />
            {shop.state === "held" && (
                <p class="notice clock">
                    <Icon name="info" />
                    <span>{t("shop.held")}</span>
                </p>
            )}
            <About shop={shop} />
            <StallGoods shop={shop} place={place} />
            {shop.rating.count > 0 && <ShopReviews id={shop.id} rating={shop.rating} />}
            {dialog === "name" && <Rename shop={shop} onClose={close} />}
            {dialog === "holiday" && <HolidayDialog shop={shop} onClose={close} />}
        </>
    );
}

/** That nothing is sold here just now, or soon; whoever decided so may end it. */
function Holiday({ shop }: { shop: ShopView }) {
    const act = useAct();
    if (!shop.holiday) return null;
    const { from, until, note } = shop.holiday;
    const open = async () => {
        const fresh = await act.run(at("DELETE /shops/{id}/holiday", { id: shop.id }));
        if (!fresh) return;
        put(at("GET /shops/{id}", { id: shop.id }), fresh);
        refresh((path) => path.startsWith("/listings/") || path.startsWith("/shops/"));
    };
    const away = shop.state === "on_holiday";
    return (
        <div class="notice clock">
            <Icon name="calendar-days" />
            <div class="stack">
                <span>
                    {t(away ? "holiday.away" : "holiday.coming", {
                        from: day(from),
                        until: day(until),
                    })}
                </span>
                {note && <p class="pre">{note}</p>}
                {shop.may.includes("close") && (
                    <button
                        type="button"
                        class="button little"
                        disabled={act.busy}
                        onClick={() => void open()}
                    >
                        {t(away ? "holiday.end" : "holiday.call_off")}
                    </button>
                )}
                <Refusal problem={act.problem} again={() => void open()} />
            </div>
        </div>
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
