import type { Person } from "../api";
import { useDemo } from "../core/session";
import { t } from "../core/words";
import { hash } from "./seed";

/** Two letters of a Latin name, the last character of a Chinese one. */
export function initials(name: string): string {
    const parts = name.split(/\s+/u).filter((part) => /^[\p{L}\p{N}]/u.test(part));
    const first = [...(parts[0] ?? "")];
    if (/\p{Script=Han}/u.test(name)) return first[first.length - 1] ?? "?";
    const last = parts.length > 1 ? [...(parts[parts.length - 1] ?? "")] : [];
    return `${first[0] ?? "?"}${last[0] ?? ""}`.toUpperCase();
}

interface AvatarProps {
    person: Person;
    size?: "tiny" | "big";
}

export function Avatar({ person, size }: AvatarProps) {
    const colour = `c${hash(person.handle) % 7}`;
    return (
        <span class={`avatar ${colour} ${size ?? ""}`} aria-hidden="true">
            {initials(person.name || person.handle)}
        </span>
    );
}

/** Nobody is behind this one: the demo made them up. */
export function Invented({ person }: { person: Person }) {
    if (!useDemo() || !person.handle.startsWith("demo_")) return null;
    return (
        <span class="tag invented" title={t("person.invented_hint")}>
            {t("person.invented")}
        </span>
    );
}

/** A person as a link to their page. */
export function PersonLink({ person, note }: { person: Person; note?: string }) {
    return (
        <a class="person" href={`/people/${encodeURIComponent(person.handle)}`}>
            <Avatar person={person} />
            <span>
                <strong>
                    {person.name || person.handle} <Invented person={person} />
                </strong>
                <small>{note ?? `@${person.handle}`}</small>
            </span>
        </a>
    );
}
