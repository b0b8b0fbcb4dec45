import { readFileSync } from "node:fs";

import { buy, expect, putUp, settled, test, type Someone } from "./fairground";

const bank = "DE89370400440532013000";

/** What the bank says of a payout, as camt.053. */
function statement(name: string, key: string, amount: string): string {
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>' +
        `<Id>${key}</Id><Ntry><Amt Ccy="GBP">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>` +
        `<Sts><Cd>BOOK</Cd></Sts><AcctSvcrRef>${key}</AcctSvcrRef><NtryDtls><TxDtls><Refs>` +
        `<EndToEndId>${name}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry><Ntry>` +
        `<Amt Ccy="GBP">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
        `<AcctSvcrRef>${key}f</AcctSvcrRef><AddtlNtryInf>Fees ${key}</AddtlNtryInf></Ntry>` +
        "</Stmt></BkToCstmrStmt></Document>"
    );
}

/** A seller who has sold something, and whose buyer says that it arrived. */
async function sold(seller: Someone, buyer: Someone, minor: number) {
    const listing = await putUp(seller, { title: "Quilt", minor, stock: 2 });
    const { id } = await buy(buyer, listing);
    await seller.api("POST", `/orders/${id}/ship`, {});
    await buyer.api("POST", `/orders/${id}/confirm`);
}

test("a seller names an account, is paid out, and sees how far it is", async ({
    member,
    persona,
    look,
}) => {
    const seller = await member("Pia");
    const buyer = await member("Otto");
    const boss = await persona("operator");
    // Otherwise the account would rest for three days.
    const rest = "/operator/policies/payout_rest_days";
    await boss.api("PUT", rest, { value: 0, reason: "for a test" });
    await boss.api("PUT", "/operator/payouts/source", {
        holder: "Riverside",
        iban: bank,
        reason: "for a test",
    });
    await sold(seller, buyer, 5000);

    const { page } = seller;
    await page.goto("/money");
    await expect(page.getByText(/wait: name your bank account/)).toBeVisible();
    await page.getByRole("button", { name: "Name my account" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Account holder").fill("Pia Seller");
    await dialog.getByLabel("IBAN").fill("DE89 3704 0044 0532 0130 01");
    await dialog.getByLabel("Password").fill(seller.password);
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByText("This is not an IBAN")).toBeVisible();
    await look(page, "payout-account");
    await dialog.getByLabel("IBAN").fill("DE89 3704 0044 0532 0130 00");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText("DE89 •••• 3000").first()).toBeVisible();
    await page.getByText("Every day", { exact: true }).click();
    await expect(page.getByRole("paragraph").filter({ hasText: "Saved" })).toBeVisible();
    await look(page, "money-to-bank");
    await page.getByRole("button", { name: "Pay me out now" }).click();
    await expect(page.getByText(/Goes with the next run/)).toBeVisible();
    await expect(page.getByText("Set aside for your bank.", { exact: true })).toBeVisible();
    await look(page, "money-on-its-way");

    // The operator makes a run, and hands its file to the bank.
    const desk = boss.page;
    await desk.goto("/operator/payouts");
    await settled(desk);
    const runs = await desk.getByRole("article").count();
    await desk.getByRole("button", { name: "Make a run now" }).first().click();
    const asked = desk.getByRole("dialog");
    await asked.getByLabel("Reason").fill("Friday");
    await asked.getByRole("button", { name: "Make a run now" }).click();
    await expect(asked).toHaveCount(0);
    await expect(desk.getByRole("article")).toHaveCount(runs + 1);
    const run = desk.getByRole("article").first();
    const [download] = await Promise.all([
        desk.waitForEvent("download"),
        run.getByRole("link", { name: "File for the bank" }).click(),
    ]);
    const text = readFileSync(await download.path(), "utf8");
    const transfer = text.split("\n").find((line) => line.includes("<Nm>Pia Seller")) ?? "";
    const name = /<EndToEndId>(.*?)<.*<InstdAmt Ccy="GBP">(.*?)</.exec(transfer);
    expect(name).not.toBeNull();
    await run.getByRole("button", { name: "Handed to the bank" }).click();
    await asked.getByLabel("Reason").fill("Uploaded");
    await asked.getByRole("button", { name: "Handed to the bank" }).click();
    await expect(run.locator(".tag")).toHaveText("Handed to the bank");
    await page.reload();
    await expect(page.getByText(/With the bank/)).toBeVisible();

    // The bank's statement says that it was paid, and takes fees.
    const key = name?.[1] ?? "";
    const file = { name: "statement.xml", mimeType: "application/xml" };
    const choose = desk.locator('input[type="file"]');
    await choose.setInputFiles({ ...file, buffer: Buffer.from("<!DOCTYPE a><a/>") });
    await desk.getByRole("button", { name: "Read it" }).click();
    await expect(desk.getByText(/has something that statements/)).toBeVisible();
    const xml = statement(key, key, name?.[2] ?? "");
    await choose.setInputFiles({ ...file, buffer: Buffer.from(xml) });
    await desk.getByRole("button", { name: "Read it" }).click();
    await expect(desk.getByText(/^1 paid, 0 came back/)).toBeVisible();
    await run.getByText("Payouts of this run").click();
    await expect(run.getByText(key)).toBeVisible();
    await look(desk, "operator-payouts");
    const fee = desk.getByRole("listitem").filter({ hasText: `Fees ${key}` });
    await fee.getByRole("button", { name: "Looked into" }).click();
    await asked.getByLabel("Reason").fill("The bank's fee");
    await asked.getByRole("button", { name: "Looked into" }).click();
    await expect(fee).toHaveCount(0);
    await page.reload();
    await expect(page.getByText("Arrived at your bank so far.")).toBeVisible();
    await look(page, "money-paid-out");
});

test("what waits says why, in Chinese too", async ({ member, persona, look }) => {
    const seller = await member("Lin", "zh");
    const buyer = await member("Max");
    const boss = await persona("operator");
    await boss.api("PUT", "/operator/payouts/source", {
        holder: "Riverside",
        iban: bank,
        reason: "for a test",
    });
    const rest = "/operator/policies/payout_rest_days";
    await boss.api("PUT", rest, { value: 3, reason: "for a test" });
    await sold(seller, buyer, 700);
    await seller.api("PUT", "/me/payouts/account", {
        holder: "Lin",
        iban: bank,
        password: seller.password,
    });
    await seller.page.goto("/money");
    await expect(seller.page.getByRole("heading", { name: "付到您的银行" })).toBeVisible();
    await expect(seller.page.getByText(/等待至\d.*您的账户刚刚更改过/)).toBeVisible();
    await look(seller.page, "money-waits-zh");
});
