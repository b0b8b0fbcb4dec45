import type { SourceCount } from "../../api";
import { at } from "../../core/call";
import { useGet } from "../../core/store";
import { count, t } from "../../core/words";

/** By which pages buyers came, in numbers; nothing until there is something to say. */
export function Sources() {
    const got = useGet(at("GET /me/sources"));
    if (!got.data || got.data.items.length === 0) return null;
    return (
        <section class="card">
            <h2>{t("sources.title")}</h2>
            <p class="soft small">{t("sources.lead", { days: got.data.days })}</p>
            <ul class="list">
                {got.data.items.map((one) => (
                    <li key={`${one.door} ${one.thing}`} class="split">
                        <Door one={one} />
                        <strong>{count(one.orders)}</strong>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Door({ one }: { one: SourceCount }) {
    const word = t(one.thing ? `sources.${one.door}` : `sources.${one.door}_others`);
    if (one.door !== "listing" || !one.thing) return <span>{word}</span>;
    return (
        <span>
            {word} <a href={`/listings/${one.thing}`}>{one.title ?? one.thing}</a>
        </span>
    );
}
