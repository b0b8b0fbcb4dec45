import { expect, putUp, test } from "./fairground";

test("a program of one’s own comes with a token, and no further than its scopes", async ({
    member,
    market,
    look,
    playwright,
}) => {
    const seller = await member("Kira");
    const lamp = await putUp(seller, { title: "Lamp", minor: 900, stock: 1 });
    const { page } = seller;
    await page.goto("/settings");
    await page.getByRole("button", { name: "Make a token" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What it is for").fill("Stock from my till");
    await dialog.getByRole("checkbox", { name: /^Shop/ }).check();
    await look(page, "token-dialog");
    await dialog.getByRole("button", { name: "Make it" }).click();
    const token = await page.locator("code.secret").innerText();
    expect(token).toMatch(/^fg_[\w-]{43}$/);
    await look(page, "token-made");

    const script = await playwright.request.newContext({
        baseURL: market.url,
        extraHTTPHeaders: { authorization: `Bearer ${token}` },
    });
    const counted = await script.put(`/api/v1/listings/${lamp.id}/stock`, { data: { stock: 7 } });
    expect(((await counted.json()) as { stock: number }).stock).toBe(7);
    const refused = await script.post("/api/v1/moments", {
        data: { text: "Hello", audience: "friends" },
    });
    expect(refused.status()).toBe(403);
    expect(((await refused.json()) as { code: string }).code).toBe("scope_missing");

    await page.getByRole("button", { name: "Take back Stock from my till" }).click();
    await expect(page.getByText("Stock from my till", { exact: true })).toHaveCount(0);
    expect((await script.get("/api/v1/me")).status()).toBe(401);
    await script.dispose();
});
