// A refund that fails truly: the payment provider's books are gone, as after a market was copied
// without them, so that it knows nothing of the payment. Then they are found again.

import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { test as base } from "./fairground";
import { buy, expect, open, putUp, type Market, type Someone } from "./fairground";

/** With a market of its own: no other test meets a provider without its books. */
const test = base.extend<object, { market: Market }>({
    market: [
        async ({}, use) => {
            const market = await open();
            await use(market);
            await market.close();
        },
        { scope: "worker" },
    ],
});

interface Troubled {
    items: { kind: string; next_try: string }[];
}

const failing = (operator: Someone) =>
    operator.api<Troubled>("GET", "/operator/jobs?trouble=failing");

/** How many seconds it is until the program itself tries one again. */
async function pause(operator: Someone): Promise<number> {
    const [job] = (await failing(operator)).items;
    return job ? (Date.parse(job.next_try) - Date.now()) / 1000 : 0;
}

async function speaking(page: Page, language: "en" | "zh"): Promise<void> {
    await page.evaluate((chosen) => localStorage.setItem("language", chosen), language);
    await page.reload();
}

test("OP-03: a refund that the provider does not know fails, is seen, and is tried again", async ({
    market,
    member,
    persona,
    look,
}) => {
    const seller = await member("Ida");
    const buyer = await member("Jon");
    const operator = await persona("operator");
    const { page } = operator;
    await page.goto("/operator");
    await page.getByRole("link", { name: "Jobs", exact: true }).filter({ visible: true }).click();
    await expect(page.getByText("Nothing is stuck")).toBeVisible();
    await look(page, "jobs-none");

    const bowl = await putUp(seller, { title: "Salad bowl", minor: 2400, stock: 1 });
    const order = await buy(buyer, bowl);
    const books = join(market.data, "simulator.log");
    let lines = "";
    await market.restart(() => {
        lines = readFileSync(books, "utf8");
        writeFileSync(books, "");
    });
    await buyer.api("POST", `/orders/${order.id}/cancel`);
    await expect.poll(async () => (await failing(operator)).items).toHaveLength(1);

    const job = page.getByRole("article").filter({ hasText: "Give a payment back" });
    await expect(job).toContainText("the refund is not through");
    await expect(job).toContainText("Asks the payment provider");
    await look(page, "jobs-failing");
    await speaking(page, "zh");
    await expect(page.getByRole("article").filter({ hasText: "退回一笔付款" })).toBeVisible();
    await look(page, "jobs-failing-zh");
    await speaking(page, "en");
    await job.getByRole("button", { name: "Try again now" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("what it did already, it does not do twice");
    await look(page, "jobs-again");

    await dialog.getByLabel("Reason").fill("The books were found");
    // Long enough that it is not done by the program's own next try.
    await expect.poll(() => pause(operator)).toBeGreaterThan(5);
    appendFileSync(books, lines);
    await dialog.getByRole("button", { name: "Try again now" }).click();
    await expect(page.getByText("It is being tried.")).toBeVisible();
    await expect(page.getByText("Nothing is stuck")).toBeVisible();
    expect((await failing(operator)).items).toEqual([]);
    expect((await buyer.api<{ state: string }>("GET", `/orders/${order.id}`)).state).toBe(
        "cancelled",
    );
    await page.goto("/operator/audit");
    await expect(page.getByText("Had a job tried again: Give a payment back")).toBeVisible();
});

/** As if it had failed for a day: nobody has that much time here. */
const aDayLater = `
import sqlite3, sys, time
market = sqlite3.connect(sys.argv[1])
day = 86400 * 10**6
now = time.time_ns() // 1000
changed = market.execute(
    "update jobs set state = 'dead', attempts = 36, last_error = 'the rows are locked', due = ?,"
    " first_due = ?, failing_since = ? where id = (select max(id) from jobs "
    "where kind = 'import_forget' and state = 'waiting')",
    (now - day // 24, now - day, now - day))
assert changed.rowcount == 1
market.commit()
`;

test("OP-03: one that was set aside waits for the operator's word", async ({
    market,
    member,
    persona,
    look,
}) => {
    const seller = await member("Kim");
    await seller.api("POST", "/shops", { name: "Kim’s pots" });
    const csv = "sku,title,description,price,stock\nP-1,Pot,Brown,4.00,2\n";
    await seller.api("POST", "/imports", { csv, audience: "everybody" });
    await market.restart(() => {
        execFileSync("python3", ["-c", aDayLater, join(market.data, "market.db")]);
    });
    const { page } = await persona("operator");
    await page.goto("/operator/jobs");
    await expect(page.getByRole("heading", { name: "Set aside, and not" })).toBeVisible();
    const job = page.getByRole("article").filter({ hasText: "Delete an old import" });
    await expect(job).toContainText("the rows are locked");
    await expect(job).toContainText("none by itself");
    await look(page, "jobs-dead");
    await job.getByRole("button", { name: "Try again now" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("tried at once and then for another day");
    await dialog.getByRole("button", { name: "Try again now" }).click();
    await expect(page.getByText("Nothing is stuck")).toBeVisible();
});
