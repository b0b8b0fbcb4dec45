// What every form and every page of a demo market have in common.

import { befriend, buy, expect, place, putUp, settled, test } from "./fairground";

test("what is missing is said at its field in the page’s language, and has the focus", async ({
    member,
    look,
}) => {
    const seller = await member("Della");
    const buyer = await member("Evan", "zh");
    const scarf = await putUp(seller, { title: "Wool scarf", minor: 2900, stock: 2 });
    const { page } = buyer;
    await page.goto(`/checkout?lines=${scarf.id}.1`);
    await settled(page);
    const name = page.getByLabel("收件人", { exact: true });
    const address = page.getByLabel("地址", { exact: true });
    await name.fill("");
    await page
        .getByRole("button", { name: /29\.00/ })
        .last()
        .click();
    await expect(name).toBeFocused();
    await expect(name).toHaveAttribute("aria-invalid", "true");
    await expect(name).toHaveAccessibleDescription("请填写此项。");
    await expect(address).toHaveAttribute("aria-invalid", "true");
    await look(page, "checkout-missing-zh");
    await name.fill("小明");
    await expect(name).not.toHaveAttribute("aria-invalid");
    await address.fill(place.address);
    await page.getByLabel("国家或地区").selectOption("GB");
    await page
        .getByRole("button", { name: /29\.00/ })
        .last()
        .click();
    await expect(page).toHaveURL(/\/orders\/\d+$/);
});

test("the other forms say what they lack as well: a way in, goods, a choice, a dialog", async ({
    member,
    look,
}) => {
    const ann = await member("Ann");
    const bo = await member("Bo");
    await befriend(ann, bo);
    const mug = await putUp(ann, { title: "Mug", minor: 1200, stock: 2 });
    const order = await buy(bo, mug);
    const { page } = ann;
    const missing = page.getByText("Please fill this in.");
    await page.goto("/sell");
    await page.getByRole("button", { name: "Put it up for sale" }).click();
    await expect(page.getByLabel("What is it?")).toBeFocused();
    await expect(missing).toHaveCount(2);
    await look(page, "sell-missing");

    await ann.api("POST", `/orders/${order.id}/ship`, {});
    await bo.api("POST", `/orders/${order.id}/confirm`);
    await bo.page.goto(`/orders/${order.id}`);
    await bo.page.getByRole("button", { name: /^Review of/ }).click();
    const dialog = bo.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByText("Please choose one.")).toBeVisible();
    await expect(dialog.getByRole("radio").first()).toBeFocused();
    await look(bo.page, "review-missing");

    await page.context().clearCookies();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByLabel("User name")).toBeFocused();
    await expect(missing).toHaveCount(2);
    await look(page, "sign-in-missing");
});

test("a demo market says on every page that nothing in it is real", async ({
    page,
    member,
    request,
    look,
}) => {
    const seller = await member("Fay");
    const jar = await putUp(seller, { title: "Jar", minor: 600, stock: 4 });
    const said = page.getByText("people, goods and money are made up");
    const answer = await request.get(`/listings/${jar.id}`, { headers: { Accept: "text/html" } });
    expect(await answer.text()).toContain("people, goods and money are made up");
    await page.goto("/");
    await settled(page);
    await expect(said).toBeVisible();
    await look(page, "demo-stranger");
    await page.goto(`/listings/${jar.id}`);
    await settled(page);
    await expect(said).toBeVisible();
    await look(page, "demo-listing");
    await page.getByRole("link", { name: "Try it as one of them" }).click();
    await expect(page.getByRole("heading", { name: /This is a demo/ })).toBeVisible();

    await seller.page.goto("/settings");
    const hers = seller.page.getByText("people, goods and money are made up");
    await expect(hers).toBeVisible();
    await seller.page.getByRole("button", { name: "Hide this" }).click();
    await expect(hers).toHaveCount(0);
    await seller.page.goto("/orders");
    await settled(seller.page);
    await expect(hers).toHaveCount(0);
});
