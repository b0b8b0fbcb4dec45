// What people say of goods and of each other: questions, reviews, blocks.

import { buy, expect, putUp, settled, test, type Look, type Put, type Someone } from "./fairground";

/** An order whose money has gone to the seller. */
async function bought(buyer: Someone, seller: Someone, listing: Put): Promise<string> {
    const { id } = await buyer.api<{ id: string }>("POST", "/orders", {
        lines: [{ listing: listing.id, version: listing.version, quantity: 1 }],
        delivery: { name: "Somebody", address: "1 Fair Lane" },
        payment: { method: "simulator", card: "ok" },
    });
    await seller.api("POST", `/orders/${id}/ship`, {});
    await buyer.api("POST", `/orders/${id}/confirm`);
    return id;
}

test("a question is asked and answered, a purchase is reviewed and answered", async ({
    member,
    look,
}) => {
    const ann = await member("Ann Porter");
    const bo = await member("Bo Lind");
    const bowl = await putUp(ann, { title: "Blue bowl", minor: 1800, stock: 3 });
    await test.step("Bo asks, Ann answers, and everybody reads both", async () => {
        await bo.page.goto(`/listings/${bowl.id}`);
        await expect(bo.page.getByText("Nobody has reviewed this yet.")).toBeVisible();
        await bo.page.getByLabel("Ask the seller").fill("Can it go into the oven?");
        await bo.page.getByRole("button", { name: "Ask", exact: true }).click();
        await expect(bo.page.getByText("Can it go into the oven?")).toBeVisible();
        await ann.page.goto(`/listings/${bowl.id}`);
        await ann.page.getByRole("button", { name: "Answer" }).click();
        const dialog = ann.page.getByRole("dialog");
        await dialog.getByLabel("Your answer").fill("Up to 200 degrees.");
        await look(ann.page, "question-answer");
        await dialog.getByRole("button", { name: "Answer" }).click();
        await expect(ann.page.getByRole("button", { name: "Answer" })).toHaveCount(0);
        await expect(bo.page.getByText("Up to 200 degrees.")).toBeVisible();
    });
    const order = await bought(bo, ann, bowl);
    await test.step("Bo reviews it from the order's page, with the keyboard", () =>
        review(bo, order, look));
    await test.step("listing and shop say it, in numbers that are real", async () => {
        await ann.page.goto(`/listings/${bowl.id}`);
        await expect(
            ann.page.getByRole("link", {
                name: /4 of 5 stars, from one review; likely between 1\.\d and 5/,
            }),
        ).toBeVisible();
        await ann.page.getByRole("button", { name: "Answer" }).click();
        const dialog = ann.page.getByRole("dialog");
        await dialog.getByLabel("Your answer").fill("Thank you!");
        await dialog.getByRole("button", { name: "Answer" }).click();
        await expect(ann.page.getByText("Thank you!")).toBeVisible();
        await look(ann.page, "listing-said");
        await bo.page.goto(`/listings/${bowl.id}`);
        await bo.page.getByRole("link", { name: "Visit the shop" }).first().click();
        await expect(bo.page.getByText("Holds soup for four.")).toBeVisible();
        await look(bo.page, "shop-said");
    });
});

async function review({ page }: Someone, order: string, look: Look): Promise<void> {
    await page.goto(`/orders/${order}`);
    await page.getByRole("button", { name: "Review of Blue bowl" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: "3 stars" }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await expect(dialog.getByRole("radio", { name: "4 stars" })).toBeChecked();
    await dialog.getByLabel("What others should know").fill("Holds soup for four.");
    await look(page, "review-write");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("img", { name: "4 of 5 stars" })).toBeVisible();
    await expect(page.getByText(/You can change it until/)).toBeVisible();
    await look(page, "order-reviewed");
}

test("who is blocked is nothing to the other, until it is taken back", async ({ member, look }) => {
    const una = await member("Una Vale");
    const vic = await member("Vic Hale");
    const lamp = await putUp(vic, { title: `Lamp of ${vic.handle}`, minor: 900, stock: 2 });
    const open = await buy(una, lamp);
    await una.page.goto(`/people/${vic.handle}`);
    await una.page.getByRole("button", { name: "Block" }).click();
    await look(una.page, "block");
    await una.page.getByRole("dialog").getByRole("button", { name: "Block" }).click();
    await expect(una.page.getByText("You have blocked Vic Hale")).toBeVisible();
    await look(una.page, "person-blocked");
    for (const path of [`/listings/${lamp.id}`, "/people/nobody_at_all"]) {
        await una.page.goto(path);
        await expect(una.page.getByText("There is no such thing here")).toBeVisible();
    }
    await vic.page.goto(`/people/${una.handle}`);
    await settled(vic.page);
    await expect(vic.page.getByText("There is no such thing here")).toBeVisible();
    // What they owe each other already goes on.
    await vic.api("POST", `/orders/${open.id}/ship`, {});
    await una.page.goto(`/orders/${open.id}`);
    await expect(una.page.getByRole("button", { name: "It arrived" })).toBeVisible();
    await una.page.goto("/settings");
    await look(una.page, "settings-blocked");
    await una.page.getByRole("button", { name: "Unblock Vic Hale" }).click();
    await expect(una.page.getByText("Nobody. Whom you block")).toBeVisible();
    await una.page.goto(`/listings/${lamp.id}`);
    await expect(una.page.getByRole("button", { name: /^Buy for/ })).toBeVisible();
});
