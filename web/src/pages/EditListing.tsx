import { useState } from "preact/hooks";

import type { ListingView } from "../api";
import { at } from "../core/call";
import { sentHandover, typedHandover } from "../core/handover";
import { named, present, type Photograph } from "../core/photographs";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { put, refresh, useAct, useGet } from "../core/store";
import { minorOf, t, typedOf } from "../core/words";
import { Form } from "../parts/Form";
import { Submit, wrongOf } from "../parts/Field";
import { Page } from "../parts/Page";
import { Photographs } from "../parts/Photographs";
import { Refusal, Shown } from "../parts/States";
import { toast } from "../parts/Toast";
import { GoodsFields, termsOf, type GoodsForm } from "./stall/GoodsFields";

export function EditListing({ place }: { place: Place }) {
    const id = place.params["id"] ?? "";
    const got = useGet(at("GET /listings/{id}", { id }));
    // Who came by "Add a variant" names this one, and is led on to the next.
    const variantNext = place.query.get("then") === "variant";
    return (
        <Page
            title={t("edit.title")}
            lead={t(variantNext ? "edit.first_variant" : "edit.lead")}
            back={{ href: `/listings/${id}`, label: t("act.back") }}
        >
            <Shown got={got}>
                {(listing) => (
                    <EditForm key={listing.id} listing={listing} variantNext={variantNext} />
                )}
            </Shown>
        </Page>
    );
}

function EditForm({ listing, variantNext }: { listing: ListingView; variantNext: boolean }) {
    const { market } = useSession();
    // The version that the editor saw: somebody else's change meanwhile must not be overwritten.
    const [version] = useState(listing.version);
    const [goods, setGoods] = useState<GoodsForm>({
        title: listing.title,
        description: listing.description,
        price: typedOf(listing.price),
        variant: listing.variant,
        least: listing.terms.least === 1 ? "" : String(listing.terms.least),
        most: String(listing.terms.most ?? ""),
        handover: typedHandover(listing.handover, market.zone),
    });
    const [badPrice, setBadPrice] = useState(false);
    const [photographs, setPhotographs] = useState<Photograph[]>(() => present(listing.pictures));
    const act = useAct();
    const save = async () => {
        const minor = minorOf(goods.price, market.currency);
        setBadPrice(minor === null);
        const pictures = named(photographs);
        const terms = termsOf(goods);
        if (minor === null || pictures === null || terms === null) return;
        const fresh = await act.run(at("PATCH /listings/{id}", { id: listing.id }), {
            version,
            title: goods.title.trim(),
            description: goods.description.trim(),
            price: { minor, currency: market.currency },
            pictures,
            variant: goods.variant.trim(),
            terms,
            handover: sentHandover(goods.handover, market.zone),
        });
        if (!fresh) return;
        put(at("GET /listings/{id}", { id: listing.id }), fresh);
        refresh((path) => /^\/(feed|me\/listings|shops|listings\/\w+\/versions)/.test(path));
        toast(t("edit.saved"));
        const several = variantNext && fresh.variant !== "";
        go(several ? `/sell?beside=${listing.id}` : `/listings/${listing.id}`, "replace");
    };
    const waits = named(photographs) === null;
    return (
        <Form class="card raised" onSend={() => void save()}>
            <Photographs
                list={photographs}
                change={setPhotographs}
                wrong={wrongOf(act.problem, "pictures")}
            />
            <GoodsFields
                value={goods}
                onChange={setGoods}
                problem={act.problem}
                badPrice={badPrice}
                several
            />
            <Refusal problem={act.problem} again={() => void save()} />
            <Submit busy={act.busy} disabled={waits} wide>
                {t(waits ? "photographs.wait" : "act.save")}
            </Submit>
        </Form>
    );
}
