// Every page as a picky person would look at it: on a phone and on a desk, by day and by night, in
// English and in Chinese, full and empty. Each must be clean to axe and never scroll sideways;
// FAIRGROUND_SHOTS=directory keeps a picture of each.

import type { Page } from "@playwright/test";

import { befriend, buy, expect, putUp, test, type Look, type Someone } from "./fairground";
import { sendPhotograph } from "./photograph";

type Pages = readonly (readonly [name: string, path: string])[];

/** What the operator works with. */
const desk: Pages = [
    ["report", "/operator"],
    ["bank", "/operator/bank"],
    ["ledger", "/operator/ledger"],
    ["policies", "/policies"],
    ["jobs", "/operator/jobs"],
    ["payouts", "/operator/payouts"],
    ["rates", "/operator/rates"],
    ["chargebacks", "/operator/chargebacks"],
    ["all-orders", "/operator/orders/all"],
    ["shops", "/operator/shops"],
    ["market", "/operator/market"],
    ["members", "/operator/members"],
    ["audit", "/operator/audit"],
    ["webhooks", "/operator/webhooks"],
];

/** What somebody sees to whom nothing has happened yet. */
const bare: Pages = [
    ["feed-new", "/"],
    ["search-none", "/search?q=qwertzuiop"],
    ["orders-none", "/orders"],
    ["board-none", "/orders/sold"],
    ["offers-none", "/offers"],
    ["offers-got-none", "/offers/got"],
    ["no-offer", "/offers/1"],
    ["pick-list-none", "/orders/sold/pick-list"],
    ["stall-none", "/stall"],
    ["open-stall", "/sell"],
    ["money-none", "/money"],
    ["saved-none", "/saved"],
    ["friends-none", "/friends"],
    ["reports-none", "/reports"],
    ["statements-none", "/statements"],
    ["notices-none", "/notices"],
    ["notices-choices", "/notices/choices"],
    ["cases-not-mine", "/cases"],
    ["settings-new", "/settings"],
    ["no-listing", "/listings/1"],
    ["no-shop", "/shops/1"],
    ["no-person", "/people/nobody-at-all"],
    ["no-order", "/orders/1"],
    ["no-dispute", "/disputes/1"],
    ["checkout-none", "/checkout"],
    ["nowhere", "/nowhere/at/all"],
];

const strange: Pages = [
    ["welcome", "/"],
    ["sign-in", "/sign-in"],
    ["join", "/join"],
    ["search-begin", "/search"],
    ["forgotten", "/forgotten-password"],
    ["new-password-broken", "/reset-password"],
    ["confirm-mail-broken", "/confirm-mail"],
    ["stranger-orders", "/orders"],
    ["stranger-money", "/money"],
    ["stranger-friends", "/friends"],
    ["stranger-settings", "/settings"],
    ["stranger-sell", "/sell"],
    ["stranger-operator", "/operator"],
];

const words = {
    en: {
        seller: "Maximiliana Featherstonehaugh",
        buyer: "Bo",
        word: "straw",
        jam: "Strawberry jam, three jars, made last week",
        said: "Tastes of June. One lid was a little dented, and the seller said so before.",
        asked: "Is there any nut in it?",
        long: "Donaudampfschifffahrtsgesellschaftskapitaenskajuetenschluesselanhaenger",
    },
    zh: {
        seller: "陈美玲",
        buyer: "阿波",
        word: "果酱",
        jam: "自制草莓果酱三瓶装上周刚做好的不加防腐剂适合配面包和酸奶",
        said: "有六月的味道。有一瓶的盖子有点凹，卖家事先说过了。",
        asked: "里面有坚果吗？",
        long: "超长标题".repeat(12),
    },
} as const;

/** Opens every page by day, looks at it, and once more by night. */
async function seen(page: Page, look: Look, pages: Pages, language: string): Promise<void> {
    for (const [name, path] of pages) {
        await page.emulateMedia({ colorScheme: "light" });
        await page.goto(path);
        await look(page, `${name}-${language}-light`);
        await page.emulateMedia({ colorScheme: "dark" });
        await look(page, `${name}-${language}-dark`, "night");
    }
}

