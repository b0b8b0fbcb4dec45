import { useState } from "preact/hooks";

import type { ListingView, Way } from "../../api";
import type { OfShop } from "../../core/basket";
import { at, type Body, type Problem } from "../../core/call";
import { countriesByName, countryOf } from "../../core/countries";
import { aheadLines, commonWay, wayOf, waysOf } from "../../core/handover";
import { useSession } from "../../core/session";
import { useGet } from "../../core/store";
import { localeName, t, type Key } from "../../core/words";
import { Choices, LongField, SelectField, TextField, wrongOf } from "../../parts/Field";
import { Icon } from "../../parts/Icon";

const words: Record<Way, [Key, Key]> = {
    ship: ["checkout.way.ship", "checkout.way.ship_note"],
    pick_up: ["checkout.way.pick_up", "checkout.way.pick_up_note"],
};

/** Where the goods of a checkout go, begun with what the buyer wrote last. */
export function useWhere(listings: ListingView[]) {
    const { me } = useSession();
    const last = useGet(at("GET /orders", { role: "buyer", limit: 5 }));
    const sent = last.data?.items.find((order) => order.way === "ship")?.delivery;
    const [ways, setWays] = useState<Record<string, Way>>({});
    const [name, setName] = useState<string | null>(null);
    const [address, setAddress] = useState<string | null>(null);
    const [country, setCountry] = useState<string | null>(null);
    const setWayAt = (shop: string, way: Way) => setWays((old) => ({ ...old, [shop]: way }));
    // What was chosen for a shop stays chosen when it is the only one that is left.
    const shop = listings[0]?.shop.id ?? "";
    return {
        way: wayOf(listings, ways[shop] ?? null),
        /** The same for each shop of several. */
        wayAt: ({ shop, listings }: OfShop) => wayOf(listings, ways[shop.id] ?? null),
        setWayAt,
        name: name ?? sent?.name ?? me?.name ?? "",
        address: address ?? sent?.address ?? "",
        country: country ?? (sent?.country || countryOf(navigator.languages)),
        setWay: (way: Way) => setWayAt(shop, way),
        setName,
        setAddress,
        setCountry,
    };
}

export type Whereabouts = ReturnType<typeof useWhere>;

/** What an order says of it: an address only where something is sent. */
export function sentTo(where: Whereabouts): Pick<Body<"POST /orders">, "way" | "delivery"> {
    const { way, country } = where;
    const name = where.name.trim();
    if (way === "pick_up") return { way, delivery: { name } };
    return { way, delivery: { name, address: where.address.trim(), country } };
}

/** The same of goods of several shops: an address where anything is sent. */
export function sentToAll(
    where: Whereabouts,
    parts: OfShop[],
): Pick<Body<"POST /purchases">, "pick_up" | "delivery"> {
    const name = where.name.trim();
    const met = parts.filter((part) => where.wayAt(part) === "pick_up");
    const pick_up = met.map((part) => part.shop.id);
    if (met.length === parts.length) return { pick_up, delivery: { name } };
    const { country } = where;
    return { pick_up, delivery: { name, address: where.address.trim(), country } };
}

interface Props {
    where: Whereabouts;
    listings: ListingView[];
    problem: Problem | null;
}

interface WayAtProps {
    where: Whereabouts;
    part: OfShop;
}

/** How the goods of one shop of several are had, where there is a choice. */
export function WayAt({ where, part }: WayAtProps) {
    const ways = waysOf(part.listings);
    const way = where.wayAt(part);
    return (
        <>
            {ways.length > 1 && (
                <Choices<Way>
                    label={t("checkout.way_of", { shop: part.shop.name })}
                    name={`way-${part.shop.id}`}
                    value={way}
                    onChoose={(chosen) => where.setWayAt(part.shop.id, chosen)}
                    options={ways.map((one) => ({
                        value: one,
                        label: t(words[one][0]),
                        note: t(words[one][1]),
                    }))}
                />
            )}
            {part.listings.length > 1 && !commonWay(part.listings) && (
                <p class="notice clock">
                    <Icon name="info" />
                    <span>{t("checkout.no_common_way")}</span>
                </p>
            )}
            {way === "pick_up" && <Places listings={part.listings} />}
        </>
    );
}

