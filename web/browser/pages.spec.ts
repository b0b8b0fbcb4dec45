// Every page once more as somebody sees it who reads Chinese at night.

import { befriend, buy, expect, putUp, test } from "./fairground";

test.use({ contextOptions: { reducedMotion: "reduce", colorScheme: "dark" } });

test("every page of a member reads well in Chinese and in the dark", async ({ member, look }) => {
    const mei = await member("陈美玲 Mei", "zh");
    const bo = await member("Bo", "zh");
    await befriend(mei, bo);
    const jam = await putUp(mei, { title: "自制草莓果酱", minor: 680, stock: 9 });
    const order = await buy(bo, jam);
    const bought = [
        ["feed", "/"],
        ["listing", `/listings/${jam.id}`],
        ["checkout", `/checkout?lines=${jam.id}.2`],
        ["orders", "/orders"],
        ["order", `/orders/${order.id}`],
        ["friends", "/friends"],
        ["settings", "/settings"],
        ["person", `/people/${mei.handle}`],
        ["open-stall", "/sell"],
    ] as const;
    for (const [name, path] of bought) {
        await bo.page.goto(path);
        await look(bo.page, `${name}-zh-dark`);
    }
    const sold = [
        ["board", "/orders/sold"],
        ["sold-order", `/orders/${order.id}`],
        ["stall", "/stall"],
        ["sell", "/sell"],
        ["import", "/stall/import"],
        ["money", "/money"],
    ] as const;
    for (const [name, path] of sold) {
        await mei.page.goto(path);
        await look(mei.page, `${name}-zh-dark`);
    }
    await expect(mei.page.locator("html")).toHaveAttribute("lang", "zh-Hans");
});

test("every page of the operator reads well in the dark", async ({ persona, look }) => {
    const { page } = await persona("operator");
    const paths = {
        report: "/operator",
        bank: "/operator/bank",
        ledger: "/operator/ledger",
        policies: "/policies",
        jobs: "/operator/jobs",
        members: "/operator/members",
        audit: "/operator/audit",
    };
    for (const [name, path] of Object.entries(paths)) {
        await page.goto(path);
        await look(page, `${name}-dark`);
    }
});
