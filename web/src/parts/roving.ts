import { step } from "../core/keys";

/** Arrows, Home and End move the focus among the links and buttons of what this is put on. */
export function rove(event: KeyboardEvent): void {
    const box = event.currentTarget as HTMLElement;
    const all = [...box.querySelectorAll<HTMLElement>("a[href], button:not(:disabled)")];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = step(event.key, at, all.length, getComputedStyle(box).direction === "rtl");
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    all[next]?.focus();
}
