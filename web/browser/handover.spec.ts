// MS-07: sent, picked up, ordered ahead; from the seller’s form to an order that is over.

import { expect, place, settled, test, type Someone } from "./fairground";

const in20 = () => new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);

interface Made {
    id: string;
    version: number;
}

/** Puts something up with a handover of its own. */
async function handed(seller: Someone, title: string, handover: object): Promise<Made> {
    return seller.api<Made>("POST", "/listings", {
        title,
        description: "As good as new.",
        price: { minor: 1500, currency: "GBP" },
        stock: 3,
        audience: "everybody",
        publish: true,
        handover,
    });
}

async function openShop(seller: Someone): Promise<void> {
    await seller.api("POST", "/shops", { name: `${seller.name}’s stall` });
}

test("a seller says where it is picked up, and who pays learns where exactly", async ({
    member,
    look,
}) => {
    const seller = await member("Moss");
    const buyer = await member("Nell");
    await openShop(seller);
    const sells = seller.page;
    await sells.goto("/sell");
    await sells.getByLabel("What is it?").fill("Garden bench");
    await sells.getByLabel("Price").fill("15.00");
    await sells.getByText("How it gets there").click();
    await look(sells, "sell-handover");
    await sells.getByRole("radio", { name: /Pick-up only/ }).check();
    await sells.getByLabel("Pick-up: where about").fill("By the boathouse");
    await sells.getByLabel("The exact place and times").fill("Shed 4, Saturdays until noon");
    await look(sells, "sell-pick-up");
    await sells.getByRole("button", { name: "Put it up for sale" }).click();
    await expect(sells.getByText("Pick-up only: By the boathouse")).toBeVisible();
    const id = new URL(sells.url()).pathname.split("/").pop() ?? "";

    const { page } = buyer;
    await page.goto(`/listings/${id}`);
    await expect(page.getByText("Pick-up only: By the boathouse")).toBeVisible();
    await expect(page.getByText("Shed 4")).toHaveCount(0);
    await look(page, "listing-pick-up");
    await page.getByRole("button", { name: "Buy for £15.00" }).click();
    await settled(page);
    await expect(page.getByRole("heading", { name: "Where you pick it up" })).toBeVisible();
    await expect(page.getByLabel("Address")).toHaveCount(0);
    await look(page, "checkout-pick-up");
    await page.getByRole("button", { name: "Pay £15.00" }).click();
    await expect(page.locator("#status")).toContainText("Paid. £15.00");
    await expect(page.getByText("Shed 4, Saturdays until noon")).toBeVisible();
    await look(page, "order-pick-up-paid");

    await sells.goto(page.url());
    await sells.getByRole("button", { name: "It is ready" }).click();
    await expect(sells.getByRole("dialog")).toBeVisible();
    await expect(sells.getByRole("dialog").getByLabel("Tracking number")).toHaveCount(0);
    await look(sells, "order-pick-up-ready-ask");
    await sells.getByRole("dialog").getByRole("button", { name: "It is ready" }).click();
    await expect(sells.locator("#status")).toContainText("Ready. £15.00 held until");
    await page.reload();
    await expect(page.locator("#status")).toContainText("Ready: pick it up");
    await look(page, "order-pick-up-ready");
    await page.getByRole("button", { name: "I have it" }).click();
    await look(page, "order-pick-up-ask");
    await page.getByRole("dialog").getByRole("button", { name: "I have it" }).click();
    await expect(page.locator("#status")).toContainText("Done. £15.00 went to");
    await sells.goto("/orders/sold");
    await look(sells, "board-pick-up");
});

test("a buyer who may choose changes their mind, and one way holds for all lines", async ({
    member,
    look,
}) => {
    const seller = await member("Olga");
    const buyer = await member("Pip");
    await openShop(seller);
    const either = await handed(seller, "Folding chair", {
        ways: "both",
        area: "By the boathouse",
        regions: ["DE", "GB"],
    });
    const met = await handed(seller, "Ladder", { ways: "pick_up", area: "By the boathouse" });
    const only = await handed(seller, "Lamp", { ways: "ship" });
    const { page } = buyer;
    await page.goto(`/checkout?lines=${either.id}.1`);
    await settled(page);
    await page.getByLabel("Name", { exact: true }).fill(place.name);
    await page.getByRole("textbox", { name: "Address" }).fill(place.address);
    await page.getByLabel("Country").selectOption("FR");
    await expect(
        page.getByText("The seller sends this only to Germany, United Kingdom"),
    ).toBeVisible();
    await expect(page.getByRole("button", { name: /^Pay/ })).toBeDisabled();
    await look(page, "checkout-country");
    await page.getByLabel("Country").selectOption("DE");
    await expect(page.getByRole("button", { name: /^Pay/ })).toBeEnabled();
    await page.getByRole("radio", { name: /Pick it up/ }).check();
    await expect(page.getByLabel("Country")).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^Pay/ })).toBeEnabled();

    await page.goto(`/checkout?lines=${either.id}.1,${met.id}.1`);
    await settled(page);
    await page.getByRole("radio", { name: /Have it sent/ }).check();
    await expect(page.getByText("This is only picked up.")).toBeVisible();
    await expect(page.getByRole("button", { name: /^Pay/ })).toBeDisabled();
    await look(page, "checkout-two-ways");
    await page.getByRole("radio", { name: /Pick it up/ }).check();
    await expect(page.getByText("This is only picked up.")).toHaveCount(0);

    // What is only sent beside it: no one way fits, and what is left out takes its way along.
    await page.goto(`/checkout?lines=${met.id}.1,${only.id}.1`);
    await settled(page);
    await expect(page.getByText("one order goes one way")).toBeVisible();
    const lines = page.getByRole("listitem").filter({ hasText: "Ladder" });
    await page.getByRole("radio", { name: /Pick it up/ }).check();
    await lines.getByRole("button", { name: "One less" }).click();
    await expect(page.getByRole("heading", { name: "Where it goes" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Pay/ })).toBeEnabled();

    await page.goto(`/checkout?lines=${either.id}.1,${met.id}.1`);
    await settled(page);
    await page.getByLabel("Name", { exact: true }).fill(place.name);
    await page.getByRole("button", { name: "Pay £30.00" }).click();
    await expect(page.locator("#status")).toContainText("Paid. £30.00");
    await expect(page.getByText("By the boathouse")).toBeVisible();
});

