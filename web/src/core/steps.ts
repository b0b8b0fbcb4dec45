// What a new member is shown to do first, and when that is over: once all is done, when they hide
// it, or when they have been here for a month. Over is over, on this device.

import type { Instant } from "../api";

export const newcomerDays = 30;

export interface Progress {
    friends: boolean;
    stall: boolean;
    look: boolean;
}

export type Step = keyof Progress;
export const stepsInOrder: readonly Step[] = ["look", "friends", "stall"];

/** Whether there is nothing left to show. */
export function isOver(since: Instant, progress: Progress, now: Date): boolean {
    const days = (now.getTime() - Date.parse(since)) / 86_400_000;
    return days > newcomerDays || stepsInOrder.every((step) => progress[step]);
}

type Shelf = Pick<Storage, "getItem" | "setItem">;

function shelf(): Shelf | null {
    try {
        return localStorage;
    } catch {
        return null;
    }
}

type Note = "over" | "looked";

/** What was noted of a member before. */
export function isNoted(note: Note, member: string, on = shelf()): boolean {
    try {
        return on?.getItem(`steps-${note}-${member}`) === "yes";
    } catch {
        return false;
    }
}

export function note(what: Note, member: string, on = shelf()): void {
    try {
        on?.setItem(`steps-${what}-${member}`, "yes");
    } catch {
        // A full shelf shows the steps once more.
    }
}
