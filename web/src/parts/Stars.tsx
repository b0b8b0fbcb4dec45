import type { RatingView } from "../api";
import { meanOf, rangeOf } from "../core/rating";
import { count, t } from "../core/words";
import { useChoiceLack, Wrong } from "./Field";

const path =
    "M12 2.5l2.94 5.96 6.58.96-4.76 4.64 1.12 6.55L12 17.52l-5.88 3.09 1.12-6.55L2.48 9.42l6.58-.96z";

/** So many stars of five: seen as five, heard as a number. */
export function Stars({ n, size = 16 }: { n: number; size?: number }) {
    return (
        <span role="img" aria-label={t("stars.of_five", { n: count(n) })}>
            <Five n={n} size={size} />
        </span>
    );
}

function Five({ n, size = 16 }: { n: number; size?: number }) {
    const full = Math.round(n);
    return (
        <span class="stars" aria-hidden="true">
            {[1, 2, 3, 4, 5].map((star) => (
                <svg key={star} width={size} height={size} viewBox="0 0 24 24">
                    <path d={path} class={star <= full ? "on" : ""} />
                </svg>
            ))}
        </span>
    );
}

function One() {
    return (
        <span class="stars">
            <svg width={14} height={14} viewBox="0 0 24 24">
                <path d={path} class="on" />
            </svg>
        </span>
    );
}

/** The mean, how many have judged and how sure that is; nothing at all where nobody has. */
export function Rating({ rating, short }: { rating: RatingView; short?: boolean }) {
    if (rating.count === 0) return null;
    const mean = meanOf(rating);
    const { low, high } = rangeOf(rating);
    const between = { low: count(low), high: count(high) };
    return (
        <span class="rating">
            <span class="unseen">
                {t("stars.whole", { mean: count(mean), n: rating.count, ...between })}
            </span>
            <span class="rating-seen" aria-hidden="true">
                {short ? <One /> : <Five n={mean} />}
                <strong>{count(mean)}</strong>
                <span>
                    {short ? `(${count(rating.count)})` : t("reviews.count", { n: rating.count })}
                </span>
                {short ? (
                    <span class="rating-range">{t("stars.range", between)}</span>
                ) : (
                    <span class="rating-range" title={t("stars.likely_why")}>
                        {t("stars.likely", between)}
                    </span>
                )}
            </span>
        </span>
    );
}

interface ChoiceProps {
    value: number;
    onChoose: (stars: number) => void;
}

/** One to five, by thumb and by arrow keys. */
export function StarChoice({ value, onChoose }: ChoiceProps) {
    const lack = useChoiceLack("stars");
    return (
        <fieldset class="stack" {...lack.marks}>
            <legend>{t("reviews.how_good")}</legend>
            <div class="star-choice">
                {[1, 2, 3, 4, 5].map((n) => (
                    <label key={n}>
                        <input
                            type="radio"
                            name="stars"
                            value={n}
                            required
                            checked={value === n}
                            aria-label={t("stars.choice", { n })}
                            onChange={() => onChoose(n)}
                        />
                        <span class="stars" aria-hidden="true">
                            <svg width="22" height="22" viewBox="0 0 24 24">
                                <path d={path} class={n <= value ? "on" : ""} />
                            </svg>
                        </span>
                        <span aria-hidden="true">{n}</span>
                    </label>
                ))}
            </div>
            <Wrong id={lack.id} text={lack.text} />
        </fieldset>
    );
}
