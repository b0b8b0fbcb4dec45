import { useState } from "preact/hooks";

import type { OrderReviewView, OrderView } from "../../api";
import { at } from "../../core/call";
import { refresh, useAct, useGet } from "../../core/store";
import { day, t } from "../../core/words";
import { Dialog } from "../../parts/Dialog";
import { LongField, wrongOf } from "../../parts/Field";
import { StarChoice } from "../../parts/Stars";
import { Refusal, Shown, Waiting } from "../../parts/States";
import { toast } from "../../parts/Toast";
import { said } from "../said/Answer";
import { Review } from "../said/Reviews";

/** What the buyer says of each thing, once the money is where it belongs. */
export function OrderReviews({ order }: { order: OrderView }) {
    const over = order.state === "completed";
    const got = useGet(over ? at("GET /orders/{id}/reviews", { id: order.id }) : null);
    if (!over) return null;
    return (
        <Shown got={got} waiting={<Waiting n={1} />}>
            {({ items }) => {
                const lines = items.filter((line) => line.writable || line.review);
                if (lines.length === 0) return null;
                return (
                    <section class="card">
                        <h2>{t(order.role === "buyer" ? "reviews.yours" : "reviews.title")}</h2>
                        <ul class="said">
                            {lines.map((line) => (
                                <li key={line.line}>
                                    <OneLine order={order} line={line} />
                                </li>
                            ))}
                        </ul>
                    </section>
                );
            }}
        </Shown>
    );
}

function OneLine({ order, line }: { order: OrderView; line: OrderReviewView }) {
    const [open, setOpen] = useState(false);
    const { review } = line;
    const editable = review?.may.includes("edit") ?? false;
    return (
        <>
            {review ? (
                <Review review={review} goods />
            ) : (
                <a href={`/listings/${line.listing.id}`}>{line.listing.title}</a>
            )}
            {(line.writable || editable) && (
                <div class="row">
                    <button
                        type="button"
                        class="button little"
                        aria-label={t(editable ? "reviews.change_of" : "reviews.write_of", {
                            title: line.listing.title,
                        })}
                        onClick={() => setOpen(true)}
                    >
                        {t(editable ? "act.change" : "reviews.write")}
                    </button>
                    {review?.editable_until && (
                        <span class="soft small">
                            {t("reviews.until", { date: day(review.editable_until) })}
                        </span>
                    )}
                </div>
            )}
            {open && <Write order={order} line={line} onClose={() => setOpen(false)} />}
        </>
    );
}

interface WriteProps {
    order: OrderView;
    line: OrderReviewView;
    onClose: () => void;
}

function Write({ order, line, onClose }: WriteProps) {
    const { review } = line;
    const [stars, setStars] = useState(review?.stars ?? 0);
    const [text, setText] = useState(review?.text ?? "");
    const act = useAct();
    const send = async () => {
        const words = { stars, text: text.trim() };
        const done = review
            ? await act.run(at("PATCH /reviews/{id}", { id: review.id }), words)
            : await act.run(at("POST /orders/{id}/reviews", { id: order.id }), {
                  line: line.line,
                  ...words,
              });
        if (!done) return;
        toast(t("reviews.done"));
        refresh(said);
        onClose();
    };
    return (
        <Dialog
            title={t("reviews.write_of", { title: line.listing.title })}
            confirm={t("act.save")}
            busy={act.busy}
            onConfirm={() => void send()}
            onClose={onClose}
        >
            <StarChoice value={stars} onChoose={setStars} />
            <LongField
                label={t("reviews.text")}
                hint={t("reviews.text_hint")}
                value={text}
                onType={setText}
                wrong={wrongOf(act.problem, "text")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
        </Dialog>
    );
}
