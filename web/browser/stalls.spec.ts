// A stall says who it is: what everybody reads, what only who has paid does, and what an order is
// held to.

import { expect, inspect, settled, test, type Put } from "./fairground";

const area = "By the library";

test("a stall introduces itself, and an order keeps its conditions", async ({
    browser,
    market,
    member,
    look,
    viewport,
}, info) => {
    const ann = await member("Ann Potter");
    const bo = await member("Bo Stone");
    await ann.api("POST", "/shops", { name: "Ann’s stall" });
    const mug = await ann.api<Put>("POST", "/listings", {
        title: "Brown mug",
        description: "As good as new.",
        price: { minor: 1400, currency: "GBP" },
        stock: 5,
        audience: "everybody",
        publish: true,
        handover: { ways: "pick_up", area, place: "" },
    });
    const stall = `/shops/${mug.shop.id}`;
    await test.step("Ann says who she is, and sees who will read what", async () => {
        await ann.page.goto(stall);
        await expect(ann.page.getByText("Nothing stands here yet.")).toBeVisible();
        await ann.page.getByRole("button", { name: "Introduce the shop" }).click();
        const dialog = ann.page.getByRole("dialog");
        await dialog.getByLabel("Who you are and what you sell").fill("I throw mugs in a shed.");
        await dialog.getByLabel("When one can pick up").fill("Fridays four to six.");
        await dialog.getByLabel("Where exactly").fill("12 Mill Lane, the bell on the left");
        await look(ann.page, "stall-words");
        await dialog.getByRole("button", { name: "Save" }).click();
        await expect(dialog.getByLabel("Pick-up: where about")).toHaveAttribute(
            "aria-invalid",
            "true",
        );
        await dialog.getByLabel("Pick-up: where about").fill(area);
        await dialog.getByRole("button", { name: "Save" }).click();
        await expect(ann.page.getByText("I throw mugs in a shed.")).toBeVisible();
        await expect(ann.page.getByText("Only who has paid sees this: 12 Mill Lane")).toBeVisible();
        await ann.page.getByRole("button", { name: "Set conditions" }).click();
        await dialog
            .getByLabel("What you promise, and what you ask for")
            .fill("Unused mugs come back within 30 days.");
        await look(ann.page, "stall-conditions");
        await dialog.getByRole("button", { name: "Save" }).click();
        await expect(ann.page.getByText("Unused mugs come back within 30 days.")).toBeVisible();
    });
    await test.step("a stranger reads all of it but the place, without scripts too", async () => {
        const context = await browser.newContext({
            baseURL: market.url,
            viewport,
            locale: "en-GB",
        });
        const page = await context.newPage();
        await page.route("**/assets/*.js", (route) => route.abort());
        for (const path of [stall, `/listings/${mug.id}`]) {
            await page.goto(path);
            await expect(page.getByText("Fridays four to six.")).toBeVisible();
            await expect(page.getByText("Mill Lane")).toHaveCount(0);
        }
        await page.goto(stall);
        await expect(page.getByText("Unused mugs come back within 30 days.")).toBeVisible();
        await inspect(page, "public-stall-words", info.project.name);
        await context.close();
    });
    await test.step("Bo reads the conditions before he agrees to them", async () => {
        await bo.page.goto(stall);
        await expect(bo.page.getByText("Who has paid sees the exact place.")).toBeVisible();
        await look(bo.page, "stall-seen");
        await bo.page.goto(`/checkout?lines=${mug.id}.1`);
        await bo.page.getByText("By ordering you agree to the conditions of").click();
        await expect(bo.page.getByText("Unused mugs come back within 30 days.")).toBeVisible();
        await look(bo.page, "checkout-conditions");
        await ann.api("PUT", `${stall}/conditions`, { text: "Nothing comes back." });
        await bo.page.getByRole("button", { name: "Pay £14.00" }).click();
        await expect(bo.page.getByText("The shop has changed its conditions")).toBeVisible();
        await expect(bo.page.getByText("Nothing comes back.")).toBeVisible();
        await bo.page.getByRole("button", { name: "Pay £14.00" }).click();
        await expect(bo.page).toHaveURL(/\/orders\/\d+$/);
    });
    await test.step("the order keeps them, and says where and when", async () => {
        await ann.api("PUT", `${stall}/conditions`, { text: "Everything comes back." });
        await bo.page.reload();
        await settled(bo.page);
        await bo.page.getByText("Conditions of this order").click();
        await expect(bo.page.getByText("Nothing comes back.")).toBeVisible();
        await expect(bo.page.getByText("12 Mill Lane, the bell on the left")).toBeVisible();
        await expect(bo.page.getByText("Fridays four to six.")).toBeVisible();
        await look(bo.page, "order-conditions");
    });
});
