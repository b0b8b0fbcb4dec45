import { expect, test } from "vitest";

import { hrefOf, isNarrow, plain, queryOf, routeOf } from "./query";

const read = (search: string) => queryOf(new URLSearchParams(search));

test("an address says no more than what was chosen, and is read back as it was", () => {
    const query = read("q=%E9%9D%A2%E8%86%9C&sort=price_up&in_stock=true&price_max=2000&shop=12");
    expect(query.q).toBe("面膜");
    expect(hrefOf(query)).toBe(
        "/search?q=%E9%9D%A2%E8%86%9C&sort=price_up&in_stock=true&price_max=2000&shop=12",
    );
    expect(queryOf(new URLSearchParams(hrefOf(query).split("?")[1]))).toEqual(query);
    expect(hrefOf(read("q=mug"))).toBe("/search?q=mug");
    expect(hrefOf(read(""))).toBe("/search");
    expect(hrefOf(read("sort=newest"))).toBe("/search?sort=newest");
    expect(routeOf(read("q=a+b")).path).toBe("/search?q=a+b&limit=24");
});

test("what makes no sense in an address counts as not said", () => {
    const query = read("q=mug&sort=best&in_stock=1&audience=all&price_min=-5&price_max=1e9&shop=x");
    expect(query).toEqual(read("q=mug"));
    expect(isNarrow(query)).toBe(false);
});

test("a change leaves the rest, and all can be taken back but the words and the order", () => {
    const query = read("q=mug&sort=newest&audience=friends&price_min=100");
    expect(hrefOf(query, { audience: null })).toBe("/search?q=mug&sort=newest&price_min=100");
    expect(hrefOf(plain(query))).toBe("/search?q=mug&sort=newest");
    expect(isNarrow(query)).toBe(true);
});
