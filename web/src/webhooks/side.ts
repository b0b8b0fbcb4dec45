// Whose webhooks a page is about: the reader's own, or the market's, which an operator keeps, with
// a reason for every act.

import type { WebhookView } from "../api";
import { at } from "../core/call";
import { refresh } from "../core/store";

export type Side = "me" | "operator";

export const home = (side: Side) => (side === "me" ? "/settings" : "/operator/webhooks");
export const pageOf = (side: Side, id: string) =>
    side === "me" ? `/settings/webhooks/${id}` : `/operator/webhooks/${id}`;

export const listOf = (side: Side) => at(`GET /${side}/webhooks`);
export const look = (path: string) => /^\/(me|operator)\/webhooks/.test(path);
export const again = () => refresh(look);

/** "shop.example" of an address. */
export function hostOf(url: string): string {
    try {
        return new URL(url).host;
    } catch {
        return url;
    }
}

/** What people call it: what it is for, or where it is. */
export const nameOf = (one: WebhookView) => one.description || hostOf(one.url);
