// How goods reach their buyer: what a listing says of it, what a checkout may choose, and what the
// seller's form sends. Pure, so that every sentence can be tested.

import type { HandoverForm, HandoverView, Instant, ListingView, Way, Ways } from "../api";
import { countryName } from "./countries";
import { localeName, longDay, shortDay, t, type Key } from "./words";
import { addDays, beginOf, todayIn } from "./zone";

export const offers = (ways: Ways, way: Way): boolean => ways === "both" || ways === way;

/** "Austria, Germany" */
export function regionNames(regions: readonly string[]): string {
    return regions.map((code) => countryName(code, localeName())).join(", ");
}

/** What is not as usual about it, one sentence each; nothing for what is simply sent. */
export function handoverLines({ ways, area, regions, ahead }: HandoverView): string[] {
    const lines: string[] = [];
    if (ways === "pick_up") lines.push(t("handover.only_at", { area }));
    if (ways === "both") lines.push(t("handover.also_at", { area }));
    if (regions.length > 0) {
        lines.push(t("handover.sends_to", { countries: regionNames(regions) }));
    }
    if (ahead) lines.push(aheadWords(ways, ahead));
    return lines;
}

const aheadKeys = {
    ship: "handover.sent_by",
    pick_up: "handover.ready_by",
    both: "handover.sent_or_ready_by",
} as const satisfies Record<Ways, Key>;

/** "Ordered ahead: sent by 12 January"; what is picked up is ready by then. */
export function aheadWords(ways: Ways, ahead: Instant): string {
    return t(aheadKeys[ways], { day: longDay(ahead) });
}

/** The one thing that a card has room for; "" for what is simply sent. */
export function cardWords({ ways, area, ahead }: HandoverView): string {
    if (ahead) return t("handover.card_ahead", { day: shortDay(ahead) });
    if (ways === "pick_up") return t("handover.card_pick_up", { area });
    return ways === "both" ? t("handover.card_both") : "";
}

/** The ways that at least one of the goods offers: more than one, and the buyer chooses. */
export function waysOf(listings: readonly ListingView[]): Way[] {
    const all: Way[] = ["ship", "pick_up"];
    return all.filter((way) => listings.some(({ handover }) => offers(handover.ways, way)));
}

/** A way that all of the goods offer; null where one order cannot hold them. */
export function commonWay(listings: readonly ListingView[]): Way | null {
    const fits = (way: Way) => listings.every(({ handover }) => offers(handover.ways, way));
    if (fits("ship")) return "ship";
    return fits("pick_up") ? "pick_up" : null;
}

/** The way that most likely fits: one that all of the goods offer, else the first one's. */
export function likelyWay(listings: readonly ListingView[]): Way {
    const first = listings[0]?.handover.ways === "pick_up" ? "pick_up" : "ship";
    return commonWay(listings) ?? first;
}

/** What the buyer chose while at least one of the goods still offers it, else what likely fits. */
export function wayOf(listings: readonly ListingView[], chosen: Way | null): Way {
    return chosen && waysOf(listings).includes(chosen) ? chosen : likelyWay(listings);
}

/** What is ordered ahead, each day once, as it fits the way that was chosen. */
export function aheadLines(listings: readonly ListingView[], way: Way): string[] {
    const days = listings.flatMap(({ handover }) => handover.ahead ?? []);
    return [...new Set(days.map((ahead) => aheadWords(way, ahead)))];
}

// ---- The seller's form

export interface TypedHandover {
    ways: Ways;
    area: string;
    place: string;
    regions: string[];
    /** A civil day, "2030-01-15"; "" for what is there. */
    ahead: string;
}

export const usual: TypedHandover = { ways: "ship", area: "", place: "", regions: [], ahead: "" };

/** What a listing says, as its seller types it. */
export function typedHandover(handover: HandoverView, zone: string): TypedHandover {
    const { ways, area, place, regions, ahead } = handover;
    return {
        ways,
        area,
        place: place ?? "",
        regions,
        ahead: ahead ? todayIn(zone, new Date(ahead)) : "",
    };
}

/** What the form sends: only what fits its ways. A day is promised until its last second. */
export function sentHandover(form: TypedHandover, zone: string): HandoverForm {
    const there = form.ways !== "ship";
    const last = () => Date.parse(beginOf(addDays(form.ahead, 1), zone)) - 1000;
    return {
        ways: form.ways,
        area: there ? form.area.trim() : "",
        place: there ? form.place.trim() : "",
        regions: form.ways === "pick_up" ? [] : form.regions,
        ahead: form.ahead === "" ? null : new Date(last()).toISOString(),
    };
}
