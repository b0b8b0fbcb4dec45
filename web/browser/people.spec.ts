import { befriend, expect, putUp, settled, test } from "./fairground";

test("friendship is asked for and accepted, and both see it at once", async ({ member, look }) => {
    const una = await member("Una Vale");
    const vic = await member("Vic Hale");
    await vic.page.goto("/friends");
    await una.page.goto("/friends");
    await una.page.getByLabel("Find people").fill(vic.handle);
    await una.page.getByRole("button", { name: "Ask to be friends" }).click();
    await expect(una.page.getByRole("button", { name: "Take back" }).first()).toBeVisible();
    await expect(vic.page.getByText("Somebody asks to be your friend")).toBeVisible();
    await look(vic.page, "friends-asked");
    await vic.page.getByRole("button", { name: "Accept" }).click();
    await expect(vic.page.getByRole("heading", { name: "One friend" })).toBeVisible();
    await expect(una.page.getByRole("heading", { name: "One friend" })).toBeVisible();
    await una.page.goto(`/people/${vic.handle}`);
    await look(una.page, "person");
    await expect(una.page.getByRole("button", { name: "Unfriend" })).toBeVisible();
});

test("a moment for friends reaches friends and nobody else", async ({ member }) => {
    const wim = await member("Wim");
    const xia = await member("Xia");
    const yan = await member("Yan");
    await befriend(wim, xia);
    await xia.page.goto("/");
    await yan.page.goto("/");
    await settled(yan.page);
    await wim.page.goto("/");
    const text = `Cake on Saturday, says ${wim.handle}`;
    await wim.page.getByLabel("What do you want to say?").fill(text);
    await wim.page.getByRole("button", { name: "Post" }).click();
    await expect(wim.page.getByText(text)).toBeVisible();
    await expect(xia.page.getByText(text)).toBeVisible();
    await yan.page.reload();
    await settled(yan.page);
    await expect(yan.page.getByText(text)).toHaveCount(0);

    const post = wim.page.getByRole("article").filter({ hasText: text });
    await post.getByRole("button", { name: "Delete this post" }).click();
    await wim.page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await expect(wim.page.getByText(text)).toHaveCount(0);
});

test("somebody’s page shows what they sell, as far as the reader may see it", async ({
    member,
    look,
}) => {
    const ann = await member("Ann Sand");
    const bo = await member("Bo Reed");
    const yan = await member("Yan");
    await befriend(ann, bo);
    await putUp(ann, { title: "Ash bowl", minor: 3800, stock: 2 });
    await putUp(ann, { title: "Oak spoon", minor: 900, stock: 5, audience: "friends" });
    await bo.page.goto(`/people/${ann.handle}`);
    await expect(bo.page.getByRole("heading", { name: "What they sell" })).toBeVisible();
    await expect(bo.page.getByRole("link", { name: /Oak spoon/ })).toBeVisible();
    await look(bo.page, "person-goods");
    await yan.page.goto(`/people/${ann.handle}`);
    await expect(yan.page.getByRole("link", { name: /Ash bowl/ })).toBeVisible();
    await expect(yan.page.getByText("Oak spoon")).toHaveCount(0);
    await ann.page.goto(`/people/${bo.handle}`);
    await settled(ann.page);
    await expect(ann.page.getByRole("heading", { name: "What they sell" })).toHaveCount(0);
});

test("who has just come is shown what to do first, until it is done or hidden", async ({
    member,
    look,
}) => {
    const cy = await member("Cy Vale");
    const dot = await member("Dot Hale", "zh");
    const { page } = cy;
    await page.goto("/");
    const steps = page.getByRole("region", { name: "First things to do here" });
    await expect(steps.getByRole("link")).toHaveCount(3);
    await look(page, "home-first");
    await befriend(cy, dot);
    await page.reload();
    await expect(steps.getByRole("link", { name: /Find friends/ })).toContainText("Done");
    await steps.getByRole("link", { name: /Open a shop/ }).click();
    await expect(page).toHaveURL(/\/sell$/);
    await expect(page.getByLabel("Name of the shop")).toHaveValue("Cy Vale’s shop");
    await page.getByRole("button", { name: "Open it" }).click();
    await expect(page.getByLabel("What is it?")).toBeVisible();
    await expect(page.getByText("£0.00")).toHaveCount(1);
    await look(page, "sell-empty");
    await page.goto("/");
    await steps.getByRole("button", { name: "Hide these steps" }).click();
    await expect(steps).toHaveCount(0);
    await page.reload();
    await settled(page);
    await expect(steps).toHaveCount(0);
    await page.goto("/checkout");
    await expect(page.getByText(/press Buy/)).toBeVisible();
    await look(page, "checkout-empty");

    await dot.page.goto("/");
    await expect(dot.page.getByRole("region", { name: "先做这几件事" })).toBeVisible();
    await dot.page.emulateMedia({ colorScheme: "dark" });
    await look(dot.page, "home-first-zh-dark");
});
