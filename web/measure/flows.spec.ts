// How many taps and seconds it takes to sell and to buy on a phone, and how the page imports the
// catalogue of a real shop. Prints figures for bench/RESULTS.md. A tap is a click or the choice of
// a field; choosing a photograph among the phone's own is one more. Seconds are a script's, which
// types faster than people do: MS-01 wants less than a minute of it.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import type { Locator, Page } from "@playwright/test";

import { expect, place, putUp, settled, test, type Someone } from "../browser/fairground";
import { photograph } from "../browser/photograph";

const runs = Number(process.env["RUNS"] ?? 5);

class Hand {
    taps = 0;
    private readonly began = performance.now();
    async tap(where: Locator): Promise<void> {
        this.taps += 1;
        await where.click();
    }
    async write(where: Locator, words: string): Promise<void> {
        await this.tap(where);
        await where.pressSequentially(words);
    }
    done(): Flow {
        return { taps: this.taps, seconds: (performance.now() - this.began) / 1000 };
    }
}
interface Flow {
    taps: number;
    seconds: number;
}

function say(name: string, flows: readonly Flow[]): void {
    const seconds = flows.map((one) => one.seconds).sort((a, b) => a - b);
    const middle = seconds[Math.floor(seconds.length / 2)] ?? 0;
    const spread = `${seconds[0]?.toFixed(1) ?? ""} to ${seconds.at(-1)?.toFixed(1) ?? ""}`;
    const taps = [...new Set(flows.map((one) => one.taps))].join(", ");
    console.log(`| ${name} | ${taps} | ${middle.toFixed(1)} s (${spread}) |`);
}

async function signIn(who: Someone): Promise<Page> {
    const { page } = who;
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await page.getByLabel("User name").fill(who.handle);
    await page.getByLabel("Password", { exact: true }).fill(who.password);
    return page;
}

/** From the button that signs in to the page of goods that are on sale. */
async function sells(seller: Someone, hasStall: boolean): Promise<Flow> {
    await seller.page.goto("/");
    const shot = await photograph(seller.page, "bowl.jpg", 210);
    const page = await signIn(seller);
    const hand = new Hand();
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/$/);
    await hand.tap(page.getByRole("link", { name: /^Sell/ }).locator("visible=true").first());
    if (!hasStall) {
        await hand.write(page.getByRole("textbox").first(), "Pots of clay");
        await hand.tap(page.getByRole("button", { name: "Open it" }));
    }
    const asked = page.waitForEvent("filechooser");
    await hand.tap(page.getByText("Choose photographs"));
    hand.taps += 1;
    await (await asked).setFiles(shot);
    await hand.write(page.getByLabel("What is it?"), "Large stoneware bowl");
    await hand.write(page.getByLabel("Price"), "38.00");
    await expect(page.locator(".photograph progress")).toHaveCount(0);
    await hand.tap(page.getByRole("button", { name: "Put it up for sale" }));
    await expect(page).toHaveURL(/\/listings\/\d+$/);
    return hand.done();
}

/** From the page of the goods to an order that is paid for. */
async function buys(buyer: Someone, listing: string, before: boolean): Promise<Flow> {
    const { page } = buyer;
    await page.goto(`/listings/${listing}`);
    await settled(page);
    const hand = new Hand();
    await hand.tap(page.getByRole("button", { name: /^Buy for/ }));
    if (!before) {
        await hand.write(page.getByLabel("Name", { exact: true }), place.name);
        await hand.write(page.getByRole("textbox", { name: "Address" }), place.address);
    }
    await hand.tap(page.getByRole("button", { name: /^Pay / }));
    await expect(page.locator("#status")).toContainText("Paid.");
    return hand.done();
}

test("what selling and buying take", async ({ member }) => {
    test.skip(test.info().project.name !== "phone", "it is a phone that has little room");
    test.setTimeout(60_000 * runs);
    console.log("\n| flow, 360 px | taps | by script |\n|---|--:|--:|");
    const first: Flow[] = [];
    const again: Flow[] = [];
    for (let run = 0; run < runs; ++run) {
        const seller = await member("Ann Porter");
        first.push(await sells(seller, false));
        again.push(await sells(seller, true));
    }
    say("MS-01: from signing in to goods on sale with a photograph", again);
    say("the same by somebody who has no stall yet", first);
    const goods = await putUp(await member("Sal"), { title: "Jug", minor: 900, stock: 99 });
    const fresh: Flow[] = [];
    const known: Flow[] = [];
    for (let run = 0; run < runs; ++run) {
        const buyer = await member("Bo Lind");
        fresh.push(await buys(buyer, goods.id, false));
        known.push(await buys(buyer, goods.id, true));
    }
    say("from the goods to an order that is paid, name and address remembered", known);
    say("the same for the first time", fresh);
    for (const flow of again) expect(flow.taps).toBeLessThanOrEqual(6);
});

test("the catalogue of a real shop goes in through the page", async ({ member }) => {
    test.skip(test.info().project.name !== "phone", "the same on a desk");
    test.setTimeout(600_000);
    const script = fileURLToPath(new URL("catalogue.py", import.meta.url));
    const made = spawnSync("python3", [script], { encoding: "utf8", maxBuffer: 1 << 26 });
    test.skip(made.status === 77, "FAIRGROUND_DATA has no retail data");
    const rows = made.stdout.trimEnd().split("\n").length - 1;
    const seller = await member("Rita Tail");
    await seller.api("POST", "/shops", { name: "Rita’s gifts" });
    const { page } = seller;
    await page.goto("/stall/import");
    const buffer = Buffer.from(made.stdout);
    await page
        .locator("input[type=file]")
        .setInputFiles({ name: "retail.csv", mimeType: "text/csv", buffer });
    const steps = async (button: RegExp, until: string) => {
        const began = performance.now();
        const seen = new Set<string>();
        await page.getByRole("button", { name: button }).click();
        const bar = page.getByRole("progressbar");
        const heading = page.getByRole("heading", { name: until, exact: true });
        while (!(await heading.isVisible())) {
            const value = await bar.getAttribute("value", { timeout: 200 }).catch(() => null);
            if (value !== null) seen.add(value);
        }
        const seconds = ((performance.now() - began) / 1000).toFixed(1);
        return `${seconds} s, the bar seen at ${seen.size} places`;
    };
    const tried = await steps(/^Check it/, "This is what would happen");
    const done = await steps(/^Put up [\d,]+ things/, "Imported");
    console.log(`\n${rows} rows of the retail catalogue: tried in ${tried}; put up in ${done}\n`);
    await page.getByRole("link", { name: "See my shop" }).click();
    await settled(page);
});
