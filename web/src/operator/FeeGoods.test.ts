import { expect, test } from "vitest";

import { soughtIn } from "./FeeGoods";

test("goods and stalls are found in what somebody pasted, and the rest are words", () => {
    expect(soughtIn("12")).toEqual({ listing: "12" });
    expect(soughtIn("https://fair.example/listings/12?from=shop.7")).toEqual({ listing: "12" });
    expect(soughtIn("/listings/12?share=3.44.sig9")).toEqual({ listing: "12" });
    expect(soughtIn("/shops/7")).toEqual({ shop: "7" });
    expect(soughtIn(" mug 12 ")).toEqual({ q: "mug 12" });
    expect(soughtIn("  ")).toBeNull();
});
