import { expect, test } from "vitest";

import { narrowingOf } from "./ReportMore";

test("a report is narrowed down to what its address says, and to nothing else", () => {
    const of = (query: string) => narrowingOf(new URLSearchParams(query));
    expect(of("from=2030-01-01&step=day")).toEqual({});
    expect(of("zone=Asia/Tokyo&into=EUR&tax=in")).toEqual({
        zone: "Asia/Tokyo",
        into: "EUR",
        tax: "in",
    });
    expect(of("category=")).toEqual({ category: "" });
    expect(of("tax=out&currency=JPY")).toEqual({ currency: "JPY" });
});
