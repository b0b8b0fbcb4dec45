// Money that goes back in parts: the buyer asks on the order's page, the seller answers on theirs,
// and both see the whole story.

import { expect, place, putUp, test, type Look, type Someone } from "./fairground";

/** Two bowls at £18.00 and three cups at £4.00, paid and sent: £48.00. */
async function sent(buyer: Someone, seller: Someone): Promise<string> {
    const bowl = await putUp(seller, { title: "Blue bowl", minor: 1800, stock: 5 });
    const cup = await putUp(seller, { title: "Tea cup", minor: 400, stock: 5 });
    const { id } = await buyer.api<{ id: string }>("POST", "/orders", {
        lines: [
            { listing: bowl.id, version: bowl.version, quantity: 2 },
            { listing: cup.id, version: cup.version, quantity: 3 },
        ],
        delivery: place,
        payment: { method: "simulator", card: "ok" },
    });
    await seller.api("POST", `/orders/${id}/ship`, {});
    return id;
}

test("ES_05 a buyer asks for some of the goods back, and the seller agrees", async ({
    member,
    look,
}) => {
    const ann = await member("Ann Porter");
    const bo = await member("Bo Lind");
    const id = await sent(bo, ann);
    await test.step("Bo says what is wrong", () => ask(bo, id, look));
    await test.step("Ann reads it and pays it back", () => agree(ann, id, look));
    await test.step("Bo sees that it went back, and that the rest is held", async () => {
        const { page } = bo;
        await expect(page.getByRole("heading", { name: "Money back" })).toBeVisible();
        await expect(page.getByText("Went back", { exact: true })).toBeVisible();
        await expect(page.locator("#status")).toContainText("£40.00 held");
        await expect(page.getByText("2 were paid back")).toBeVisible();
        await look(page, "refund-given");
    });
    await test.step("Bo confirms, and Ann sees what she keeps", async () => {
        await bo.page.getByRole("button", { name: "It arrived" }).click();
        await bo.page.getByRole("dialog").getByRole("button", { name: "It arrived" }).click();
        await ann.page.goto(`/orders/${id}`);
        await expect(ann.page.locator("#status")).toContainText("Done. £38.00 is owed to you");
    });
});

async function ask({ page }: Someone, id: string, look: Look): Promise<void> {
    await page.goto(`/orders/${id}`);
    await page.getByRole("button", { name: "Something is wrong" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Why").selectOption({ label: "It is damaged" });
    await dialog.getByRole("radio", { name: /Some of the goods/ }).check();
    const cups = dialog.getByRole("group", { name: "How many of Tea cup" });
    await cups.getByRole("button", { name: "One more" }).click();
    await cups.getByRole("button", { name: "One more" }).click();
    await expect(dialog.getByText("£8.00")).toBeVisible();
    await dialog.getByLabel("What happened").fill("Two cups came without their handles.");
    await look(page, "refund-ask");
    await dialog.getByRole("button", { name: "Ask for it back" }).click();
    await expect(page.locator("#status")).toContainText("You asked for £8.00 back");
    await expect(page.getByRole("button", { name: "It arrived" })).toHaveCount(0);
    await look(page, "refund-asked");
}

async function agree({ page }: Someone, id: string, look: Look): Promise<void> {
    await page.goto("/orders/sold");
    await page.getByRole("link", { name: /Blue bowl/ }).click();
    await expect(page).toHaveURL(new RegExp(`/orders/${id}$`));
    await expect(page.locator("#status")).toContainText("Bo Lind asks for £8.00 back");
    await expect(page.getByText("Two cups came without their handles.")).toBeVisible();
    await look(page, "refund-to-answer");
    await page.getByRole("button", { name: "Pay it back" }).click();
    const dialog = page.getByRole("dialog");
    await look(page, "refund-agree");
    await dialog.getByRole("button", { name: "Pay it back" }).click();
    await expect(page.getByText("Went back", { exact: true })).toBeVisible();
    await look(page, "refund-agreed");
}

test("a seller refuses with a reason, and gives a sum back unasked", async ({ member, look }) => {
    const ann = await member("Ann Porter");
    const bo = await member("Bo Lind", "zh");
    const id = await sent(bo, ann);
    await bo.api("POST", `/orders/${id}/ask-refund`, { cause: "other", words: "都不要了。" });
    await ann.page.goto(`/orders/${id}`);
    await ann.page.getByRole("button", { name: "Refuse" }).click();
    const dialog = ann.page.getByRole("dialog");
    await dialog.getByLabel("Why not").fill("Everything was whole when I packed it.");
    await look(ann.page, "refund-refuse");
    await dialog.getByRole("button", { name: "Refuse" }).click();
    await expect(ann.page.getByText("Refused", { exact: true })).toBeVisible();
    await ann.page.getByRole("button", { name: "Give money back" }).click();
    await dialog.getByRole("radio", { name: /Some of the goods/ }).check();
    await dialog.getByRole("button", { name: "Pay it back" }).click();
    await expect(dialog.getByText("Say of how many.")).toBeVisible();
    await dialog.getByRole("radio", { name: /A sum/ }).check();
    await dialog.getByLabel("How much", { exact: true }).fill("90");
    await dialog.getByRole("button", { name: "Pay it back" }).click();
    await expect(dialog.getByText("More than can still go back.")).toBeVisible();
    await dialog.getByLabel("How much", { exact: true }).fill("5.00");
    await look(ann.page, "refund-give");
    await dialog.getByRole("button", { name: "Pay it back" }).click();
    await expect(ann.page.getByText("£5.00").first()).toBeVisible();
    await bo.page.goto(`/orders/${id}`);
    await expect(bo.page.getByText("Everything was whole when I packed it.")).toBeVisible();
    await look(bo.page, "refund-story-zh");
});
