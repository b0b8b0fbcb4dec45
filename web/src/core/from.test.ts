import { expect, test } from "vitest";

import { goodsHref, parseFrom, writeFrom } from "./from";

test("where somebody came from is read and written, and nonsense is left out", () => {
    expect(parseFrom("shop.12")).toEqual({ door: "shop", thing: "12" });
    expect(writeFrom({ door: "post", thing: "7" })).toBe("post.7");
    for (const wrong of [null, "", "shop", "shop.", "shop.x", "window.1", "shop.1.2", "shop.-1"]) {
        expect(parseFrom(wrong)).toBeNull();
    }
    expect(goodsHref("5")).toBe("/listings/5");
    expect(goodsHref("5", { door: "shop", thing: "12" })).toBe("/listings/5?from=shop.12");
    expect(goodsHref("5", undefined, "1.2.x")).toBe("/listings/5?share=1.2.x");
});
