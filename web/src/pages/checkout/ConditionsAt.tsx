import type { ListingView, ShopView } from "../../api";
import { at } from "../../core/call";
import { useGets, type Got } from "../../core/store";
import { t } from "../../core/words";

/** The stalls that have conditions: an order is placed on those that are read here. */
export function useStalls(listings: readonly ListingView[]): Got<ShopView>[] {
    const bound = listings.filter((listing) => listing.conditions > 0);
    const ids = [...new Set(bound.map((listing) => listing.shop.id))];
    return useGets(ids.map((id) => at("GET /shops/{id}", { id })));
}

/** What the order says was agreed to: the versions that stand on the page, 0 for none. */
export function agreedTo(listings: readonly ListingView[], stalls: readonly Got<ShopView>[]) {
    const read = new Map(stalls.map(({ data }) => [data?.id, data?.stall.conditions?.version]));
    const shops = [...new Set(listings.map((listing) => listing.shop.id))];
    return shops.map((shop) => ({ shop, version: read.get(shop) ?? 0 }));
}

/** The conditions of each stall that has some, out of the way of those who know them. */
export function ConditionsAt({ stalls }: { stalls: readonly Got<ShopView>[] }) {
    return (
        <>
            {stalls.map(
                ({ data }) =>
                    data?.stall.conditions && (
                        <details key={data.id}>
                            <summary>{t("checkout.conditions", { shop: data.name })}</summary>
                            <p class="pre small">{data.stall.conditions.text}</p>
                        </details>
                    ),
            )}
        </>
    );
}
