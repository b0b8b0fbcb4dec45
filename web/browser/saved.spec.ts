// Goods that somebody saves: with one tap, for nobody else to see, and what becomes of them.

import { befriend, expect, putUp, settled, test } from "./fairground";
import { sendPhotograph } from "./photograph";

test("a heart saves goods, and the list says what has become of them since", async ({
    member,
    look,
}) => {
    const [seller, buyer] = [await member("Hedda"), await member("Hugo")];
    await befriend(seller, buyer);
    await seller.page.goto("/policies");
    const pictures = [await sendPhotograph(seller, 20)];
    const lamp = await putUp(seller, { title: "Lamp of brass", minor: 4000, stock: 2, pictures });
    const rug = await putUp(seller, { title: "Rug of wool", minor: 9000, stock: 1 });
    const { page } = buyer;

    await page.goto("/saved");
    await look(page, "saved-none");
    await page.goto("/");
    await settled(page);
    const onCard = page.locator("main").getByRole("button", { name: "Save Lamp of brass" });
    await onCard.click();
    await expect(onCard).toHaveAttribute("aria-pressed", "true");
    await look(page, "feed-saved");
    await page.goto(`/listings/${rug.id}`);
    // By the keyboard.
    await page.getByRole("button", { name: "Save", exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Saved", exact: true })).toBeEnabled();
    await look(page, "listing-saved");

    const { version } = await seller.api<{ version: number }>("GET", `/listings/${lamp.id}`);
    const price = { minor: 3200, currency: "GBP" };
    await seller.api("PATCH", `/listings/${lamp.id}`, { version, price });
    await seller.api("PUT", `/listings/${rug.id}/stock`, { stock: 0 });
    await page.goto("/");
    await settled(page);
    await page.keyboard.press("g");
    await page.keyboard.press("v");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Saved");
    const titles = page.locator("main .goods-title");
    await expect(titles).toHaveText(["Rug of wool", "Lamp of brass"]);
    await expect(page.getByText("£40.00 when you saved it")).toBeVisible();
    await expect(page.locator("main .goods").first()).toContainText("Sold out");
    await look(page, "saved");

    // What is taken back stays until the list is opened anew, so that it can be saved again.
    const heart = page.getByRole("button", { name: "Save Rug of wool" });
    for (const pressed of ["false", "true", "false"]) {
        await heart.click();
        await expect(heart).toHaveAttribute("aria-pressed", pressed);
        await expect(heart).toBeEnabled();
    }
    await expect(page.getByText("No longer saved.")).toBeVisible();
    await expect(titles).toHaveCount(2);
    await page.reload();
    await settled(page);
    await expect(titles).toHaveText(["Lamp of brass"]);
});

test("what somebody saved is nobody else's to see, and nothing that may not be seen", async ({
    page,
    member,
}) => {
    const [seller, buyer] = [await member("Ida"), await member("Ivo")];
    const vase = await putUp(seller, { title: "Vase for some", minor: 800, stock: 3 });
    await buyer.api("PUT", `/listings/${vase.id}/saved`);
    for (const other of [seller.page, page]) {
        await other.goto("/saved");
        await settled(other);
        await expect(other.getByText("Vase for some")).toHaveCount(0);
    }
    await expect(page.getByRole("heading", { name: "Sign in first" })).toBeVisible();
    await seller.page.goto(`/listings/${vase.id}`);
    await settled(seller.page);
    // One's own goods have no heart.
    await expect(seller.page.getByRole("button", { name: /^Saved?( |$)/ })).toHaveCount(0);
    await page.goto(`/listings/${vase.id}`);
    await settled(page);
    await expect(page.getByRole("button", { name: /^Saved?( |$)/ })).toHaveCount(0);

    const { member: them } = await buyer.api<{ member: { id: string } }>("GET", "/me");
    await seller.api("POST", "/blocks", { member: them.id });
    await buyer.page.goto("/saved");
    await settled(buyer.page);
    await expect(buyer.page.getByText("Vase for some")).toHaveCount(0);
    await expect(buyer.page.getByRole("heading", { name: "Nothing saved yet" })).toBeVisible();
});

test("a heart that could not be filled is empty again and says why", async ({ member, look }) => {
    const [seller, buyer] = [await member("Jonas"), await member("Julia")];
    await befriend(seller, buyer);
    await putUp(seller, { title: "Bowl of beech", minor: 700, stock: 1 });
    const { page } = buyer;
    await page.goto("/");
    await settled(page);
    const heart = page.getByRole("button", { name: "Save Bowl of beech" });
    await expect(heart).toBeVisible();
    // Five hundred would take a while.
    await page.route("**/saved", (route) =>
        route.fulfill({
            status: 409,
            contentType: "application/problem+json",
            body: JSON.stringify({ code: "too_many_saved", title: "You can save 500 things." }),
        }),
    );
    await heart.click();
    await expect(page.getByRole("alert").getByText("You can save 500 things.")).toBeVisible();
    await expect(heart).toHaveAttribute("aria-pressed", "false");
    await look(page, "saved-refused");
});
