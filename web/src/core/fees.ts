// A table of fees as an operator writes it, a row a line: category, tier, rate, lowest, most. What
// is left empty fits all, or has no limit.

import type { FeeRowView, Money } from "../api";
import { minorOf, typedOf } from "./words";

export interface FeeRowForm {
    category: string;
    tier: string;
    rate_ppm: number;
    lowest: number;
    most?: number;
}

const shown = (money: Money | null) => (money ? typedOf(money) : "");

/** 7.25 for 72500: no more places than the rate has. */
const rateText = (ppm: number) => `${Number((ppm / 10_000).toFixed(4))} %`;

export function rowsText(rows: readonly FeeRowView[], currency: string): string {
    const nothing = { minor: 0, currency };
    return rows
        .map(({ category, tier, rate_ppm: rate, lowest, most }) =>
            [category, tier, rateText(rate), shown(lowest.minor ? lowest : nothing), shown(most)]
                .join(", ")
                .replace(/(, )+$/, ""),
        )
        .join("\n");
}

/** The rows, or the number of the first line that makes no sense. */
export function rowsFrom(
    text: string,
    currency: string,
): { rows: FeeRowForm[] } | { wrong: number } {
    const rows: FeeRowForm[] = [];
    for (const [i, line] of text.split("\n").entries()) {
        if (line.trim() === "") continue;
        const row = rowFrom(line, currency);
        if (!row) return { wrong: i + 1 };
        rows.push(row);
    }
    return { rows };
}

/**
 * A decimal comma is told from one between cells: where semicolons or tabs are between them every
 * comma is one, and otherwise a comma between two digits, in a line that has blanks behind others.
 */
function rowFrom(line: string, currency: string): FeeRowForm | null {
    if (/[;；\t]/.test(line)) return rowOf(line.split(/[;；\t]/), currency);
    const read = (text: string) => rowOf(text.split(/[,，]/), currency);
    const decimal = /[,，]\s/.test(line) && read(line.replace(/(\d)[,，](?=\d)/g, "$1."));
    return decimal || read(line);
}

function rowOf(written: readonly string[], currency: string): FeeRowForm | null {
    const cells = written.map((cell) => cell.trim());
    const [category = "", tier = "", rate = "", lowest = "", most = ""] = cells;
    const typed = /^(\d{1,2})(?:[.,，](\d{1,4}))?\s*[%％]?$/.exec(rate);
    if (cells.length > 5 || !typed || category.length > 30 || tier.length > 30) return null;
    const ppm = Number(typed[1]) * 10_000 + Number((typed[2] ?? "").padEnd(4, "0"));
    const least = lowest === "" ? 0 : minorOf(lowest, currency);
    const limit = most === "" ? undefined : minorOf(most, currency);
    if (ppm > 500_000 || least === null || limit === null) return null;
    return {
        category,
        tier,
        rate_ppm: ppm,
        lowest: least,
        ...(limit === undefined ? {} : { most: limit }),
    };
}

/** The rows as the route that tries them wants them. */
export function trialText(rows: readonly FeeRowForm[]): string {
    return rows
        .map((row) =>
            [row.category, row.tier, row.rate_ppm, row.lowest, row.most ?? ""]
                .map((cell) => String(cell).replace(/[,;]/g, " "))
                .join(","),
        )
        .join(";");
}
