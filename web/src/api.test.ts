import { webcrypto } from "node:crypto";

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { call, Problem, speak } from "./api";

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

describe("call", () => {
    test("asks in the reader's language, and sends no key with a question", async () => {
        const fetch = answering(200, { items: [] });
        speak("zh");
        await call("GET", "/feed");
        speak("en");
        expect(sent(fetch).path).toBe("/api/v1/feed");
        expect(sent(fetch).headers["Accept-Language"]).toBe("zh");
        expect(sent(fetch).headers["Idempotency-Key"]).toBeUndefined();
    });

    test("sends every change with a key: the one handed in, or a new one", async () => {
        const first = answering(201, {});
        await call("POST", "/orders", { body: { lines: [] }, key: "the-same-key" });
        expect(sent(first).headers["Idempotency-Key"]).toBe("the-same-key");
        const second = answering(204, null);
        expect(await call("DELETE", "/friends/2")).toBeUndefined();
        expect(sent(second).headers["Idempotency-Key"]).toMatch(/^[0-9a-f]{32}$/);
    });

    test("turns a refusal into a problem with its sentence, arguments and fields", async () => {
        answering(422, {
            code: "invalid",
            title: "Please look at the marked fields.",
            args: { left: "0" },
            fields: [{ field: "price", code: "too_small", title: "Too small." }],
        });
        const problem = await call("POST", "/listings", { body: {} }).catch((e: unknown) => e);
        expect(problem).toBeInstanceOf(Problem);
        expect(problem).toMatchObject({ status: 422, code: "invalid", args: { left: "0" } });
        expect((problem as Problem).fields[0]?.title).toBe("Too small.");
        expect((problem as Problem).unknown).toBe(false);
    });

    test("does not know what happened when no answer came, or none that makes sense", async () => {
        vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
        const none = (await call("POST", "/orders").catch((e: unknown) => e)) as Problem;
        expect([none.status, none.unknown]).toEqual([0, true]);
        answering(503, { code: "busy", title: "Busy." }, { "Retry-After": "2" });
        const busy = (await call("POST", "/orders").catch((e: unknown) => e)) as Problem;
        expect([busy.retryAfter, busy.unknown]).toEqual([2, true]);
        vi.stubGlobal("fetch", () => Promise.resolve(new Response("<html>", { status: 502 })));
        const proxy = (await call("GET", "/feed").catch((e: unknown) => e)) as Problem;
        expect([proxy.status, proxy.code]).toEqual([502, "no_sense"]);
    });
});
