import type { OfferView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useSession } from "../core/session";
import { useList } from "../core/store";
import { t } from "../core/words";
import { Page } from "../parts/Page";
import { rove } from "../parts/roving";
import { Empty, ShownList } from "../parts/States";
import { OfferLine } from "./OfferLine";

/** What the reader has offered. */
export function OffersMade(_: { place: Place }) {
    return <Offers role="buyer" />;
}

/** What others offered for the reader's goods. */
export function OffersGot(_: { place: Place }) {
    return <Offers role="seller" />;
}

function Offers({ role }: { role: "buyer" | "seller" }) {
    const { me } = useSession();
    const open = useList(at("GET /offers", { role, open: true, limit: 50 }));
    const over = useList(at("GET /offers", { role, open: false }));
    const none = open.items?.length === 0 && over.items?.length === 0;
    return (
        <Page title={t("offers.title")}>
            {me?.shop && <Tabs got={role === "seller"} />}
            {none && (
                <Empty drawing="orders" title={t("offers.empty_title")}>
                    {t(role === "buyer" ? "offers.empty_made" : "offers.empty_got")}
                </Empty>
            )}
            <ShownList got={open} empty={null}>
                {(offers) => <Part title={t("offers.open")} offers={offers} />}
            </ShownList>
            {open.items && (
                <ShownList got={over} waiting={<></>} empty={null}>
                    {(offers) => <Part title={t("offers.over")} offers={offers} />}
                </ShownList>
            )}
        </Page>
    );
}

/** Made and got stand side by side for who does both. */
function Tabs({ got }: { got: boolean }) {
    return (
        <nav class="segments" aria-label={t("offers.which")} onKeyDown={rove}>
            <a href="/offers" aria-current={got ? undefined : "page"}>
                {t("offers.made")}
            </a>
            <a href="/offers/got" aria-current={got ? "page" : undefined}>
                {t("offers.got")}
            </a>
        </nav>
    );
}

function Part({ title, offers }: { title: string; offers: OfferView[] }) {
    return (
        <section class="stack">
            <h2>{title}</h2>
            <ul class="stack">
                {offers.map((offer) => (
                    <li key={offer.id}>
                        <OfferLine offer={offer} />
                    </li>
                ))}
            </ul>
        </section>
    );
}
