import { render } from "preact-render-to-string";
import { beforeAll, describe, expect, test } from "vitest";

import { Problem } from "../core/call";
import { todayIn } from "../core/zone";
import { endOf, everyPeriod, rangeOf, usual } from "../operator/range";
import { thenOf, withThen } from "../pages/SignIn";
import { deviceOf } from "../core/device";
import { setLanguage } from "../core/words";
import { TextField, wrongOf } from "./Field";
import { goodsOf } from "./goods";
import { initials } from "./People";
import { Picture } from "./Picture";
import { layoutOf, niceTop } from "./scale";
import { Refusal, sentence, ShownList } from "./States";

beforeAll(() => setLanguage("en"));

describe("a picture", () => {
    test("is the same for the same listing, and another for another", () => {
        const mug = render(<Picture id="12" title="Blue mug" />);
        expect(render(<Picture id="12" title="Blue mug" />)).toBe(mug);
        expect(render(<Picture id="13" title="Blue mug" />)).not.toBe(mug);
    });

    test("is the photograph where there is one, silent beside its title, fetched when seen", () => {
        const size = (width: number) => ({ width, height: width / 2, url: `/media/7/${width}` });
        const picture = { id: "7", width: 640, height: 320, sizes: [size(320), size(640)] };
        const drawn = render(<Picture id="12" title="Blue mug" picture={picture} />);
        expect(drawn).toContain('srcset="/media/7/320 320w, /media/7/640 640w"');
        expect(drawn).toMatch(/src="\/media\/7\/640".* width="640" height="320" alt(="")? /);
        expect(drawn).toContain('loading="lazy"');
    });

    test("shows what the title is about, in both languages", () => {
        expect(goodsOf("Blue MUG, hand thrown")).toBe("coffee");
        expect(goodsOf("REGENCY CAKESTAND 3 TIER")).toBe("cake-slice");
        expect(goodsOf("自制草莓果酱")).toBe("apple");
        expect(goodsOf("asdf")).toBe(goodsOf("asdf"));
    });

    test("names people by the letters they would use", () => {
        expect(initials("Ann Porter")).toBe("AP");
        expect(initials("bo")).toBe("B");
        expect(initials("Mei (demo)")).toBe("M");
        expect(initials("陈美玲")).toBe("玲");
    });
});

describe("a device", () => {
    test("is named as people name it, and by its own words where nobody knows it", () => {
        const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ";
        expect(deviceOf(`${chrome}Chrome/120.0 Safari/537.36`)).toEqual({
            browser: "Chrome",
            system: "Linux",
        });
        const phone =
            "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537 MicroMessenger/8";
        expect(deviceOf(phone)).toEqual({ browser: "WeChat", system: "Android" });
        expect(deviceOf("curl/8.0")).toBeNull();
    });
});

describe("a field", () => {
    test("ties its label, its hint and what is wrong to the input", () => {
        const html = render(
            <TextField label="Price" hint="each" wrong="Too small." value="" onType={() => 0} />,
        );
        const id = /<input[^>]* id="([^"]+)"/.exec(html)?.[1] ?? "none";
        expect(html).toContain(`for="${id}"`);
        expect(html).toContain(`aria-describedby="${id}-hint ${id}-wrong"`);
        expect(html).toContain('aria-invalid="true"');
    });

    test("finds its own words among the server's", () => {
        const fields = [{ field: "lines.0.quantity", code: "too_large", title: "At most 100." }];
        const problem = new Problem(422, "invalid", "Look again.", {}, fields);
        expect(wrongOf(problem, "lines.0.quantity")).toBe("At most 100.");
        expect(wrongOf(problem, "price")).toBeUndefined();
        expect(wrongOf(null, "price")).toBeUndefined();
    });

    test("finds what is wrong with a part of it, and not with a field of a longer name", () => {
        const fields = [{ field: "amount.minor", code: "too_small", title: "Too small." }];
        const problem = new Problem(422, "invalid", "Look again.", {}, fields);
        expect(wrongOf(problem, "amount")).toBe("Too small.");
        expect(wrongOf(problem, "am")).toBeUndefined();
    });
});

describe("a list", () => {
    const nothing = { items: undefined, problem: undefined, more: null, reload: () => undefined };
    const shown = (got: object) =>
        render(
            <ShownList<string> got={{ ...nothing, ...got }} empty={<p>None.</p>}>
                {(items) => <p>{items.join()}</p>}
            </ShownList>,
        );

    test("is awaited, then there, then says that there is more", () => {
        expect(shown({})).toContain('role="status"');
        expect(shown({ items: ["a", "b"] })).toBe("<p>a,b</p>");
        expect(shown({ items: ["a"], more: () => undefined })).toContain("<button");
        expect(shown({ items: [] })).toBe("<p>None.</p>");
    });

    test("that could not be read offers to try again, and keeps what it has", () => {
        const problem = new Problem(500, "x", "Broken.");
        expect(shown({ problem })).toContain("Try again");
        expect(shown({ problem, items: ["a"] })).toBe("<p>a</p>");
    });
});

