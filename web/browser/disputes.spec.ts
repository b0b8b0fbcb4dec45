// A dispute from the refused refund to the money: buyer, seller, a moderator, and another one.

import { expect, place, putUp, settled, test, type Look, type Someone } from "./fairground";

interface Who {
    member: { id: string };
}

/** The operator makes somebody a moderator. */
async function appoint(operator: Someone, one: Someone): Promise<void> {
    const { member } = await one.api<Who>("GET", "/me");
    const path = `/operator/members/${member.id}/permissions`;
    await operator.api("PUT", path, { permissions: ["moderator"], reason: "a test" });
}

/** A bowl at £40.00, paid and sent; Bo wants £30.00 back, and the seller refuses. */
async function refused(buyer: Someone, seller: Someone, title: string): Promise<string> {
    const bowl = await putUp(seller, { title, minor: 4000, stock: 5 });
    const { id } = await buyer.api<{ id: string }>("POST", "/orders", {
        lines: [{ listing: bowl.id, version: bowl.version, quantity: 1 }],
        delivery: place,
        payment: { method: "simulator", card: "ok" },
    });
    await seller.api("POST", `/orders/${id}/ship`, {});
    await buyer.api("POST", `/orders/${id}/ask-refund`, {
        cause: "damaged",
        words: "It came with a crack.",
        amount: { minor: 3000, currency: "GBP" },
    });
    await seller.api("POST", `/orders/${id}/refuse-refund`, { words: "It was whole." });
    return id;
}

