// The language of the page: loading its sentences, saying them, and how it writes money and time.

import type { Instant, Language, Money } from "../api";
import { speak } from "./call";
import type english from "../../../words/en.json";
import { pieces, type Args, type Message } from "./message";
import { noonOf, todayIn } from "./zone";

/** Every sentence that words/en.json knows: a missing one does not compile. */
export type Key = keyof typeof english;

export const languages: Record<Language, string> = { en: "English", zh: "中文" };

let sentences: Record<string, Message> = {};
let language: Language = "en";
let locale = "en-GB";
let zone: string | undefined;

const loaders: Record<Language, () => Promise<{ default: Record<string, Message> }>> = {
    en: () => import("words:en"),
    zh: () => import("words:zh"),
};

/** Loads a language and makes it the page's. */
export async function setLanguage(chosen: Language): Promise<void> {
    sentences = (await loaders[chosen]()).default;
    language = chosen;
    locale = localeOf(chosen, globalThis.navigator?.languages ?? []);
    speak(chosen);
    if (typeof document === "undefined") return;
    document.documentElement.lang = chosen === "zh" ? "zh-Hans" : "en";
    // What an app is called in the system's menus follows the language when it is installed.
    const name = chosen === "zh" ? "/manifest.zh.webmanifest" : "/manifest.webmanifest";
    document.querySelector('link[rel="manifest"]')?.setAttribute("href", name);
}

/** The reader's own kind of English or Chinese where the browser names one. */
export function localeOf(chosen: Language, wanted: readonly string[]): string {
    const own = wanted.find((name) => name.toLowerCase().startsWith(`${chosen}-`));
    return own ?? (chosen === "zh" ? "zh-CN" : "en-GB");
}

/** Days are the market's days, wherever the reader is. */
export function setZone(name: string): void {
    try {
        new Intl.DateTimeFormat("en", { timeZone: name });
        zone = name;
    } catch {
        zone = undefined;
    }
}

export const spoken = (): Language => language;
export const localeName = (): string => locale;

/** The language chosen on this device before, else the address's or the browser's, else English. */
export function firstLanguage(): Language {
    const kept = recall();
    if (kept) return kept;
    const asked = new URLSearchParams(location.search).get("lang");
    if (asked === "en" || asked === "zh") return asked;
    return navigator.languages.some((name) => name.toLowerCase().startsWith("zh")) &&
        !navigator.language.toLowerCase().startsWith("en")
        ? "zh"
        : "en";
}

/** Whether nothing and nobody says in which of our languages to speak. */
export function asksForNone(): boolean {
    if (recall() || new URLSearchParams(location.search).has("lang")) return false;
    return !navigator.languages.some((name) => /^(en|zh)/i.test(name));
}

/** Keeps a choice on this device; it counts more than what the account says. */
export function remember(chosen: Language): void {
    try {
        localStorage.setItem("language", chosen);
    } catch {
        // A browser that keeps nothing still shows the page.
    }
}

/** The language that was chosen on this device, if one was. */
export function recall(): Language | null {
    try {
        const kept = localStorage.getItem("language");
        return kept === "en" || kept === "zh" ? kept : null;
    } catch {
        return null;
    }
}

export function t(key: Key, args: Args = {}): string {
    return pieces(sentences[key] ?? key, args, locale).join("");
}

/** A sentence with elements in it: rich("x", {amount: <b>£3</b>}). */
export function rich<T>(key: Key, args: Args<T>): (string | number | T)[] {
    return pieces(sentences[key] ?? key, args, locale);
}

/** The sentence of a name that the server made, where there is one. */
export function tMaybe(prefix: string, name: string, args: Args = {}): string | undefined {
    const message = sentences[`${prefix}.${name}`];
    return message === undefined ? undefined : pieces(message, args, locale).join("");
}

/** The sentence of a name that the server made, or the name itself where no sentence exists. */
export function tAny(prefix: string, name: string, args: Args = {}): string {
    return tMaybe(prefix, name, args) ?? name.replaceAll("_", " ");
}

const currencyDigits = new Map<string, number>();

/** How many decimals a currency has: 2 for GBP, 0 for JPY. */
export function digitsOf(currency: string): number {
    let digits = currencyDigits.get(currency);
    if (digits === undefined) {
        const format = new Intl.NumberFormat("en", { style: "currency", currency });
        digits = format.resolvedOptions().maximumFractionDigits ?? 2;
        currencyDigits.set(currency, digits);
    }
    return digits;
}

const numberFormats = new Map<string, Intl.NumberFormat>();
const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times what using it does, and a list of orders has many. */
function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const name = locale + JSON.stringify(options);
    let format = numberFormats.get(name);
    if (!format) numberFormats.set(name, (format = new Intl.NumberFormat(locale, options)));
    return format;
}

function times(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const name = locale + JSON.stringify(options);
    let format = timeFormats.get(name);
    if (!format) timeFormats.set(name, (format = new Intl.DateTimeFormat(locale, options)));
    return format;
}

