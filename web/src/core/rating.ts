// What is written of a rating. The server reckons in hundredths of a star.

import type { RatingView } from "../api";

/** To one decimal: the second would pretend to know more than a few people can say. */
export const meanOf = (rating: RatingView): number => Math.round(rating.hundredths / 10) / 10;

/** Between what and what all buyers likely think, rounded outwards, so that it promises no more. */
export const rangeOf = ({ low, high }: RatingView) => ({
    low: Math.floor(low / 10) / 10,
    high: Math.ceil(high / 10) / 10,
});
