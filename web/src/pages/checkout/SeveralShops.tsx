import { type OfShop, type Sum, type Wanted } from "../../core/basket";
import { price, t } from "../../core/words";
import type { Agreed } from "../Checkout";
import { CheckoutLine, GoneLine } from "./CheckoutLine";
import { PostageRow } from "./PostageRow";
import { Ahead, WayAt, type Whereabouts } from "./Where";

interface Props {
    parts: OfShop[];
    /** Lines whose listing is not there for this buyer any more. */
    gone: Wanted[];
    agreed: Agreed;
    where: Whereabouts;
    /** What each part comes to. */
    sums: Sum[];
    onQuantity: (line: Wanted, quantity: number) => void;
}

/** A card for each shop with its own sum: they are paid together and go on by themselves. */
export function SeveralShops({ parts, gone, agreed, where, sums, onQuantity }: Props) {
    return (
        <>
            <p class="soft">{t("checkout.shops", { n: parts.length })}</p>
            {gone.length > 0 && (
                <section class="card">
                    <ul class="list">
                        {gone.map((line) => (
                            <GoneLine
                                key={line.listing}
                                title={agreed.titles[line.listing]}
                                onLeave={() => onQuantity(line, 0)}
                            />
                        ))}
                    </ul>
                </section>
            )}
            {parts.map((part, n) => (
                <section key={part.shop.id} class="card">
                    <h2>{t("checkout.from", { shop: part.shop.name })}</h2>
                    <ul class="list">
                        {part.lines.map((line, i) => {
                            const listing = part.listings[i];
                            return (
                                listing && (
                                    <CheckoutLine
                                        key={line.listing}
                                        listing={listing}
                                        line={line}
                                        seen={agreed.seen}
                                        destination={{ ...where, way: where.wayAt(part) }}
                                        onAgree={() => agreed.agree(listing)}
                                        onQuantity={(quantity) => onQuantity(line, quantity)}
                                    />
                                )
                            );
                        })}
                    </ul>
                    <WayAt where={where} part={part} />
                    <Ahead listings={part.listings} way={where.wayAt(part)} />
                    <PostageRow
                        part={part}
                        sum={sums[n]}
                        way={where.wayAt(part)}
                        onAgree={() => agreed.agreePostage(part.listings)}
                    />
                    <p class="split total-line">
                        <span>{t("checkout.shop_total", { shop: part.shop.name })}</span>
                        <strong class="amount">{sums[n] && price(sums[n].total)}</strong>
                    </p>
                </section>
            ))}
        </>
    );
}
