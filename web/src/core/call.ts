// The only place that fetches. What may be asked, and with what, is in the table of routes that
// the program itself describes (../api.ts): a wrong path, parameter or body does not compile.

import type { Language, Problem as Refusal, Routes } from "../api";

export type Route = keyof Routes;
type Part<R extends Route, Name extends string> =
    Routes[R] extends Record<Name, infer Type> ? Type : unknown;
/** What a route's address holds: the parameters of its path and of its query. */
export type Parameters<R extends Route> = R extends Route
    ? Part<R, "path"> & Part<R, "query">
    : never;
export type Body<R extends Route> = R extends Route
    ? Routes[R] extends { body: infer Type }
        ? Type
        : undefined
    : never;
export type Answer<R extends Route> = R extends Route
    ? Routes[R] extends { answer: infer Type }
        ? Type
        : undefined
    : never;
/** The routes that only look. */
export type Look = Extract<Route, `GET ${string}`>;
/** The looks whose answer comes in pages. */
export type Listing = {
    [R in Look]: Routes[R] extends { query: { after?: string } } ? R : never;
}[Look];
export interface Page<T> {
    items: T[];
    next: string | null;
}

/** A route with everything in its address. */
export interface At<R extends Route> {
    readonly method: string;
    /** Below /api/v1, with the query: what answers are kept by. */
    readonly path: string;
    /** Of which route; only for the compiler. */
    readonly route?: R;
}

/** at("GET /orders/{id}", { id }): the one way to make an address. */
export function at<R extends Route>(
    route: R,
    ...given: object extends Parameters<R> ? [parameters?: Parameters<R>] : [Parameters<R>]
): At<R> {
    const [method = "", pattern = ""] = route.split(" ");
    const rest = new URLSearchParams();
    let path = pattern;
    for (const [name, value] of Object.entries(given[0] ?? {})) {
        if (pattern.includes(`{${name}}`)) {
            path = path.replace(`{${name}}`, encodeURIComponent(String(value)));
        } else rest.set(name, String(value));
    }
    const query = rest.toString();
    return { method, path: query ? `${path}?${query}` : path };
}

/** The same list from `after` on. */
export function further<R extends Listing>(to: At<R>, after: string): At<R> {
    const sign = to.path.includes("?") ? "&" : "?";
    return { ...to, path: `${to.path}${sign}after=${encodeURIComponent(after)}` };
}

/** A refusal of the server, or (status 0) no answer. `title` is a sentence for the reader. */
export class Problem extends Error {
    constructor(
        readonly status: number,
        readonly code: string,
        readonly title: string,
        readonly args: Readonly<Record<string, string>> = {},
        readonly fields: NonNullable<Refusal["fields"]> = [],
        readonly retryAfter: number | null = null,
    ) {
        super(`${status} ${code}`);
    }

    /** Whether nobody knows if the act happened: the same key may and should be sent again. */
    get unknown(): boolean {
        return this.status === 0 || this.status >= 500;
    }
}
export type WrongField = Problem["fields"][number];

export interface How {
    /** One key for one intention; a repeated send of it must hand in the same one. */
    key?: string;
    signal?: AbortSignal;
}
/** Body and how: a body that the route wants may not be left out. */
export type Sent<R extends Route> =
    undefined extends Body<R> ? [body?: Body<R>, how?: How] : [body: Body<R>, how?: How];

let language: Language = "en";
/** From now on the server answers in this language. */
export function speak(chosen: Language): void {
    language = chosen;
}

/** A key for one intention. (randomUUID would want HTTPS; a market at home may have none.) */
export function freshKey(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Asks the server; throws Problem for every answer that is not a success. */
export async function call<R extends Route>(to: At<R>, ...sent: Sent<R>): Promise<Answer<R>> {
    const [body, how = {}] = sent;
    const headers: Record<string, string> = { "Accept-Language": language };
    if (to.method !== "GET") headers["Idempotency-Key"] = how.key ?? freshKey();
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const request: RequestInit = { method: to.method, headers, credentials: "same-origin" };
    if (body !== undefined) request.body = JSON.stringify(body);
    if (how.signal) request.signal = how.signal;
    let answer: Response;
    try {
        answer = await fetch(`/api/v1${to.path}`, request);
    } catch {
        throw new Problem(0, "no_answer", "");
    }
    if (answer.status === 204) return undefined as Answer<R>;
    let said: unknown = null;
    try {
        said = await answer.json();
    } catch {
        // It happened, but what came of it broke off on the way: asked again, the server says it.
        if (answer.ok) throw new Problem(0, "no_answer", "");
    }
    if (answer.ok) return said as Answer<R>;
    throw problem({ status: answer.status, after: answer.headers.get("Retry-After") }, said);
}

/** The routes that take bytes instead of JSON. */
export type Sending = {
    [R in Route]: Routes[R] extends { body: Blob } ? R : never;
}[Route];

interface Bytes {
    key: string;
    /** How much has been sent, 0 to 1. */
    onProgress: (sent: number) => void;
}

/** Sends bytes, and tells how far it is, which fetch cannot. Throws as call() does. */
export function sendBytes<R extends Sending>(to: At<R>, bytes: Blob, how: Bytes) {
    return new Promise<Answer<R>>((done, failed) => {
        const request = new XMLHttpRequest();
        const lost = () => failed(new Problem(0, "no_answer", ""));
        request.open(to.method, `/api/v1${to.path}`);
        request.setRequestHeader("Accept-Language", language);
        request.setRequestHeader("Idempotency-Key", how.key);
        request.setRequestHeader("Content-Type", bytes.type || "application/octet-stream");
        request.upload.onprogress = (event) => {
            if (event.lengthComputable) how.onProgress(event.loaded / event.total);
        };
        request.onerror = lost;
        request.onabort = lost;
        request.onload = () => {
            let said: unknown = null;
            try {
                said = JSON.parse(request.responseText);
            } catch {
                if (request.status < 300) return lost();
            }
            if (request.status < 300) return done(said as Answer<R>);
            const after = request.getResponseHeader("Retry-After");
            failed(problem({ status: request.status, after }, said));
        };
        request.send(bytes);
    });
}

function problem(answer: { status: number; after: string | null }, body: unknown): Problem {
    const said = (body ?? {}) as Partial<Refusal>;
    const after = Number(answer.after);
    return new Problem(
        answer.status,
        said.code ?? "no_sense",
        said.title ?? "",
        said.args ?? {},
        said.fields ?? [],
        after > 0 ? after : null,
    );
}
