import { at } from "../core/call";
import { useSession } from "../core/session";
import { useGet, useList } from "../core/store";
import { t } from "../core/words";
import { Page } from "../parts/Page";
import { Empty, Missing, More, Waiting } from "../parts/States";
import { NextSteps } from "./home/NextSteps";
import { Compose } from "./home/Compose";
import { MomentCard } from "./home/MomentCard";
import { NewGoods } from "./home/NewGoods";
import { Welcome } from "./home/Welcome";
import { ToDo } from "./home/ToDo";
import { HowItWorks } from "./home/HowItWorks";

/** What friends and shops have put up, newest first; what waits for the reader above it. */
export function Home() {
    const { market, me } = useSession();
    const feed = useList(at("GET /feed"));
    return (
        <Page title={me ? t("home.title") : market.name} hideTitle aside={<Beside />}>
            {me && <NextSteps me={me} />}
            {me ? <Compose /> : <Welcome />}
            {!me && <NewGoods />}
            {me && (
                <div class="only-phone">
                    <OpenOrders />
                </div>
            )}
            <section class="stack wide" aria-label={t("home.feed")}>
                {feed.items?.map((moment) => (
                    <MomentCard key={moment.id} moment={moment} />
                ))}
                {!feed.items && !feed.problem && <Waiting kind="cards" />}
                {!feed.items && feed.problem && (
                    <Missing problem={feed.problem} again={feed.reload} />
                )}
                {feed.items?.length === 0 && (
                    <Empty
                        drawing="feed"
                        title={t("home.empty_title")}
                        action={
                            me && (
                                <a class="button next" href="/sell">
                                    {t("nav.sell_something")}
                                </a>
                            )
                        }
                    >
                        {t(me ? "home.empty" : "home.empty_stranger")}
                    </Empty>
                )}
                <More more={feed.more} />
            </section>
        </Page>
    );
}

function Beside() {
    const { me } = useSession();
    return (
        <>
            {me && (
                <div class="only-desk">
                    <OpenOrders />
                </div>
            )}
            <HowItWorks />
        </>
    );
}

function OpenOrders() {
    const bought = useGet(at("GET /orders", { role: "buyer", open: true }));
    const sold = useGet(at("GET /orders", { role: "seller", open: true }));
    return <ToDo orders={[...(sold.data?.items ?? []), ...(bought.data?.items ?? [])]} />;
}