export function price(money: Money): string {
    return numbers({
        style: "currency",
        currency: money.currency,
        currencyDisplay: "narrowSymbol",
    }).format(money.minor / 10 ** digitsOf(money.currency));
}

export function shortPrice(money: Money): string {
    return numbers({
        style: "currency",
        currency: money.currency,
        currencyDisplay: "narrowSymbol",
        notation: "compact",
        maximumFractionDigits: 1,
    }).format(money.minor / 10 ** digitsOf(money.currency));
}

/** The sign that people write before an amount, "£". */
export function symbolOf(currency: string): string {
    const how = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
    const parts = new Intl.NumberFormat("en", how).formatToParts(0);
    return parts.find((part) => part.type === "currency")?.value ?? currency;
}

/** What a person typed, as whole minor units; null where it is not an amount of that currency. */
export function minorOf(typed: string, currency: string): number | null {
    const digits = digitsOf(currency);
    const plain = typed.trim().replace(/[\s£€$¥]/g, "");
    const match = /^(\d{1,12})(?:[.,](\d*))?$/.exec(plain);
    if (!match) return null;
    const fraction = match[2] ?? "";
    if (fraction.length > digits) return null;
    return Number(match[1]) * 10 ** digits + Number(fraction.padEnd(digits, "0") || "0");
}

/** What a person typed, as a whole number; null where it is none. */
export function wholeOf(typed: string): number | null {
    const plain = typed.trim();
    return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
}

/** Minor units as a person would type them: 1250 -> "12.50". */
export function typedOf(money: Money): string {
    const digits = digitsOf(money.currency);
    return (money.minor / 10 ** digits).toFixed(digits);
}

export function count(n: number): string {
    return numbers({}).format(n);
}

export function percent(ppm: number): string {
    return numbers({ style: "percent", maximumFractionDigits: 2 }).format(ppm / 1_000_000);
}

/** Words of the middle of a sentence, where they stand alone. */
export const asTitle = (text: string): string =>
    text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** "5.00 %", to the last part per million where there is one. */
export function finePercent(ppm: number): string {
    const digits = { minimumFractionDigits: 2, maximumFractionDigits: 4 };
    return numbers({ style: "percent", ...digits }).format(ppm / 1_000_000);
}

/** "Tuesday 14 May"; with the year where it is not this one. */
export function day(at: Instant, now = new Date()): string {
    const then = new Date(at);
    const sameYear = then.getUTCFullYear() === now.getUTCFullYear();
    const options: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
    if (!sameYear) options.year = "numeric";
    return said(then, options).replace(",", "");
}

/** "14 May"; with the year where it is not this one. */
export function longDay(at: Instant, now = new Date()): string {
    const then = new Date(at);
    const sameYear = then.getUTCFullYear() === now.getUTCFullYear();
    return said(then, {
        day: "numeric",
        month: "long",
        ...(sameYear ? {} : { year: "numeric" }),
    });
}

export function shortDay(at: Instant): string {
    return said(new Date(at), { day: "numeric", month: "short" });
}

/** "14 May 2030" */
export function dated(at: Instant): string {
    return said(new Date(at), civilStyles.dated);
}

export function moment(at: Instant): string {
    return said(new Date(at), {
        day: "numeric",
        month: "short",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
    });
}

function said(then: Date, options: Intl.DateTimeFormatOptions): string {
    return times(zone === undefined ? options : { ...options, timeZone: zone }).format(then);
}

const civilStyles = {
    short: { day: "numeric", month: "short" },
    dated: { day: "numeric", month: "short", year: "numeric" },
    long: { weekday: "short", day: "numeric", month: "long", year: "numeric" },
    month: { month: "long", year: "numeric" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A civil day of a report, whatever zone the reader is in. */
export function civil(name: string, style: keyof typeof civilStyles = "short"): string {
    return times({ ...civilStyles[style], timeZone: "UTC" }).format(new Date(`${name}T12:00:00Z`));
}

const daySeconds = 86_400;
const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ["hour", 3_600],
    ["minute", 60],
];

/** "3 hours ago", "in 2 days"; the date itself where that is more than 12 days away. Days are told
 *  by the calendar: what is due on Thursday is on Monday in three days, also an hour later. */
export function relative(at: Instant, now: Date): string {
    const seconds = (Date.parse(at) - now.getTime()) / 1000;
    if (Math.abs(seconds) > 12 * daySeconds) return day(at, now);
    const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "long" });
    if (Math.abs(seconds) >= daySeconds) return format.format(daysFrom(now, new Date(at)), "day");
    for (const [unit, size] of units) {
        if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
    }
    return t("time.now");
}

/** How many midnights of the market lie between the two. */
function daysFrom(now: Date, then: Date): number {
    const there = zone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const noon = (instant: Date) => noonOf(todayIn(there, instant)).getTime();
    return Math.round((noon(then) - noon(now)) / (1000 * daySeconds));
}
