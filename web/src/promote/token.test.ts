import { expect, test } from "vitest";

import { handOn, shareOf } from "./token";

test("the token of a link goes from address to address as it is", () => {
    const token = "12.1893456000.ab-_9";
    expect(handOn(token)).toBe("&share=12.1893456000.ab-_9");
    expect(shareOf(new URLSearchParams(handOn(token)))).toBe(token);
    expect(shareOf(new URLSearchParams("share=a%20b%26c"))).toBe("a b&c");
    expect(handOn(null)).toBe("");
    expect(shareOf(new URLSearchParams(""))).toBeNull();
    expect(shareOf(new URLSearchParams(`share=${"x".repeat(501)}`))).toBeNull();
});
