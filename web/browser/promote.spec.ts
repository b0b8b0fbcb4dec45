// Somebody shares goods and earns by what is bought: the seller sets it, the buyer is told before
// and after paying, and a link that was changed or is worth nothing says so and opens all the same.

import { befriend, expect, place, putUp, settled, test } from "./fairground";

test("a link that somebody shared earns them something, and everybody sees how much", async ({
    member,
    look,
}) => {
    const [seller, buyer, sharer] = [
        await member("Sigrid"),
        await member("Bruno"),
        await member("Petra"),
    ];
    await befriend(sharer, buyer);
    const mug = await putUp(seller, { title: "Mug of clay", minor: 2000, stock: 9 });

    // The seller gives ten percent, and sees what that is.
    await seller.page.goto(`/listings/${mug.id}`);
    await settled(seller.page);
    await seller.page.getByText("For who shares this").click();
    await seller.page.getByLabel("To who shared it, in percent").fill("10");
    await seller.page.getByLabel("To who brought them, in percent").fill("two");
    await seller.page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(seller.page.getByText("Write a number from 0 to 100.")).toBeVisible();
    await seller.page.getByLabel("To who brought them, in percent").fill("2");
    await expect(seller.page.getByText("Of £20.00 that is £2.00, and £0.40")).toBeVisible();
    await look(seller.page, "promote-rate");
    await seller.page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(seller.page.getByText("Saved. It counts for orders from now on.")).toBeVisible();

    // Who would share reads the rules first.
    const page = sharer.page;
    await page.goto(`/listings/${mug.id}`);
    await settled(page);
    await expect(page.getByText("Who shares this earns £2.00.")).toBeVisible();
    await page.getByRole("link", { name: "How it works" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Share and earn");
    await look(page, "promote-rules");
    await page.getByRole("button", { name: "Accept and begin" }).click();
    await expect(page.getByRole("heading", { name: "What you have earned" })).toBeVisible();
    await page.goto(`/listings/${mug.id}`);
    await page.getByRole("button", { name: "Share and earn £2.00" }).click();
    const field = page.getByRole("textbox", { name: "Your link" });
    await expect(field).toBeVisible();
    const link = new URL(await field.inputValue());
    await look(page, "promote-link");

    // A changed link says so, and opens the goods all the same.
    const theirs = buyer.page;
    await theirs.goto(`${link.pathname}${link.search}x`);
    await settled(theirs);
    await expect(theirs.getByText("was changed on the way")).toBeVisible();
    await expect(theirs.getByRole("heading", { level: 2, name: "Mug of clay" })).toBeVisible();

    // A good one says who earns how much, before and after paying.
    await theirs.goto(`${link.pathname}${link.search}`);
    await settled(theirs);
    await expect(theirs.getByText("earns £2.00 if you buy it")).toBeVisible();
    await look(theirs, "promote-listing");
    await theirs.getByRole("button", { name: /^Buy/ }).click();
    await expect(theirs.getByText("Whoever shared this with you earns £2.00 of it.")).toBeVisible();
    await look(theirs, "promote-checkout");
    await theirs.getByLabel("Name", { exact: true }).fill(place.name);
    await theirs.getByLabel("Address").fill(place.address);
    await theirs.getByRole("button", { name: "Pay £20.00" }).click();
    await expect(theirs).toHaveURL(/\/orders\/\d+$/);
    await settled(theirs);
    await expect(theirs.getByText("Whoever shared it with you")).toBeVisible();
    await expect(theirs.getByText("10% of the goods, set by the seller")).toBeVisible();
    await look(theirs, "promote-order");

    // By way of the basket it is the same, beside goods of another shop.
    const other = await putUp(await member("Otto"), { title: "Oil lamp", minor: 1000, stock: 9 });
    await theirs.goto(`/listings/${other.id}`);
    await theirs.getByRole("button", { name: /^Put it in the basket/ }).click();
    await theirs.goto(`${link.pathname}${link.search}`);
    await settled(theirs);
    await theirs.getByRole("button", { name: /^Put it in the basket/ }).click();
    await expect(theirs.getByText("Whoever shared this with you earns £2.00 of it.")).toBeVisible();
    await look(theirs, "promote-basket");
    await theirs.getByRole("button", { name: "Pay £30.00" }).click();
    await expect(theirs).toHaveURL(/\/orders\/\d+$/);
    await theirs
        .getByRole("link", { name: /^Sigrid/ })
        .last()
        .click();
    await expect(theirs.getByText("10% of the goods, set by the seller")).toBeVisible();

    // And the sharer sees that something was bought, not by whom.
    await page.goto("/promote");
    await settled(page);
    await expect(page.getByText("Waits until the goods are right").first()).toBeVisible();
    await expect(page.getByText("£2.00").first()).toBeVisible();
    await expect(page.locator("main")).not.toContainText("Bruno");
    await expect(page.getByText("fewer than three orders")).toBeVisible();
    await look(page, "promote-earned");
});