test("what is ordered ahead has its day, and is called off before it", async ({ member, look }) => {
    const seller = await member("Rui");
    const buyer = await member("Sol");
    await openShop(seller);
    const candles = await handed(seller, "Beeswax candles", {
        ways: "ship",
        regions: ["GB"],
        ahead: `${in20()}T22:59:59Z`,
    });
    const { page } = buyer;
    await page.goto(`/listings/${candles.id}`);
    await expect(page.getByText(/Ordered ahead: sent by/)).toBeVisible();
    await expect(page.getByText("Sends to United Kingdom")).toBeVisible();
    await look(page, "listing-ahead");
    await page.getByRole("button", { name: "Buy for £15.00" }).click();
    await settled(page);
    await page.getByLabel("Name", { exact: true }).fill(place.name);
    await page.getByRole("textbox", { name: "Address" }).fill(place.address);
    await expect(page.getByText(/Until it is sent you can call it off/)).toBeVisible();
    await look(page, "checkout-ahead");
    await page.getByRole("button", { name: "Pay £15.00" }).click();
    await expect(page.locator("#status")).toContainText("Paid. £15.00");
    const id = new URL(page.url()).pathname.split("/").pop() ?? "";
    await seller.api("POST", `/orders/${id}/accept`);
    await page.reload();
    await expect(page.locator("#status")).toContainText("promised to send it by");
    await look(page, "order-ahead");
    await page.getByRole("button", { name: "Cancel the order" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel the order" }).click();
    await expect(page.locator("#status")).toContainText("£15.00 went back to you, all of it");
});

test("a seller changes how it gets there, in Chinese too", async ({ member, look }) => {
    const seller = await member("Tao", "zh");
    await openShop(seller);
    const bike = await handed(seller, "自行车", {
        ways: "both",
        area: "图书馆门口",
        regions: ["CN"],
    });
    const { page } = seller;
    await page.goto(`/listings/${bike.id}/edit`);
    await settled(page);
    await expect(page.getByRole("button", { name: "去掉中国" })).toBeVisible();
    await page.getByLabel("寄往哪里").selectOption("DE");
    await page.getByLabel("预订：何时前发货或备好").fill(in20());
    await look(page, "edit-handover-zh");
    await page.getByRole("button", { name: "去掉中国" }).click();
    await page.getByRole("button", { name: "保存" }).click();
    await expect(page.getByText("寄往：德国")).toBeVisible();
    await expect(page.getByText(/预订：.*前发货/)).toBeVisible();
    await look(page, "listing-handover-zh");
});

test("whoever looks for something to fetch finds what can be picked up", async ({
    member,
    look,
}) => {
    const seller = await member("Ute");
    const { page } = await member("Vic");
    await openShop(seller);
    await handed(seller, "Yarrow wreath by post", { ways: "ship" });
    await handed(seller, "Yarrow wreath at the gate", { ways: "pick_up", area: "North gate" });
    await handed(seller, "Yarrow wreath either way", { ways: "both", area: "North gate" });
    const finds = page.locator("main .goods .goods-title");
    await page.goto("/search?q=yarrow");
    await settled(page);
    await expect(finds).toHaveCount(3);
    const narrow = page.getByRole("button", { name: "Narrow down" });
    if (await narrow.isVisible()) await narrow.click();
    const facets = page.getByRole("navigation", { name: "Narrow down" });
    await expect(facets.getByRole("link", { name: /^Sent to you\s*2/ })).toBeVisible();
    await facets.getByRole("link", { name: /^Pick it up\s*2/ }).click();
    await expect(finds).toHaveCount(2);
    await expect(page.getByText("Yarrow wreath by post")).toHaveCount(0);
    await look(page, "search-pick-up");
    await page.getByRole("link", { name: "Without Pick it up" }).click();
    await expect(finds).toHaveCount(3);
});
