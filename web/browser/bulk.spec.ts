// A seller with several orders: chosen on the board, done in one go and each answered for itself,
// and what they have to pack.

import { buy, expect, putUp, settled, test, type Someone } from "./fairground";

interface Sold {
    items: { id: string; state: string; tracking: string | null }[];
}

async function statesOf(seller: Someone): Promise<Record<string, string>> {
    const { items } = await seller.api<Sold>("GET", "/orders?role=seller");
    return Object.fromEntries(items.map(({ id, state }) => [id, state]));
}

test("a seller accepts several orders, packs by the list and says that all are sent", async ({
    member,
    look,
}) => {
    const seller = await member("Pia Potter");
    const buyers = [await member("Ada"), await member("Bea"), await member("Cleo")];
    const mug = await putUp(seller, { title: "Mug, blue", minor: 900, stock: 9 });
    const bowl = await putUp(seller, { title: "Bowl", minor: 1900, stock: 9 });
    const ids: string[] = [];
    for (const buyer of buyers) ids.push((await buy(buyer, mug)).id);
    ids.push((await buy(buyers[0] as Someone, bowl)).id);
    const { page } = seller;
    await page.goto("/orders/sold");
    await page.getByRole("button", { name: "Several at once" }).click();
    await page.getByRole("checkbox", { name: "All 4 of “To answer”" }).check();
    await expect(page.getByText("4 orders chosen")).toBeVisible();
    await look(page, "board-choosing");
    // Somebody calls theirs off while the seller looks at it.
    await (buyers[2] as Someone).api("POST", `/orders/${ids[2] ?? ""}/cancel`, {});
    await expect(page.getByText("3 orders chosen")).toBeVisible();
    await page.getByRole("button", { name: "Accept 3 orders" }).click();
    const dialog = page.getByRole("dialog");
    await look(page, "bulk-accept");
    await dialog.getByRole("button", { name: "Accept 3 orders" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.locator(".toast")).toContainText("3 orders accepted");
    await page.getByRole("button", { name: "Done choosing" }).click();

    await page.getByRole("link", { name: "Pick list" }).click();
    await expect(page.getByText("3 pieces for 3 orders")).toBeVisible();
    const mugs = page.locator(".pick-line").filter({ hasText: "Mug, blue" });
    await expect(mugs).toContainText("2×");
    await expect(mugs).toContainText("Ada");
    await expect(mugs).toContainText("Bea");
    await expect(page.locator(".pick-line").first()).toContainText("Bowl");
    await look(page, "pick-list");
    await page.getByRole("button", { name: "Packing slips" }).click();
    await expect(page.locator(".slip")).toHaveCount(3);
    await expect(page.locator(".slip").first()).toContainText("1 Fair Lane");
    await look(page, "packing-slips");
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
    await expect(page.locator(".foot")).toBeHidden();
    await look(page, "packing-slips-printed", "night");
    await page.emulateMedia({ media: null });
});

test("what is refused is said at its order and stops none of the others", async ({
    member,
    look,
}) => {
    const seller = await member("Wim Weaver");
    const buyer = await member("Bo");
    const towel = await putUp(seller, { title: "Linen towel", minor: 900, stock: 9 });
    const ids = [(await buy(buyer, towel)).id, (await buy(buyer, towel)).id];
    const lost = (await buy(buyer, towel)).id;
    const { page } = seller;
    await page.goto("/orders/sold");
    await page.getByRole("button", { name: "Several at once" }).click();
    await page.getByRole("checkbox", { name: "All 3 of “To answer”" }).check();
    await page.getByRole("button", { name: "3 are on their way" }).click();
    const dialog = page.getByRole("dialog");
    const numbers = dialog.getByLabel("Tracking number for Bo");
    await expect(numbers).toHaveCount(3);
    for (const number of await numbers.all()) await number.fill("RM 1234 5678 GB");
    await look(page, "bulk-send");
    // One was called off behind the seller's back, and one answer gets lost on the way.
    await buyer.api("POST", `/orders/${ids[0] ?? ""}/cancel`, {});
    const keys: string[] = [];
    await page.route(`**/api/v1/orders/${lost}/ship`, async (route) => {
        keys.push((await route.request().headerValue("idempotency-key")) ?? "");
        const answer = await route.fetch();
        if (keys.length === 1) await route.fulfill({ status: 502, body: "" });
        else await route.fulfill({ response: answer });
    });
    await dialog.getByRole("button", { name: "3 are on their way" }).click();
    await expect(dialog.getByText("1 of 3 done")).toBeVisible();
    await expect(dialog.locator(".notice.wrong")).toHaveCount(2);
    await look(page, "bulk-refused");
    await dialog.getByRole("button", { name: "Try 1 again" }).click();
    await expect(dialog.getByText("2 of 3 done")).toBeVisible();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    await dialog.getByRole("button", { name: "Back" }).click();
    await settled(page);
    const states = await statesOf(seller);
    expect(states[ids[0] ?? ""]).toBe("cancelled");
    expect(states[ids[1] ?? ""]).toBe("shipped");
    expect(states[lost]).toBe("shipped");
    const { items } = await seller.api<Sold>("GET", "/orders?role=seller");
    expect(items.filter(({ tracking }) => tracking === "RM 1234 5678 GB")).toHaveLength(2);
});

test("what is picked up is said to be ready, in Chinese", async ({ member, look }) => {
    const seller = await member("陈美玲", "zh");
    const buyer = await member("王小明", "zh");
    await seller.api("POST", "/shops", { name: "美玲的摊位" });
    const jam = await seller.api<{ id: string; version: number }>("POST", "/listings", {
        title: "草莓酱",
        description: "上周做的。",
        price: { minor: 900, currency: "GBP" },
        stock: 5,
        audience: "everybody",
        publish: true,
        pictures: [],
        handover: { ways: "pick_up", area: "北门", place: "蓝色小屋", regions: [], ahead: null },
    });
    for (let i = 0; i < 2; ++i) {
        await buyer.api("POST", "/orders", {
            lines: [{ listing: jam.id, version: jam.version, quantity: 2 }],
            way: "pick_up",
            delivery: { name: "王小明" },
            payment: { method: "simulator", card: "ok" },
        });
    }
    const { page } = seller;
    await page.goto("/orders/sold");
    await page.getByRole("button", { name: "批量处理" }).click();
    await page.getByRole("checkbox", { name: /^全选 2 个/ }).check();
    await look(page, "board-choosing-zh");
    await page.getByRole("link", { name: "拣货单" }).click();
    await expect(page.locator(".pick-count")).toHaveText("4×");
    await look(page, "pick-list-zh");
    await page.goBack();
    await page.getByRole("button", { name: "批量处理" }).click();
    await page.getByRole("checkbox", { name: /^全选 2 个/ }).check();
    await page.getByRole("button", { name: "2 个已备好，可自提" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "2 个已备好" }).click();
    await expect(page.locator(".toast")).toContainText("已通知 2 位买家");
    expect(new Set(Object.values(await statesOf(seller)))).toEqual(new Set(["shipped"]));
});