async function decide({ page }: Someone, what: string, facts: string): Promise<void> {
    await page.getByRole("button", { name: "Decide" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(what, { exact: true }).click();
    await dialog.getByLabel("By which rule").selectOption({ label: "Not as it was sold" });
    await dialog.getByLabel("The facts you rely on").fill(facts);
    if (what === "A part goes back") {
        await dialog.getByLabel("How much goes back").fill("10.00");
    }
}

test("ES_06 a dispute is opened, answered, decided, appealed and decided by another", async ({
    member,
    persona,
    look,
}) => {
    const operator = await persona("operator");
    const [ann, bo] = [await member("Ann Porter"), await member("Bo Lind")];
    const [mia, ned] = [await member("Mia Lake"), await member("Ned Moor")];
    await appoint(operator, mia);
    await appoint(operator, ned);
    const title = `Bowl of ${ann.handle}`;
    const id = await refused(bo, ann, title);
    await test.step("Bo opens it", () => open(bo, id, look));
    await test.step("Ann answers", () => answer(ann, id, look));
    await test.step("Bo confirms: all but the disputed sum is settled", async () => {
        await bo.api("POST", `/orders/${id}/confirm`);
        await ann.page.goto("/money");
        await expect(ann.page.getByText("Frozen by disputes")).toBeVisible();
        await look(ann.page, "money-disputed");
    });
    await test.step("Mia decides that a part goes back", () => judge(mia, title, look));
    await test.step("Bo reads why, and appeals", () => appeal(bo, id, look));
    await test.step("Mia cannot judge it, Ned gives all of it back", async () => {
        await mia.page.reload();
        await settled(mia.page);
        await expect(mia.page.getByRole("button", { name: "Take the case" })).toHaveCount(0);
        await ned.page.goto("/cases?list=appeals");
        await ned.page.getByRole("link", { name: title }).click();
        await ned.page.getByRole("button", { name: "Take the case" }).click();
        await decide(ned, "All of it goes back", "The photographs show it.");
        const dialog = ned.page.getByRole("dialog");
        await dialog.getByRole("button", { name: "Decide" }).click();
        await expect(dialog).toHaveCount(0);
    });
    await test.step("the money has moved, and both read the whole story", async () => {
        await bo.page.reload();
        await expect(bo.page.getByRole("heading", { name: "Decided for good" })).toBeVisible();
        await look(bo.page, "dispute-final");
        await ann.page.goto(`/orders/${id}`);
        await expect(ann.page.getByText("Decided by a moderator: went back")).toBeVisible();
        await look(ann.page, "order-disputed");
    });
});

async function open({ page }: Someone, id: string, look: Look): Promise<void> {
    await page.goto(`/orders/${id}`);
    await page.getByRole("button", { name: "Have a moderator decide" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("Have a moderator decide about £30.00?")).toBeVisible();
    await dialog.getByLabel("What happened, and how can one see it?").fill("Look at the rim.");
    await look(page, "dispute-open");
    await dialog.getByRole("button", { name: "Have a moderator decide" }).click();
    await expect(page.getByText("The seller has to answer")).toBeVisible();
    await look(page, "order-in-dispute");
    await page.getByRole("link", { name: "Go to the dispute" }).click();
    await expect(page.getByText("Look at the rim.")).toBeVisible();
    await expect(page.getByText("Frozen until it is over")).toBeVisible();
    await look(page, "dispute-room");
}

async function answer({ page }: Someone, id: string, look: Look): Promise<void> {
    await page.goto(`/orders/${id}`);
    await expect(page.getByRole("link", { name: "Say your side" })).toBeVisible();
    await page.getByRole("link", { name: "Go to the dispute" }).click();
    await page.getByRole("button", { name: "Say your side" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What happened, and how can one see it?").fill("I packed it well.");
    await dialog.getByRole("button", { name: "Say your side" }).click();
    await expect(page.getByRole("heading", { name: "A moderator decides" })).toBeVisible();
    await expect(page.getByText("I packed it well.")).toBeVisible();
    await look(page, "dispute-heard");
}

async function judge(mia: Someone, title: string, look: Look): Promise<void> {
    const { page } = mia;
    await page.goto("/cases");
    await settled(page);
    await expect(page.getByText("Dispute about £30.00").first()).toBeVisible();
    await page.getByRole("link", { name: title }).click();
    await expect(page.getByRole("button", { name: "Take the case" })).toBeVisible();
    await expect(page.getByText("Take the case to read what both sides say")).toBeVisible();
    await expect(page.getByText("I packed it well.")).toHaveCount(0);
    await page.getByRole("button", { name: "Take the case" }).click();
    await expect(page.getByText("I packed it well.")).toBeVisible();
    await look(page, "case-dispute");
    await decide(mia, "A part goes back", "The crack is small.");
    await look(page, "case-dispute-decide");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Decide" }).click();
    await expect(dialog).toHaveCount(0);
}

async function appeal({ page }: Someone, id: string, look: Look): Promise<void> {
    await page.goto(`/orders/${id}`);
    await page.getByRole("link", { name: "Go to the dispute" }).click();
    await expect(page.getByText("The crack is small.")).toBeVisible();
    await expect(page.getByText("Mia Lake")).toHaveCount(0);
    await look(page, "dispute-decided");
    await page.getByRole("button", { name: "Appeal" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Why should it be decided otherwise?").fill("It leaks.");
    await dialog.getByRole("button", { name: "Appeal" }).click();
    await expect(page.getByRole("heading", { name: "Somebody else decides again" })).toBeVisible();
}

test("a seller reads a dispute in Chinese, and gives in", async ({ member, look }) => {
    const ann = await member("Ann Porter", "zh");
    const bo = await member("Bo Lind");
    const id = await refused(bo, ann, "Bowl");
    await bo.api("POST", `/orders/${id}/open-dispute`, { words: "Look at the rim." });
    await ann.page.goto(`/orders/${id}`);
    await ann.page.getByRole("link", { name: "查看争议" }).click();
    await look(ann.page, "dispute-zh");
    await ann.page.getByRole("button", { name: "全部退还" }).click();
    const dialog = ann.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "全部退还" }).click();
    await expect(ann.page.getByRole("heading", { name: "卖家已全部退还" })).toBeVisible();
    await look(ann.page, "dispute-given-in-zh");
});
