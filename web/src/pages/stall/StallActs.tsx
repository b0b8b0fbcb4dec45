import { useState } from "preact/hooks";

import type { ListingMay, ListingView } from "../../api";
import { at } from "../../core/call";
import { put, refresh, useAct } from "../../core/store";
import { t, type Key } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import { Icon, type IconName } from "../../parts/Icon";
import { Quantity } from "../../parts/Quantity";
import { Refusal } from "../../parts/States";
import { toast } from "../../parts/Toast";

type Simple = Extract<ListingMay, "publish" | "pause" | "resume" | "end">;
const simple: Record<Simple, { icon: IconName; word: Key; done: Key }> = {
    publish: { icon: "tag", word: "act.publish", done: "listing.done.publish" },
    pause: { icon: "pause", word: "act.pause", done: "listing.done.pause" },
    resume: { icon: "play", word: "act.resume", done: "listing.done.resume" },
    end: { icon: "x", word: "act.end", done: "listing.done.end" },
};

/** What the owner may do with a listing: the server says which. */
export function StallActs({ listing }: { listing: ListingView }) {
    const [dialog, setDialog] = useState<"stock" | "end" | null>(null);
    const act = useAct();
    const take = (fresh: ListingView, word: Key) => {
        put(at("GET /listings/{id}", { id: listing.id }), fresh);
        refresh((path) => path.startsWith("/me/listings") || path.startsWith("/feed"));
        setDialog(null);
        toast(t(word));
    };
    const run = async (verb: Simple) => {
        const fresh = await act.run(at(`POST /listings/{id}/${verb}`, { id: listing.id }));
        if (fresh) take(fresh, simple[verb].done);
    };
    return (
        <div class="stack">
            <Buttons
                listing={listing}
                busy={act.busy}
                ask={setDialog}
                run={(verb) => void run(verb)}
            />
            {dialog === null && <Refusal problem={act.problem} />}
            {dialog === "stock" && (
                <StockDialog
                    listing={listing}
                    onClose={() => setDialog(null)}
                    onDone={(fresh) => take(fresh, "listing.done.stock")}
                />
            )}
            {dialog === "end" && (
                <Dialog
                    title={t("listing.end_title")}
                    confirm={t("act.end")}
                    busy={act.busy}
                    onConfirm={() => void run("end")}
                    onClose={() => setDialog(null)}
                >
                    <p class="soft">{t("listing.end_text")}</p>
                    <Refusal problem={act.problem} />
                </Dialog>
            )}
        </div>
    );
}

/** Where the next variant is put up. One that has no name yet is asked for its own before. */
const nextVariant = ({ id, variant }: ListingView) =>
    variant ? `/sell?beside=${id}` : `/listings/${id}/edit?then=variant`;

interface ButtonsProps {
    listing: ListingView;
    busy: boolean;
    ask: (dialog: "stock" | "end") => void;
    run: (verb: Simple) => void;
}

function Buttons({ listing, busy, ask, run }: ButtonsProps) {
    const verbs = (Object.keys(simple) as Simple[]).filter((verb) => listing.may.includes(verb));
    return (
        <div class="row">
            {listing.may.includes("edit") && (
                <a class="button little" href={`/listings/${listing.id}/edit`}>
                    <Icon name="pencil" size={16} />
                    {t("act.edit")}
                </a>
            )}
            {listing.may.includes("edit") && (
                <a class="button little" href={nextVariant(listing)}>
                    <Icon name="plus" size={16} />
                    {t("act.add_variant")}
                </a>
            )}
            {listing.may.includes("stock") && (
                <button type="button" class="button little" onClick={() => ask("stock")}>
                    <Icon name="layers" size={16} />
                    {t("act.stock", { n: listing.stock })}
                </button>
            )}
            {verbs.map((verb) => (
                <button
                    key={verb}
                    type="button"
                    disabled={busy}
                    class={`button little ${verb === "publish" ? "next" : ""}`}
                    onClick={() => (verb === "end" ? ask("end") : run(verb))}
                >
                    <Icon name={simple[verb].icon} size={16} />
                    {t(simple[verb].word)}
                </button>
            ))}
        </div>
    );
}

interface StockProps {
    listing: ListingView;
    onClose: () => void;
    onDone: (fresh: ListingView) => void;
}

function StockDialog({ listing, onClose, onDone }: StockProps) {
    const [stock, setStock] = useState(listing.stock);
    const act = useAct();
    const save = async () => {
        const fresh = await act.run(at("PUT /listings/{id}/stock", { id: listing.id }), { stock });
        if (fresh) onDone(fresh);
    };
    return (
        <Dialog
            title={t("listing.stock_title")}
            confirm={t("act.save")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            <Quantity
                value={stock}
                min={0}
                max={1_000_000}
                label={t("field.stock.label")}
                onChange={setStock}
            />
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
