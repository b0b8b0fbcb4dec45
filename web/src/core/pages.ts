// A list that is read in pages: the first stays current, the others were true when read.

import type { Page } from "./call";

/** What an item is told apart by; one that has nothing of its own, by all that it says. */
export function keyOf(item: unknown): string {
    const { id, seq, payout, member } = item as Partial<
        Record<"id" | "seq", string> & Record<"payout" | "member", { id: string }>
    >;
    // Before the member: a run may hold two payouts to the same person.
    return String(id ?? seq ?? payout?.id ?? member?.id ?? JSON.stringify(item));
}

/** The items of all pages in order. One that moved between two pages meanwhile is there once. */
export function joined<T>(pages: readonly Page<T>[]): T[] {
    const items = new Map<string, T>();
    for (const item of pages.flatMap((page) => page.items)) {
        const key = keyOf(item);
        if (!items.has(key)) items.set(key, item);
    }
    return [...items.values()];
}

/** Reads up to `n` pages, from `after` on. */
export async function readOn<T>(
    after: string | null,
    n: number,
    read: (after: string) => Promise<Page<T>>,
): Promise<Page<T>[]> {
    const pages: Page<T>[] = [];
    for (let next = after; next && pages.length < n;) {
        const page = await read(next);
        pages.push(page);
        next = page.next;
    }
    return pages;
}
