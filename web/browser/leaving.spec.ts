// LG-04 as a member does it: a copy to keep, what stands in the way, and gone for good.

import { buy, expect, putUp, settled, test } from "./fairground";

test("LG-04: a member takes a copy along and leaves, once nothing is open", async ({
    member,
    look,
}) => {
    const [sal, bea] = [await member("Sal Vance"), await member("Bea Moor")];
    const jam = await putUp(sal, { title: `Jam of ${sal.handle}`, minor: 680, stock: 9 });
    await buy(bea, jam);
    const { page } = bea;
    await page.goto("/settings");
    await settled(page);

    const saved = page.waitForEvent("download");
    await page.getByRole("link", { name: "Save a copy" }).click();
    expect((await saved).suggestedFilename()).toBe(`copy-of-${bea.handle}.json`);

    await page.getByRole("button", { name: "Leave this market" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("An order of yours is not over yet.")).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Leave for good" })).toHaveCount(0);
    await look(page, "leaving-not-yet");
});

test("LG-04: whoever leaves sees what goes and what stays, and is gone", async ({
    member,
    look,
}) => {
    const [ann, bea] = [await member("Ann Lake"), await member("Bea Moor")];
    const { page } = bea;
    await page.goto("/settings");
    await settled(page);
    await page.getByRole("button", { name: "Leave this market" }).click();
    const dialog = page.getByRole("dialog");
    const why = "Orders and the books point at it, and those have to be kept.";
    await expect(dialog.getByText(why).first()).toBeVisible();
    await expect(dialog.getByText("How many photographs you had.")).toBeVisible();
    await look(page, "leaving");
    await dialog.getByLabel("Password").fill("not this one");
    await dialog.getByRole("button", { name: "Leave for good" }).click();
    await expect(dialog.getByText("The password is not right.")).toBeVisible();
    await dialog.getByLabel("Password").fill(bea.password);
    await dialog.getByRole("button", { name: "Leave for good" }).click();
    await expect(page.getByText("You have left.")).toBeVisible();
    await page.goto("/settings");
    await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
    await ann.page.goto(`/people/${bea.handle}`);
    await expect(ann.page.getByText("There is no such thing here").first()).toBeVisible();
});
