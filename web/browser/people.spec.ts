import { befriend, expect, settled, test } from "./fairground";

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
