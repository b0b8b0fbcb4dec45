import type { ListingView, ShopView } from "../../api";
import { at } from "../../core/call";
import { useGets, type Got } from "../../core/store";
import { t } from "../../core/words";

/** The stalls of what is bought: an order is placed on the conditions that are read here. */
export function useStalls(listings: readonly ListingView[]): Got<ShopView>[] {
    const ids = [...new Set(listings.map((listing) => listing.shop.id))];
    return useGets(ids.map((id) => at("GET /shops/{id}", { id })));
}

/** What the order says was agreed to: the versions that stand on the page. */
export const agreedTo = (stalls: readonly Got<ShopView>[]) =>
    stalls.flatMap(({ data }) =>
        data ? [{ shop: data.id, version: data.stall.conditions?.version ?? 0 }] : [],
    );

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