describe("a problem", () => {
    const lost = new Problem(0, "no_answer", "");
    const refused = new Problem(409, "sold_out", "Sold out: somebody was faster.");

    test("offers to try again only where nobody knows what happened", () => {
        expect(render(<Refusal problem={lost} again={() => 0} />)).toContain("Try again");
        expect(render(<Refusal problem={refused} again={() => 0} />)).not.toContain("Try again");
    });

    test("speaks with the server's sentence, or with ours where it sent none", () => {
        expect(sentence(refused)).toBe("Sold out: somebody was faster.");
        expect(sentence(lost)).toContain("it will not happen twice");
        expect(sentence(new Problem(500, "no_sense", ""))).toContain("500");
    });
});

describe("a chart", () => {
    test("ends at a round number that holds every value", () => {
        expect(niceTop(37)).toBe(40);
        expect(niceTop(100)).toBe(100);
        expect(niceTop(1)).toBe(1);
        for (let value = 1; value < 5000; value += 7) {
            expect(niceTop(value)).toBeGreaterThanOrEqual(value);
            expect(niceTop(value)).toBeLessThanOrEqual(value * 2);
        }
    });

    test("keeps every bar inside, and zero where it belongs", () => {
        const points = [{ value: 10 }, { value: -4 }, { value: 0 }];
        const layout = layoutOf(points, 360, 240);
        points.forEach((point, i) => {
            expect(layout.y(point.value)).toBeGreaterThanOrEqual(layout.top);
            expect(layout.y(point.value)).toBeLessThanOrEqual(layout.bottom);
            expect(layout.x(i) + layout.bar / 2).toBeLessThanOrEqual(layout.right);
        });
        expect(layout.grid).toContain(0);
    });
});

describe("an address", () => {
    const place = (search: string) => ({
        pattern: "/sign-in",
        path: "/sign-in",
        params: {},
        query: new URLSearchParams(search),
    });

    test("leads on after signing in, but only inside the app", () => {
        expect(thenOf(place("then=/orders/12"))).toBe("/orders/12");
        for (const evil of ["//evil.example", "https://evil.example", "/\\evil.example", ""]) {
            expect(thenOf(place(`then=${encodeURIComponent(evil)}`))).toBe("/");
        }
        expect(withThen("/join", "/orders/12")).toBe("/join?then=%2Forders%2F12");
        expect(withThen("/sign-in", "/")).toBe("/sign-in");
    });

    test("of a report asks for thirty days, or for those it names", () => {
        const today = todayIn("Europe/London", new Date("2030-01-30T12:00:00Z"));
        expect(rangeOf(new URLSearchParams(), today)).toEqual({
            from: "2030-01-01",
            to: "2030-01-30",
        });
        const named = new URLSearchParams("from=2029-12-01&to=2029-12-31");
        expect(rangeOf(named, today)).toEqual({ from: "2029-12-01", to: "2029-12-31" });
        expect(rangeOf(new URLSearchParams("from=2031-01-01&to=x"), today).to).toBe(today);
    });

    test("fills the periods in which nothing happened", () => {
        const range = { from: "2030-02-27", to: "2030-03-02" };
        const days = everyPeriod([], range, "day", "GBP");
        expect(days.map((one) => one.from)).toEqual([
            "2030-02-27",
            "2030-02-28",
            "2030-03-01",
            "2030-03-02",
        ]);
        const [first] = days;
        if (!first) throw new Error("no day");
        const busy = { ...first, from: "2030-03-01", to: "2030-03-01", orders_paid: 4 };
        const filled = everyPeriod([busy], range, "day", "GBP");
        expect(filled.map((one) => one.orders_paid)).toEqual([0, 0, 4, 0]);
        const months = everyPeriod([], range, "month", "GBP");
        expect(months.map((one) => [one.from, one.to])).toEqual([
            ["2030-02-27", "2030-02-28"],
            ["2030-03-01", "2030-03-02"],
        ]);
    });

    test("ends weeks on Sunday and the others with the calendar", () => {
        expect(endOf("2029-12-31", "week")).toBe("2030-01-06");
        expect(endOf("2030-01-06", "week")).toBe("2030-01-06");
        expect(endOf("2028-02-01", "month")).toBe("2028-02-29");
        expect(endOf("2030-12-31", "quarter")).toBe("2030-12-31");
        expect(endOf("2030-04-01", "quarter")).toBe("2030-06-30");
        expect(endOf("2030-04-01", "year")).toBe("2030-12-31");
        expect(usual("2030-04-09").quarters).toEqual({ from: "2029-01-01", to: "2029-09-30" });
        expect(usual("2030-10-01").quarters).toEqual({ from: "2030-01-01", to: "2030-09-30" });
        expect(usual("2028-03-31").last_month).toEqual({ from: "2028-02-01", to: "2028-02-29" });
        expect(usual("2030-01-09").last_month).toEqual({ from: "2029-12-01", to: "2029-12-31" });
        expect(usual("2030-04-09").last_year).toEqual({ from: "2029-01-01", to: "2029-12-31" });
    });

    test("counts days as the market's zone does", () => {
        const instant = new Date("2030-01-30T23:30:00Z");
        expect(todayIn("Asia/Shanghai", instant)).toBe("2030-01-31");
    });
});
