// Who is told of what: the bell, the list, and each member's own choice of what is told and how.

import { befriend, buy, expect, putUp, test } from "./fairground";
import { giveMail, mail, mails } from "./mails";

test("the bell rings for a seller, and is quiet once the list was seen", async ({
    member,
    look,
}) => {
    const sam = await member("Sam");
    const kim = await member("Kim");
    const { page } = sam;
    await page.goto("/notices");
    await expect(page.getByText("Nothing yet")).toBeVisible();
    await look(page, "notices-none");
    await page.goto("/orders");
    await expect(page.getByRole("link", { name: "Notices", exact: true })).toBeVisible();
    const order = await buy(kim, await putUp(sam, { title: "Bread oven", minor: 900, stock: 3 }));
    await test.step("without a reload", async () => {
        await expect(page.getByRole("link", { name: "Notices: one new" })).toBeVisible();
        await look(page, "notices-bell");
    });
    await page.getByRole("link", { name: "Notices: one new" }).click();
    const line = page.locator("main").getByRole("link", { name: /Kim bought “Bread oven”/ });
    await expect(line).toContainText("New:");
    await expect(page.getByRole("link", { name: "Notices", exact: true })).toBeVisible();
    await look(page, "notices-list");
    await line.click();
    await expect(page).toHaveURL(new RegExp(`/orders/${order.id}$`));
    await page.goBack();
    await expect(line).not.toContainText("New:");
    await sam.api("POST", `/orders/${order.id}/ship`, { tracking: "RM 12" });
    await kim.page.goto("/notices");
    await expect(kim.page.getByText("“Bread oven” is on its way")).toBeVisible();
});

test("each kind is told as its member chose", async ({ member, market, look }) => {
    const ada = await member("Ada");
    const bo = await member("Bo");
    const { page } = ada;
    const address = await giveMail(market, ada);
    await page.goto("/notices");
    await page.getByRole("link", { name: "Choose what you are told of" }).click();
    const here = page.getByRole("checkbox", { name: "Somebody bought from you: Here" });
    const byMail = page.getByRole("checkbox", { name: "Somebody bought from you: By mail" });
    await expect(here).toBeChecked();
    await expect(byMail).toBeChecked();
    await look(page, "notices-choices");
    const wanted = page.getByRole("checkbox", { name: "Somebody wants to be your friend: Here" });
    await test.step("one tap after another, none of them lost", async () => {
        const kept = page.waitForResponse(
            (answer) => answer.request().postData()?.includes("friendship_asked") ?? false,
        );
        await here.uncheck();
        await wanted.uncheck();
        await kept;
        await expect(here).not.toBeChecked();
        await expect(wanted).toBeFocused();
    });
    await page.reload();
    await expect(here).not.toBeChecked();
    await expect(byMail).toBeChecked();
    await befriend(bo, ada);
    await buy(bo, await putUp(ada, { title: "Tin robot", minor: 700, stock: 3 }));
    await test.step("by mail it comes, with the way to turn it off", async () => {
        const told = await mail(market, address, "Tin robot");
        expect(told).toContain("List-Unsubscribe: <");
        expect(told).toContain("/notices/choices>");
        expect(told).toMatch(/\/orders\/\d+/);
        expect(mails(market, address)).toHaveLength(2);
    });
    const { items } = await ada.api<{ items: unknown[] }>("GET", "/notices");
    expect(items).toEqual([]);
});

test("who is blocked is heard of no more", async ({ member }) => {
    const una = await member("Una");
    const vic = await member("Vic");
    const { member: them } = await una.api<{ member: { id: string } }>("GET", "/me");
    await vic.api("POST", "/friends", { member: them.id });
    await una.page.goto("/notices");
    await expect(una.page.getByText("Vic wants to be your friend")).toBeVisible();
    const { member: vics } = await vic.api<{ member: { id: string } }>("GET", "/me");
    await una.api("POST", "/blocks", { member: vics.id });
    await una.page.reload();
    await expect(una.page.getByText("Nothing yet")).toBeVisible();
});

test("notices and choices are in the reader’s language", async ({ member, look }) => {
    const mei = await member("Mei", "zh");
    const kim = await member("Kim");
    await buy(kim, await putUp(mei, { title: "1984", minor: 900, stock: 1 }));
    await mei.page.goto("/orders");
    await mei.page.getByRole("link", { name: "通知：1 条新的" }).click();
    await expect(mei.page.getByText("Kim 买了「1984」")).toBeVisible();
    await look(mei.page, "notices-list-zh");
    await mei.page.getByRole("link", { name: "选择通知方式" }).click();
    await expect(mei.page.getByText("有人买了您的东西")).toBeVisible();
    await look(mei.page, "notices-choices-zh");
});