interface Sale {
    seller: Someone;
    buyer: Someone;
    bought: Pages;
    sold: Pages;
}

interface Told {
    jam: string;
    order: string;
    said: string;
    asked: string;
}

/** The buyer asks and reviews, the seller answers the review; the question waits. */
async function speak(seller: Someone, buyer: Someone, told: Told): Promise<void> {
    const review = { line: 1, stars: 4, text: told.said };
    const { id } = await buyer.api<{ id: string }>("POST", `/orders/${told.order}/reviews`, review);
    await seller.api("POST", `/reviews/${id}/answer`, { text: told.asked });
    await buyer.api("POST", `/listings/${told.jam}/questions`, { text: told.asked });
}

/** The buyer wants money back, the seller refuses, and it is before a moderator. */
async function quarrel(
    seller: Someone,
    buyer: Someone,
    { id }: { id: string },
    said: { said: string; asked: string },
): Promise<Pages> {
    await seller.api("POST", `/orders/${id}/ship`, {});
    await buyer.api("POST", `/orders/${id}/ask-refund`, { cause: "damaged", words: said.said });
    await seller.api("POST", `/orders/${id}/refuse-refund`, { words: said.asked });
    const order = await buyer.api<{ disputes: { id: string }[] }>(
        "POST",
        `/orders/${id}/open-dispute`,
        { words: said.said },
    );
    return [
        ["order-in-dispute", `/orders/${id}`],
        ["dispute", `/disputes/${order.disputes[0]?.id ?? ""}`],
    ];
}

/** A market in which something has happened to two people. */
async function sale(
    member: (name: string, language: "en" | "zh") => Promise<Someone>,
    language: "en" | "zh",
): Promise<Sale> {
    const said = words[language];
    const seller = await member(said.seller, language);
    const buyer = await member(said.buyer, language);
    await befriend(seller, buyer);
    await seller.page.goto("/policies");
    const pictures = [await sendPhotograph(seller, 350), await sendPhotograph(seller, 90)];
    const jam = await putUp(seller, { title: said.jam, minor: 680, stock: 9, pictures });
    const long = await putUp(seller, { title: said.long, minor: 123_456_789, stock: 1 });
    const paid = await buy(buyer, jam);
    const done = await buy(buyer, jam);
    const disputed = await quarrel(seller, buyer, await buy(buyer, jam), said);
    await seller.api("POST", `/orders/${done.id}/accept`);
    await seller.api("POST", `/orders/${done.id}/ship`, { tracking: "RM 1234 5678 9GB" });
    await buyer.api("POST", `/orders/${done.id}/confirm`);
    for (const { id } of [jam, long]) await buyer.api("PUT", `/listings/${id}/saved`);
    await speak(seller, buyer, { ...said, jam: jam.id, order: done.id });
    await seller.api("POST", "/moments", { text: said.long, audience: "friends" });
    const { member: owner } = await seller.api<{ member: { shop: { id: string } } }>("GET", "/me");
    return {
        seller,
        buyer,
        bought: [
            ["feed", "/"],
            ["listing", `/listings/${jam.id}`],
            ["listing-long", `/listings/${long.id}`],
            ["search", `/search?q=${encodeURIComponent(said.word)}`],
            ["shop", `/shops/${owner.shop.id}`],
            ["person", `/people/${seller.handle}`],
            ["checkout", `/checkout?lines=${jam.id}.2`],
            ["orders", "/orders"],
            ["order", `/orders/${paid.id}`],
            ["order-done", `/orders/${done.id}`],
            ["saved", "/saved"],
            ["friends", "/friends"],
            ["settings", "/settings"],
            ...disputed,
        ],
        sold: [
            ["board", "/orders/sold"],
            ["sold-order", `/orders/${paid.id}`],
            ["stall", "/stall"],
            ["own-listing", `/listings/${jam.id}`],
            ["edit", `/listings/${jam.id}/edit`],
            ["sell", "/sell"],
            ["import", "/stall/import"],
            ["money", "/money"],
            ["notices", "/notices"],
            ...disputed.map(([name, path]) => [`sold-${name}`, path] as const),
        ],
    };
}

