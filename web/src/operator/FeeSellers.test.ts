import { expect, test } from "vitest";

import { listingIn } from "./FeeSellers";

test("the goods are found in what somebody pasted, and nothing else is taken for them", () => {
    expect(listingIn("12")).toBe("12");
    expect(listingIn("https://fair.example/listings/12?from=shop.7")).toBe("12");
    expect(listingIn("/listings/12?share=3.44.sig9")).toBe("12");
    expect(listingIn("/shops/7")).toBe("");
    expect(listingIn("mug 12")).toBe("");
});
