import type { Id, RatingView, ReviewView } from "../../api";
import { at } from "../../core/call";
import { useList, type GotList } from "../../core/store";
import { t } from "../../core/words";
import { Ago } from "../../parts/Clock";
import { PersonLink } from "../../parts/People";
import { Rating, Stars } from "../../parts/Stars";
import { ShownList, Waiting } from "../../parts/States";
import { AnswerButton, Answered } from "./Answer";

/** What buyers said of a listing. */
export function ListingReviews({ id, rating }: { id: Id; rating: RatingView }) {
    return <Section got={useList(at("GET /listings/{id}/reviews", { id }))} rating={rating} />;
}

/** What buyers said of everything that a shop sells. */
export function ShopReviews({ id, rating }: { id: Id; rating: RatingView }) {
    const got = useList(at("GET /shops/{id}/reviews", { id }));
    return <Section got={got} rating={rating} goods />;
}

interface Props {
    got: GotList<ReviewView>;
    rating: RatingView;
    /** Says of each what it is about. */
    goods?: boolean;
}

function Section({ got, rating, goods }: Props) {
    return (
        <section class="card" id="reviews">
            <div class="split wraps">
                {goods ? <h2>{t("reviews.title")}</h2> : <h3>{t("reviews.title")}</h3>}
                <Rating rating={rating} />
            </div>
            <ShownList
                got={got}
                waiting={<Waiting n={1} />}
                empty={<p class="soft">{t("reviews.none")}</p>}
            >
                {(reviews) => (
                    <ul class="said">
                        {reviews.map((review) => (
                            <li key={review.id}>
                                <Review review={review} {...(goods ? { goods } : {})} />
                            </li>
                        ))}
                    </ul>
                )}
            </ShownList>
            <p class="soft small">{t("reviews.by_payers")}</p>
        </section>
    );
}

export function Review({ review, goods }: { review: ReviewView; goods?: boolean }) {
    return (
        <>
            <div class="split">
                <PersonLink person={review.author} />
                <Stars n={review.stars} />
            </div>
            {goods && <a href={`/listings/${review.listing.id}`}>{review.listing.title}</a>}
            {review.text && <p class="pre">{review.text}</p>}
            <p class="soft small">
                <Ago at={review.at} />
                {review.edited && ` · ${t("reviews.edited")}`}
            </p>
            {!review.counted && <p class="notice">{t("reviews.not_counted")}</p>}
            <Answered answer={review.answer} />
            {review.may.includes("answer") && (
                <AnswerButton to="reviews" id={review.id} text={review.text} />
            )}
        </>
    );
}