/** Who has it, and where what is sent goes. */
export function WhereAll({ where, parts, problem }: Omit<Props, "listings"> & { parts: OfShop[] }) {
    const sent = parts.some((part) => where.wayAt(part) === "ship");
    return (
        <section class="card">
            <h2>{t(sent ? "checkout.where" : "checkout.pick_up")}</h2>
            <TextField
                label={t("field.delivery_name.label")}
                value={where.name}
                onType={where.setName}
                autocomplete="name"
                required
                wrong={wrongOf(problem, "delivery.name")}
            />
            {sent && <Address where={where} problem={problem} />}
        </section>
    );
}

export function Where({ where, listings, problem }: Props) {
    const ways = waysOf(listings);
    const sent = where.way === "ship";
    return (
        <section class="card">
            <h2>{t(sent ? "checkout.where" : "checkout.pick_up")}</h2>
            {ways.length > 1 && (
                <Choices<Way>
                    label={t("checkout.way.label")}
                    name="way"
                    value={where.way}
                    onChoose={where.setWay}
                    options={ways.map((way) => ({
                        value: way,
                        label: t(words[way][0]),
                        note: t(words[way][1]),
                    }))}
                />
            )}
            {listings.length > 1 && !commonWay(listings) && (
                <p class="notice clock">
                    <Icon name="info" />
                    <span>{t("checkout.no_common_way")}</span>
                </p>
            )}
            {!sent && <Places listings={listings} />}
            <TextField
                label={t("field.delivery_name.label")}
                value={where.name}
                onType={where.setName}
                autocomplete="name"
                required
                wrong={wrongOf(problem, "delivery.name")}
            />
            {sent && <Address where={where} problem={problem} />}
        </section>
    );
}

function Address({ where, problem }: Omit<Props, "listings">) {
    return (
        <>
            <LongField
                label={t("field.address.label")}
                value={where.address}
                onType={where.setAddress}
                rows={3}
                required
                hint={t("checkout.address_hint")}
                wrong={wrongOf(problem, "delivery.address")}
            />
            <SelectField
                label={t("field.country.label")}
                value={where.country}
                onChoose={where.setCountry}
                required
                autocomplete="country"
                options={[
                    { value: "", label: t("field.country.none") },
                    ...countriesByName(localeName()).map(({ code, name }) => ({
                        value: code,
                        label: name,
                    })),
                ]}
                wrong={wrongOf(problem, "delivery.country")}
            />
        </>
    );
}

/** Where about it is; the exact place belongs to who has paid. */
function Places({ listings }: { listings: ListingView[] }) {
    const areas = [...new Set(listings.map(({ handover }) => handover.area).filter(Boolean))];
    return (
        <div class="notice">
            <Icon name="map-pin" />
            <div>
                {areas.map((area) => (
                    <p key={area}>
                        <strong>{area}</strong>
                    </p>
                ))}
                <p class="soft small">{t("checkout.place_later")}</p>
            </div>
        </div>
    );
}

/** What is ordered ahead, said once more before it is paid. */
export function Ahead({ listings, way }: { listings: ListingView[]; way: Way }) {
    const lines = aheadLines(listings, way);
    if (lines.length === 0) return null;
    return (
        <div class="notice clock">
            <Icon name="calendar-days" />
            <div>
                {lines.map((line) => (
                    <p key={line}>{line}</p>
                ))}
                <p class="small">
                    {t(way === "pick_up" ? "checkout.ahead_pick_up" : "checkout.ahead")}
                </p>
            </div>
        </div>
    );
}
