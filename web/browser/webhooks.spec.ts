import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

import { expect, putUp, test } from "./fairground";

interface Taken {
    headers: IncomingHttpHeaders;
    body: string;
}

/** Somebody's own program; `says` is what it answers with. */
async function receiver() {
    const taken: Taken[] = [];
    const it = { says: 200, taken, url: "", close: () => server.close() };
    const server = createServer((request, response) => {
        let body = "";
        request.on("data", (part: Buffer) => (body += part.toString()));
        request.on("end", () => {
            taken.push({ headers: request.headers, body });
            response.writeHead(it.says, { "x-printer": "ready" });
            response.end("thanks");
        });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    it.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
    return it;
}

function signature(secret: string, { headers, body }: Taken): string {
    const key = Buffer.from(secret.replace("whsec_", ""), "base64");
    const text = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    return `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
}

test("a seller’s own program is told what happens, and the seller sees what arrived", async ({
    member,
    look,
}) => {
    const seller = await member("Hana");
    const printer = await receiver();
    const { page } = seller;
    await page.goto("/settings");
    await page.getByRole("button", { name: "Add a webhook" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Address").fill("not an address");
    await dialog.getByLabel("What it is for").fill("Parcel labels");
    await dialog.getByText("Goods", { exact: false }).first().click();
    await dialog.getByRole("checkbox", { name: "Goods went on sale" }).check();
    await dialog.getByRole("button", { name: "Add it" }).click();
    await expect(dialog.getByText("This is not an address such as")).toBeVisible();
    await look(page, "webhook-dialog");
    await dialog.getByLabel("Address").fill(printer.url);
    await dialog.getByRole("button", { name: "Add it" }).click();
    const secret = await page.locator("code.secret").innerText();
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    await look(page, "webhook-made");

    await page.getByRole("link", { name: "Look at Parcel labels" }).click();
    await expect(page.getByText("Nothing was sent yet")).toBeVisible();
    await page.getByRole("button", { name: "Send a test" }).click();
    await expect(page.getByRole("button", { name: "Test message" })).toBeVisible();
    await expect.poll(() => printer.taken.length).toBe(1);
    expect(printer.taken[0]?.headers["webhook-signature"]).toBe(
        signature(secret, printer.taken[0] as Taken),
    );

    printer.says = 500;
    const lamp = await putUp(seller, { title: "Lamp", minor: 900, stock: 1 });
    await expect.poll(() => printer.taken.length).toBe(2);
    const told = JSON.parse(printer.taken[1]?.body ?? "{}") as { data: { id: string } };
    expect(told.data.id).toBe(lamp.id);
    await page.reload();
    await expect(page.getByText("answered with 500")).toBeVisible();
    await expect(page.getByText("Does not answer")).toBeVisible();
    await look(page, "webhook-page");
    await page.getByRole("button", { name: "Goods went on sale" }).click();
    await expect(dialog.getByText("x-printer: ready")).toBeVisible();
    await look(page, "webhook-delivery");
    printer.says = 200;
    // Meanwhile the market may have tried again by itself.
    const tried = printer.taken.length;
    await dialog.getByRole("button", { name: /^(Try now|Send again)$/ }).click();
    await expect.poll(() => printer.taken.length).toBeGreaterThan(tried);
    await dialog.getByRole("button", { name: "Back" }).click();
    await expect(page.getByText("Does not answer")).toHaveCount(0);

    await page.getByRole("button", { name: "Send a span of time again" }).click();
    await dialog.getByRole("button", { name: "Everything" }).click();
    await look(page, "webhook-span");
    const sent = printer.taken.length;
    await dialog.getByRole("button", { name: "Send again" }).click();
    await expect.poll(() => printer.taken.length).toBeGreaterThan(sent);
    expect(printer.taken.at(-1)?.headers["webhook-id"]).toBe(
        printer.taken[1]?.headers["webhook-id"],
    );

    await page.getByRole("button", { name: "New secret" }).click();
    await dialog.getByRole("button", { name: "New secret" }).click();
    await expect(page.getByText("Signed with both secrets until")).toBeVisible();
    await page.getByRole("button", { name: "Take back" }).click();
    await dialog.getByRole("button", { name: "Take back" }).click();
    await expect(page).toHaveURL(/\/settings$/);
    await expect(page.getByText("Say where your program listens")).toBeVisible();
    printer.close();
});

test("the market’s programs hear of everybody, and every act has a reason", async ({
    persona,
    member,
    look,
}) => {
    const figures = await receiver();
    const { page } = await persona("operator");
    await page.goto("/operator/webhooks");
    await page.getByRole("button", { name: "Add a webhook" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Address").fill(figures.url);
    await dialog.getByText("The market", { exact: false }).first().click();
    await dialog.getByRole("checkbox", { name: "Somebody joined" }).check();
    await dialog.getByLabel("Reason").fill("Figures for the council");
    await dialog.getByRole("button", { name: "Add it" }).click();
    await expect(page.locator("code.secret")).toBeVisible();
    await look(page, "market-webhooks");
    await member("Iris");
    await expect.poll(() => figures.taken.length).toBeGreaterThan(0);
    await page.getByRole("link", { name: /^Look at/ }).click();
    await expect(page.getByRole("button", { name: "Somebody joined" }).first()).toBeVisible();
    await page.getByRole("button", { name: "Switch off" }).click();
    await dialog.getByLabel("Reason").fill("The council has seen enough");
    await dialog.getByRole("button", { name: "Switch off" }).click();
    await expect(page.getByText("Off", { exact: true })).toBeVisible();
    await look(page, "market-webhook");
    await page.getByRole("button", { name: "Take back" }).click();
    await dialog.getByLabel("Reason").fill("It is over");
    await dialog.getByRole("button", { name: "Take back" }).click();
    await expect(page.getByText("Say where your program listens")).toBeVisible();
    figures.close();
});
