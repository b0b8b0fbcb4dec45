// Says the sentences of words/*.json (ICU MessageFormat, parsed by build/words.ts).

export type Part =
    | string
    | { arg: string }
    | { count: true }
    | { plural: string; cases: Record<string, Part[]> }
    | { select: string; cases: Record<string, Part[]> };

export type Message = string | Part[];

/** Values may be anything a caller can show: text, numbers, or elements in a rich sentence. */
export type Args<T = never> = Readonly<Record<string, string | number | T>>;

/** The pieces of a sentence in order; an argument nobody handed in stays visible as {name}. */
export function pieces<T = never>(
    message: Message,
    args: Args<T>,
    locale: string,
): (string | number | T)[] {
    if (typeof message === "string") return [message];
    return say(message, args, locale, undefined);
}

function say<T>(
    parts: Part[],
    args: Args<T>,
    locale: string,
    count: number | undefined,
): (string | number | T)[] {
    return parts.flatMap((part): (string | number | T)[] => {
        if (typeof part === "string") return [part];
        if ("arg" in part) return [args[part.arg] ?? `{${part.arg}}`];
        if ("count" in part) return [new Intl.NumberFormat(locale).format(count ?? 0)];
        if ("plural" in part) {
            const n = Number(args[part.plural]);
            const rule = new Intl.PluralRules(locale).select(n);
            const chosen = part.cases[`=${n}`] ?? part.cases[rule] ?? part.cases["other"] ?? [];
            return say(chosen, args, locale, n);
        }
        const chosen = part.cases[String(args[part.select])] ?? part.cases["other"] ?? [];
        return say(chosen, args, locale, count);
    });
}
