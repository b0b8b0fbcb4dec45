import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import type { MeMember } from "../api";
import { useKept } from "../core/kept";
import { useSection } from "../core/section";
import { useSession } from "../core/session";
import type { Key } from "../core/words";
import { t } from "../core/words";
import { Bell, BellLine, Count } from "./Bell";
import { Demonstration } from "./Demonstration";
import { Icon, type IconName } from "./Icon";
import { LanguageSwitch } from "./Languages";
import { NewVersion, OfflineBar } from "./Offline";
import { Avatar } from "./People";
import { rove } from "./roving";
import { SearchBox, useSearchKey } from "./SearchBox";
import { Shortcuts } from "./Shortcuts";
import { signInHref } from "./States";
import { Tent } from "./Tent";
import { Toasts } from "./Toast";

interface Item {
    href: string;
    icon: IconName;
    word: Key;
    /** Other addresses that belong to it. */
    also?: RegExp;
    /** How much there is, and what it is called with that. */
    count?: { n: number; name: string };
}

const home: Item = {
    href: "/",
    icon: "house",
    word: "nav.home",
    also: /^\/(listings|shops|people)\//,
};
const orders: Item = {
    href: "/orders",
    icon: "shopping-bag",
    word: "nav.orders",
    also: /^\/orders\//,
};
const basket: Item = { href: "/basket", icon: "package", word: "nav.basket" };
const sell: Item = { href: "/sell", icon: "plus", word: "nav.sell" };
const money: Item = { href: "/money", icon: "wallet", word: "nav.money" };
const friends: Item = { href: "/friends", icon: "users", word: "nav.friends" };
const stall: Item = { href: "/stall", icon: "store", word: "nav.stall", also: /^\/stall\// };
const saved: Item = { href: "/saved", icon: "heart", word: "nav.saved" };
const settings: Item = { href: "/settings", icon: "settings", word: "nav.settings" };
const rules: Item = { href: "/policies", icon: "sliders-horizontal", word: "nav.policies" };

export const operatorItems: Item[] = [
    {
        href: "/operator",
        icon: "chart-column",
        word: "nav.report",
        also: /^\/operator\/(orders|rates)$/,
    },
    { href: "/operator/orders/all", icon: "shopping-bag", word: "nav.all_orders" },
    { href: "/operator/shops", icon: "store", word: "nav.shops" },
    {
        href: "/operator/bank",
        icon: "landmark",
        word: "nav.bank",
        also: /^\/operator\/chargebacks$/,
    },
    { href: "/operator/payouts", icon: "hand-coins", word: "nav.payouts" },
    { href: "/operator/documents", icon: "scroll-text", word: "nav.documents" },
    { href: "/fees", icon: "tag", word: "nav.fees" },
    { href: "/operator/ledger", icon: "scale", word: "nav.ledger" },
    { href: "/operator/market", icon: "tent", word: "nav.market" },
    rules,
    { href: "/operator/members", icon: "user-cog", word: "nav.members" },
    { href: "/operator/jobs", icon: "hourglass", word: "nav.jobs" },
    {
        href: "/operator/webhooks",
        icon: "send",
        word: "nav.webhooks",
        also: /^\/operator\/webhooks\//,
    },
    { href: "/operator/audit", icon: "scroll-text", word: "nav.audit" },
];

export const casesItem: Item = {
    href: "/cases",
    icon: "scale",
    word: "nav.cases",
    also: /^\/cases\//,
};

export const isModerator = (me: MeMember | null): boolean =>
    me?.permissions.includes("moderator") ?? false;

export const isOperator = (me: MeMember | null): boolean =>
    me?.permissions.includes("operator") ?? false;

function here(item: Item, path: string): "page" | undefined {
    return path === item.href || item.also?.test(path) ? "page" : undefined;
}

/** Header and tab bar on a phone; the navigation on the left of a desk. */
export function Shell({ path: address, children }: { path: string; children: ComponentChildren }) {
    const { market, me } = useSession();
    const path = useSection() ?? address;
    useSearchKey();
    return (
        <div class="shell">
            <a class="skip" href="#main">
                {t("nav.skip")}
            </a>
            <Demonstration path={address} />
            <header class="top">
                <Brand />
                <a class="icon-button" href="/search" aria-label={t("search.label")}>
                    <Icon name="search" size={22} />
                </a>
                {me && <BasketLink me={me} />}
                {me && <Bell />}
                {me ? <MeLink me={me} /> : <StrangerLinks />}
            </header>
            <Side path={path} />
            <div class="bars" role="status">
                <OfflineBar />
                <NewVersion />
            </div>
            {children}
            <footer class="foot">
                <span>{t("foot.words", { market: market.name })}</span>{" "}
                <a href="/policies">{t("nav.policies")}</a>
            </footer>
            {me && <TabBar path={path} />}
            <Toasts />
            <Shortcuts />
        </div>
    );
}

function Brand() {
    const { market } = useSession();
    return (
        <a class="brand" href="/">
            <Tent />
            <span>{market.name}</span>
        </a>
    );
}

function MeLink({ me }: { me: MeMember }) {
    return (
        <a class="icon-button" href="/settings" aria-label={t("nav.me", { name: me.name })}>
            <Avatar person={me} />
        </a>
    );
}

/** Only while there is something in it. */
function BasketLink({ me }: { me: MeMember }) {
    const count = useBasketCount(me.id);
    if (count.n === 0) return null;
    return (
        <a class="icon-button counted" href={basket.href} aria-label={count.name}>
            <Icon name={basket.icon} size={22} />
            <Count n={count.n} most={basketShown} />
        </a>
    );
}

/** More than this is not read at a glance. */
const basketShown = 99;

/** How many things are in the basket, in whichever tab they were put there. */
function useBasketCount(member: string | undefined) {
    const n = useKept(member).reduce((sum, line) => sum + line.quantity, 0);
    return { n, name: t("nav.basket_with", { n }) };
}

function StrangerLinks() {
    return (
        <>
            <LanguageSwitch />
            <a class="button little" href={signInHref()}>
                {t("act.sign_in")}
            </a>
        </>
    );
}

function TabBar({ path }: { path: string }) {
    return (
        <nav class="tabs-bar" aria-label={t("nav.main")} onKeyDown={rove}>
            {[home, orders, sell, money, friends].map((item) => (
                <a
                    key={item.href}
                    href={item.href}
                    aria-current={here(item, path)}
                    class={item === sell ? "sell-tab" : undefined}
                >
                    {item === sell ? (
                        <span class="coin">
                            <Icon name={item.icon} size={20} />
                        </span>
                    ) : (
                        <Icon name={item.icon} size={22} />
                    )}
                    {t(item.word)}
                </a>
            ))}
        </nav>
    );
}

function Side({ path }: { path: string }) {
    const { me } = useSession();
    const count = useBasketCount(me?.id);
    const kept = count.n > 0 ? [{ ...basket, count }] : [];
    const items = me ? [home, orders, ...kept, saved, stall, money, friends, settings] : [home];
    const side = useRef<HTMLElement>(null);
    useEffect(() => {
        // An operator has more pages than a low window is high. The page itself stays where it is.
        const here = side.current?.querySelector("[aria-current]")?.getBoundingClientRect();
        const room = side.current?.getBoundingClientRect();
        if (!here || !room) return;
        if (here.bottom > room.bottom) side.current?.scrollBy(0, here.bottom - room.bottom);
        if (here.top < room.top) side.current?.scrollBy(0, here.top - room.top);
    }, [path]);
    return (
        <header ref={side} class="side">
            <Brand />
            <SearchBox />
            <NavList label="nav.main" items={items} path={path}>
                {me && <BellLine current={path.startsWith("/notices")} />}
            </NavList>
            {me && (
                <a class="button sell-link" href="/sell">
                    <Icon name="plus" size={18} />
                    {t("nav.sell_something")}
                </a>
            )}
            {isModerator(me) && (
                <NavList label="nav.moderate" items={[casesItem]} path={path} shown />
            )}
            {isOperator(me) && (
                <NavList label="nav.operator" items={operatorItems} path={path} shown />
            )}
            <div class="end">
                {me ? (
                    <a class="person" href={`/people/${encodeURIComponent(me.handle)}`}>
                        <Avatar person={me} />
                        <span>
                            <strong>{me.name}</strong>
                            <small>@{me.handle}</small>
                        </span>
                    </a>
                ) : (
                    <>
                        <a class="button" href={signInHref()}>
                            {t("act.sign_in")}
                        </a>
                        <a class="button" href="/join">
                            {t("act.join")}
                        </a>
                        <LanguageSwitch />
                    </>
                )}
            </div>
        </header>
    );
}

interface NavProps {
    label: Key;
    items: Item[];
    path: string;
    shown?: boolean;
    children?: ComponentChildren;
}

function NavList({ label, items, path, shown, children }: NavProps) {
    return (
        <nav aria-label={t(label)}>
            {shown && <h2>{t(label)}</h2>}
            <ul onKeyDown={rove}>
                {items.map((item) => (
                    <li key={item.href}>
                        <a
                            href={item.href}
                            aria-current={here(item, path)}
                            aria-label={item.count?.name}
                            class={item.count && "counted"}
                        >
                            <Icon name={item.icon} size={20} />
                            {t(item.word)}
                            {item.count && <Count n={item.count.n} most={basketShown} />}
                        </a>
                    </li>
                ))}
                {children && <li>{children}</li>}
            </ul>
        </nav>
    );
}