interface Reported {
    report: Pages;
    statement: Pages;
    desk: Pages;
}

/** A buyer reports goods with photographs; a moderator has one case in hand and one decided. */
async function reported(
    seller: Someone,
    buyer: Someone,
    moderator: Someone,
    said: { jam: string; long: string; said: string },
): Promise<Reported> {
    await seller.page.goto("/policies");
    const pictures = [await sendPhotograph(seller, 20), await sendPhotograph(seller, 200)];
    const ids: string[] = [];
    for (const title of [said.long, said.jam]) {
        const { id } = await putUp(seller, { title, minor: 900, stock: 3, pictures });
        const body = { kind: "listing", subject: id, rule: "counterfeit", words: said.said };
        await buyer.api("POST", "/reports", body);
        const begun = { kind: "listing", subject: id, rule: "counterfeit" };
        const made = await moderator.api<{ summary: { id: string } }>("POST", "/cases", begun);
        ids.push(made.summary.id);
    }
    const [decided, open] = ids as [string, string];
    const facts = { rule: "misleading", facts: said.said };
    const measure = { ...facts, measure: "take_down" };
    await moderator.api("POST", `/cases/${decided}/decide`, measure);
    await moderator.api("POST", `/cases/${open}/hold`, facts);
    return {
        report: [["reports", "/reports"]],
        statement: [
            ["statements", "/statements"],
            ["statement", `/statements/${decided}`],
            ["statement-held", `/statements/${open}`],
            ["stall-held", "/stall"],
        ],
        desk: [
            ["cases", "/cases"],
            ["cases-decided", "/cases?list=decided"],
            ["cases-late", "/cases?list=late"],
            ["case", `/cases/${open}`],
            ["case-decided", `/cases/${decided}`],
        ],
    };
}

for (const language of ["en", "zh"] as const) {
    const tag = language === "zh" ? "zh-Hans" : "en";

    test(`every page of two members reads well, ${language}`, async ({ member, look }) => {
        const { seller, buyer, bought, sold } = await sale(member, language);
        await seen(buyer.page, look, bought, language);
        await seen(seller.page, look, sold, language);
        await expect(seller.page.locator("html")).toHaveAttribute("lang", tag);
    });

    test(`every page with nothing on it says what to do next, ${language}`, async ({
        member,
        look,
    }) => {
        const { page } = await member(words[language].buyer, language);
        await seen(page, look, bare, language);
        await expect(page.locator("html")).toHaveAttribute("lang", tag);
    });

    test(`every page that a stranger can reach reads well, ${language}`, async ({ page, look }) => {
        await page.addInitScript((code) => localStorage.setItem("language", code), language);
        await seen(page, look, strange, language);
        await expect(page.locator("html")).toHaveAttribute("lang", tag);
    });

    test(`every page of a report and its case reads well, ${language}`, async ({
        member,
        persona,
        look,
    }) => {
        const said = words[language];
        const seller = await member(said.seller, language);
        const buyer = await member(said.buyer, language);
        const moderator = await member(said.seller, language);
        const { member: one } = await moderator.api<{ member: { id: string } }>("GET", "/me");
        const operator = await persona("operator");
        const permission = { permissions: ["moderator"], reason: "a test" };
        await operator.api("PUT", `/operator/members/${one.id}/permissions`, permission);
        const { report, statement, desk } = await reported(seller, buyer, moderator, said);
        await seen(buyer.page, look, report, language);
        await seen(seller.page, look, statement, language);
        await seen(moderator.page, look, desk, language);
    });

    test(`every page of the operator reads well, ${language}`, async ({ persona, look }) => {
        const { page } = await persona("operator");
        await page.addInitScript((code) => localStorage.setItem("language", code), language);
        await seen(page, look, desk, language);
        await expect(page.locator("html")).toHaveAttribute("lang", tag);
    });
}
