import { at } from "../core/call";
import type { Place } from "../core/router";
import { useGet, useList } from "../core/store";
import { day, t } from "../core/words";
import { BlockButton, UnblockButton } from "../parts/BlockActs";
import { FriendActs } from "../parts/FriendActs";
import { Icon } from "../parts/Icon";
import { Goods } from "../parts/ListingCard";
import { Page } from "../parts/Page";
import { Avatar, Invented } from "../parts/People";
import { More, Shown } from "../parts/States";

export function PersonPage({ place }: { place: Place }) {
    const got = useGet(at("GET /members/{handle}", { handle: place.params["handle"] ?? "" }));
    return (
        <Page title={got.data?.name ?? t("person.page")} hideTitle>
            <Shown got={got}>
                {(person) => (
                    <>
                        <section class="card raised profile">
                            <Avatar person={person} size="big" />
                            <h2 class="listing-title">
                                {person.name} <Invented person={person} />
                            </h2>
                            <p class="soft">
                                @{person.handle} · {t("person.since", { date: day(person.since) })}
                            </p>
                            {person.blocked && (
                                <p class="notice">
                                    <Icon name="info" />
                                    <span>{t("block.is", { name: person.name })}</span>
                                </p>
                            )}
                            <div class="row">
                                <FriendActs person={person} acts={person.may} onDone={got.reload} />
                                {person.shop && (
                                    <a class="button little" href={`/shops/${person.shop.id}`}>
                                        <Icon name="store" size={16} />
                                        {person.shop.name}
                                    </a>
                                )}
                                {person.blocked && <UnblockButton person={person} />}
                                {!person.blocked && person.friendship !== "self" && (
                                    <BlockButton person={person} />
                                )}
                                {person.friendship === "self" && (
                                    <a class="button little" href="/settings">
                                        {t("nav.settings")}
                                    </a>
                                )}
                            </div>
                        </section>
                        {person.shop && !person.blocked && <TheirGoods shop={person.shop.id} />}
                    </>
                )}
            </Shown>
        </Page>
    );
}

/** What they sell, as far as the reader may see it; nothing where that is nothing. */
function TheirGoods({ shop }: { shop: string }) {
    const goods = useList(at("GET /shops/{id}/listings", { id: shop, limit: 12 }));
    if (!goods.items?.length) return null;
    return (
        <section class="stack wide">
            <h2>{t("person.goods")}</h2>
            <ul class="goods-grid">
                {goods.items.map((item) => (
                    <li key={item.id}>
                        <Goods listing={item} from={{ door: "shop", thing: shop }} />
                    </li>
                ))}
            </ul>
            <More more={goods.more} />
        </section>
    );
}
