import { expect, test } from "vitest";

import { outdated, wayOf } from "./rules";

const origin = "https://market.example";
const of = (path: string, mode = "cors", method = "GET") =>
    wayOf({ method, mode, url: origin + path }, origin);

test("what the market answers is never kept, however it is asked for", () => {
    for (const mode of ["cors", "navigate", "no-cors"]) {
        expect(of("/api/v1/me", mode)).toBe("leave");
        expect(of("/api/v1/orders/5", mode)).toBe("leave");
        expect(of("/media/a1b2", mode)).toBe("leave");
        expect(of("/media/a1b2.webp", mode)).toBe("leave");
    }
});

test("a change is none of its business, nor is another place", () => {
    expect(of("/", "navigate", "POST")).toBe("leave");
    expect(wayOf({ method: "GET", mode: "cors", url: "https://x.example/a" }, origin)).toBe(
        "leave",
    );
});

test("pages come from the network first, files that are named by their content once", () => {
    expect(of("/", "navigate")).toBe("page");
    expect(of("/orders/17?from=mail", "navigate")).toBe("page");
    expect(of("/assets/parts-1f2e.js")).toBe("asset");
    expect(of("/assets/index-1f2e.css", "no-cors")).toBe("asset");
});

test("what the server writes for everybody is waited for, and its pictures are left alone", () => {
    expect(of("/listings/17?from=post.3", "navigate")).toBe("written");
    expect(of("/shops/17", "navigate")).toBe("written");
    expect(of("/listings/17/edit", "navigate")).toBe("page");
    expect(of("/listings/17/photograph.jpg", "no-cors")).toBe("leave");
    expect(of("/api/v1/media/5/2?until=9&by=3", "no-cors")).toBe("leave");
    expect(of("/sitemap.xml", "navigate")).toBe("leave");
});

test("what is a file or a sign of life is no page", () => {
    expect(of("/licences.txt", "navigate")).toBe("leave");
    expect(of("/manifest.webmanifest")).toBe("leave");
    expect(of("/healthz", "navigate")).toBe("leave");
    expect(of("/orders", "cors")).toBe("leave");
});

test("the shell before this one is kept for the pages that are still open, older ones go", () => {
    const names = ["shell a", "somebody's", "shell b", "shell c", "shell d"];
    expect(outdated(names, "shell d")).toEqual(["shell a", "shell b"]);
    expect(outdated(["shell d"], "shell d")).toEqual([]);
});
