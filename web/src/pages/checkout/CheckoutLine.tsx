import type { ListingView } from "../../api";
import {
    troubleOf,
    type Destination,
    type Seen,
    type Trouble,
    type Wanted,
} from "../../core/basket";
import { regionNames } from "../../core/handover";
import { price, t } from "../../core/words";
import { Icon } from "../../parts/Icon";
import { Picture } from "../../parts/Picture";
import { wholeTitle } from "../../parts/ListingCard";
import { Quantity } from "../../parts/Quantity";

interface Props {
    listing: ListingView;
    line: Wanted;
    seen: Seen;
    destination: Destination;
    onAgree: () => void;
    onQuantity: (quantity: number) => void;
}

/** One line of a checkout; whatever changed since the buyer looked is settled here, in place. */
export function CheckoutLine(props: Props) {
    const { listing, line, seen, destination, onAgree, onQuantity } = props;
    const trouble = troubleOf(listing, line, seen, destination);
    const total = { ...listing.price, minor: listing.price.minor * line.quantity };
    return (
        <li class="stack">
            <div class="line">
                <Picture
                    id={listing.id}
                    title={listing.title}
                    picture={listing.picture}
                    shape="square"
                />
                <div class="line-words">
                    <a href={`/listings/${listing.id}`}>{wholeTitle(listing)}</a>
                    <span class="soft small">
                        {t("checkout.each", { price: price(listing.price) })}
                    </span>
                </div>
                <strong class="amount">{price(total)}</strong>
                <div class="line-quantity">
                    <Quantity
                        value={line.quantity}
                        min={0}
                        max={Math.max(1, Math.min(100, listing.terms.most ?? 100, listing.stock))}
                        label={t("checkout.quantity_of", { title: wholeTitle(listing) })}
                        onChange={onQuantity}
                    />
                </div>
            </div>
            {trouble && <Settle trouble={trouble} onAgree={onAgree} onQuantity={onQuantity} />}
        </li>
    );
}

/** A line whose listing is not there for this buyer any more. */
export function GoneLine({ title, onLeave }: { title: string | undefined; onLeave: () => void }) {
    return (
        <li class="stack">
            {title && <strong>{title}</strong>}
            <div class="notice clock" role="alert">
                <Icon name="circle-alert" />
                <p>{`${t("checkout.gone")} ${t("problem.missing")}`}</p>
                <div class="row">
                    <button type="button" class="button bare little" onClick={onLeave}>
                        {t("checkout.leave_out")}
                    </button>
                </div>
            </div>
        </li>
    );
}

interface SettleProps {
    trouble: Trouble;
    onAgree: () => void;
    onQuantity: (quantity: number) => void;
}

function Settle({ trouble, onAgree, onQuantity }: SettleProps) {
    if (trouble.kind === "changed") {
        return (
            <div class="notice clock" role="alert">
                <Icon name="circle-alert" />
                <p>
                    {trouble.before.minor === trouble.now.minor
                        ? t("checkout.text_changed")
                        : t("checkout.price_changed", {
                              before: price(trouble.before),
                              now: price(trouble.now),
                          })}
                </p>
                <div class="row">
                    <button type="button" class="button little" onClick={onAgree}>
                        {t("checkout.agree", { now: price(trouble.now) })}
                    </button>
                    <button type="button" class="button bare little" onClick={() => onQuantity(0)}>
                        {t("checkout.leave_out")}
                    </button>
                </div>
            </div>
        );
    }
    const other = trouble.kind === "short" ? trouble.left : trouble.kind === "few" && trouble.least;
    return (
        <div class="notice clock" role="alert">
            <Icon name="circle-alert" />
            <p>
                {trouble.kind === "gone" && t("checkout.gone")}
                {trouble.kind === "short" && t("checkout.short", { left: trouble.left })}
                {trouble.kind === "few" && t("listing.least", { n: trouble.least })}
                {trouble.kind === "way" && t(`checkout.wrong_way.${trouble.way}`)}
                {trouble.kind === "there" &&
                    t(trouble.met ? "checkout.not_there_but_here" : "checkout.not_there", {
                        countries: regionNames(trouble.regions),
                    })}
            </p>
            <div class="row">
                {other && (
                    <button type="button" class="button little" onClick={() => onQuantity(other)}>
                        {trouble.kind === "few"
                            ? t("checkout.take_n", { n: other })
                            : t("checkout.take_left", { left: other })}
                    </button>
                )}
                <button type="button" class="button bare little" onClick={() => onQuantity(0)}>
                    {t("checkout.leave_out")}
                </button>
            </div>
        </div>
    );
}
