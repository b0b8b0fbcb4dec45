// Tables to take along, for a spreadsheet.

import { digitsOf } from "./words";
import type { Money } from "../api";

/** A number that is written as it stands. */
export interface Amount {
    amount: string;
}
export type Cell = string | number | Amount;

/** RFC 4180, with a mark at the start by which spreadsheets know that it is UTF-8. */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
    return `\uFEFF${rows.map((row) => row.map(written).join(",")).join("\r\n")}\r\n`;
}

/** A text that a spreadsheet would take for a formula is made a text for it, too. */
function written(cell: Cell): string {
    if (typeof cell === "number") return String(cell);
    if (typeof cell === "object") return cell.amount;
    const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** "12.50" with the digits of its currency, for programs and not for eyes. */
export function decimal({ minor, currency }: Money): Amount {
    const digits = digitsOf(currency);
    const whole = String(Math.abs(minor)).padStart(digits + 1, "0");
    const cut = whole.length - digits;
    const sign = minor < 0 ? "-" : "";
    return { amount: sign + whole.slice(0, cut) + (digits ? `.${whole.slice(cut)}` : "") };
}

/** Gives the reader a file. */
export function download(name: string, text: string): void {
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
}
