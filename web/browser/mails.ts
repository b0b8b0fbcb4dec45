// The mails of a market without a mail server: the files that it writes.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { expect, type Running, type Someone } from "./fairground";

/** What a mail says, whichever way it was packed: each part's head, and its body as it reads. */
function read(raw: string): string {
    return raw
        .split(/^--=_.*$/m)
        .map((part) => {
            const [head = "", ...rest] = part.split("\r\n\r\n");
            const body = rest.join("\r\n\r\n");
            if (/base64/.test(head)) return head + Buffer.from(body, "base64").toString("utf8");
            const bytes = body
                .replace(/=\r\n/g, "")
                .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
            return head + Buffer.from(bytes, "latin1").toString("utf8");
        })
        .join("\n");
}

/** The mails to an address, the latest first. */
export function mails(market: Running, to: string): string[] {
    const folder = join(market.data, "mail");
    return (existsSync(folder) ? readdirSync(folder) : [])
        .filter((name) => name.endsWith(".eml"))
        .map((name) => join(folder, name))
        .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
        .map((file) => readFileSync(file, "latin1"))
        .filter((raw) => raw.includes(`To: <${to}>`))
        .map(read);
}

/** The latest mail to an address that says something; waits until it is there. */
export async function mail(market: Running, to: string, says: string): Promise<string> {
    let found: string | undefined;
    await expect
        .poll(() => (found = mails(market, to).find((text) => text.includes(says))))
        .toBeDefined();
    return found ?? "";
}

/** What a mail leads to: the whole link, with its token behind the #. */
export const linkOf = (text: string) => /http:\/\/\S+#[\w-]{43}/.exec(text)?.[0] ?? "no link";

/** Somebody gives a mail address, and confirms it by the link that is mailed there. */
export async function giveMail(market: Running, someone: Someone): Promise<string> {
    const address = `${someone.handle}@example.org`;
    await someone.api("PUT", "/me/mail", { address, password: someone.password });
    const [, token] = linkOf(await mail(market, address, "/confirm-mail#")).split("#");
    await someone.api("POST", "/mail-confirmations", { token });
    return address;
}
