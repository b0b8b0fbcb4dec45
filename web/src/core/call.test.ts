import { webcrypto } from "node:crypto";

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { at, call, further, Problem, speak } from "./call";

// Node 18 has it, but not where a browser has it.
beforeEach(() => vi.stubGlobal("crypto", webcrypto));
afterEach(() => vi.unstubAllGlobals());

function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
    const fetch = vi.fn((_path: string, _request: RequestInit) =>
        Promise.resolve(
            new Response(status === 204 ? null : JSON.stringify(body), { status, headers }),
        ),
    );
    vi.stubGlobal("fetch", fetch);
    return fetch;
}

const sent = (fetch: ReturnType<typeof answering>) => {
    const [path, request] = fetch.mock.calls[0] ?? [];
    return { path, headers: (request?.headers ?? {}) as Record<string, string>, request };
};

describe("an address", () => {
    test("has the parameters of its path in their places and the others in its query", () => {
        const one = at("GET /members/{handle}", { handle: "a/b ?" });
        expect([one.method, one.path]).toEqual(["GET", "/members/a%2Fb%20%3F"]);
        const list = at("GET /shops/{id}/listings", { id: "7", limit: 2 });
        expect(list.path).toBe("/shops/7/listings?limit=2");
        expect(further(list, "a&b").path).toBe("/shops/7/listings?limit=2&after=a%26b");
        expect(further(at("GET /feed"), "9").path).toBe("/feed?after=9");
    });

    test("of a route that there is not, or without what it needs, does not compile", () => {
        // Each line fails the compiler's look at this file once it would compile.
        // @ts-expect-error no such route
        void at("GET /order");
        // @ts-expect-error no such act
        void at("PUT /feed");
        // @ts-expect-error the id is missing
        void at("GET /orders/{id}");
        // @ts-expect-error no such side
        void at("GET /orders", { role: "operator" });
        // @ts-expect-error no such parameter
        void at("GET /feed", { page: 2 });
        const wrong = [
            // @ts-expect-error the body is missing
            () => call(at("POST /shops")),
            // @ts-expect-error no such field
            () => call(at("POST /shops"), { title: "Pots" }),
            // @ts-expect-error an id is text
            () => call(at("POST /friends"), { member: 2 }),
            // @ts-expect-error it reads no body
            () => call(at("POST /orders/{id}/confirm", { id: "1" }), { tracking: "x" }),
        ];
        expect(wrong).toHaveLength(4);
    });
});

describe("call", () => {
    test("asks in the reader's language, and sends no key with a question", async () => {
        const fetch = answering(200, { items: [] });
        speak("zh");
        await call(at("GET /feed"));
        speak("en");
        expect(sent(fetch).path).toBe("/api/v1/feed");
        expect(sent(fetch).headers["Accept-Language"]).toBe("zh");
        expect(sent(fetch).headers["Idempotency-Key"]).toBeUndefined();
    });

    test("sends every change with a key: the one handed in, or a new one", async () => {
        const first = answering(201, {});
        await call(at("POST /shops"), { name: "Pots" }, { key: "the-same-key" });
        expect(sent(first).headers["Idempotency-Key"]).toBe("the-same-key");
        const second = answering(204, null);
        expect(await call(at("DELETE /friends/{member}", { member: "2" }))).toBeUndefined();
        expect(sent(second).headers["Idempotency-Key"]).toMatch(/^[0-9a-f]{32}$/);
    });

    test("turns a refusal into a problem with its sentence, arguments and fields", async () => {
        answering(422, {
            code: "invalid",
            title: "Please look at the marked fields.",
            args: { left: "0" },
            fields: [{ field: "price", code: "too_small", title: "Too small." }],
        });
        const problem = await call(at("POST /shops"), { name: "" }).catch((e: unknown) => e);
        expect(problem).toBeInstanceOf(Problem);
        expect(problem).toMatchObject({ status: 422, code: "invalid", args: { left: "0" } });
        expect((problem as Problem).fields[0]?.title).toBe("Too small.");
        expect((problem as Problem).unknown).toBe(false);
    });

    test("does not know what happened when no answer came, or none that makes sense", async () => {
        vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
        const none = (await call(at("POST /orders/{id}/confirm", { id: "1" })).catch(
            (e: unknown) => e,
        )) as Problem;
        expect([none.status, none.unknown]).toEqual([0, true]);
        answering(503, { code: "busy", title: "Busy." }, { "Retry-After": "2" });
        const busy = (await call(at("POST /orders/{id}/confirm", { id: "1" })).catch(
            (e: unknown) => e,
        )) as Problem;
        expect([busy.retryAfter, busy.unknown]).toEqual([2, true]);
        vi.stubGlobal("fetch", () => Promise.resolve(new Response("<html>", { status: 502 })));
        const proxy = (await call(at("GET /feed")).catch((e: unknown) => e)) as Problem;
        expect([proxy.status, proxy.code]).toEqual([502, "no_sense"]);
    });

    test("takes a success whose words break off for no answer: the key is kept", async () => {
        const broken = () => Promise.resolve(new Response('{"id": "1', { status: 201 }));
        vi.stubGlobal("fetch", broken);
        const problem = (await call(at("POST /shops"), { name: "Pots" }).catch(
            (e: unknown) => e,
        )) as Problem;
        expect([problem.status, problem.code, problem.unknown]).toEqual([0, "no_answer", true]);
    });
});
