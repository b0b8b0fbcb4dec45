import type { ListingView } from "../src/api";
import { expect, putUp, test } from "./fairground";

test("sizes are listed beside the first one, chosen on one page and bought", async ({
    member,
    look,
}) => {
    const seller = await member("Lena");
    const buyer = await member("Milo");
    const shirt = await putUp(seller, { title: "Linen shirt", minor: 3000, stock: 2 });
    const { page } = seller;
    // The first one has no name yet: it is asked for before the second.
    await page.goto(`/listings/${shirt.id}`);
    await page.getByRole("link", { name: "Add a variant" }).click();
    await expect(page.getByText("First say which variant this one is")).toBeVisible();
    await page.getByLabel("Which variant it is").fill("M");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page).toHaveURL(new RegExp(`/sell\\?beside=${shirt.id}$`));
    await expect(page.getByLabel("What is it?")).toHaveValue("Linen shirt");
    await page.getByLabel("Which variant it is").fill("M");
    await page.getByRole("button", { name: "Put it up for sale" }).click();
    await expect(page.getByText("Another variant has this name.")).toBeVisible();
    await page.getByLabel("Which variant it is").fill("L");
    await page.getByLabel("Price").fill("32.00");
    await look(page, "choice-added");
    await page.getByRole("button", { name: "Put it up for sale" }).click();
    await expect(page.getByRole("navigation", { name: "Variants" })).toBeVisible();

    await buyer.page.goto(`/listings/${shirt.id}`);
    const variants = buyer.page.getByRole("navigation", { name: "Variants" });
    await expect(variants.getByRole("link")).toHaveText([/^M/, /^L/]);
    await variants.getByRole("link", { name: /^L/ }).click();
    const large = variants.getByRole("link", { name: /^L/ });
    await expect(large).toHaveAttribute("aria-current", "page");
    await expect(buyer.page.locator(".listing-price")).toHaveText("£32.00");
    await look(buyer.page, "choice-listing");
    const id = new URL(buyer.page.url()).pathname.split("/")[2] ?? "";
    const listing = await buyer.api<ListingView>("GET", `/listings/${id}`);
    const order = await buyer.api<{ lines: { title: string }[] }>("POST", "/orders", {
        lines: [{ listing: id, version: listing.version, quantity: 1 }],
        delivery: { name: "Milo", address: "1 Street" },
        payment: { method: "simulator", card: "ok" },
    });
    expect(order.lines[0]?.title).toBe("Linen shirt (L)");
});
