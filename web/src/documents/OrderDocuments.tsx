import { useEffect, useRef } from "preact/hooks";

import { at } from "../core/call";
import { refresh, useGet } from "../core/store";
import { t } from "../core/words";
import { DocumentList } from "./DocumentList";

/**
 * Documents are written a moment after what they are about: the page looks once more by itself, and
 * while there is none a few times more, each time later than the last.
 */
const patience = 3000;
const looks = 5;

/** What was issued about an order that its reader may read; nothing before it is paid. */
export function OrderDocuments({ order, state }: { order: string; state: string }) {
    const asked = at("GET /orders/{id}/documents", { id: order });
    const { data } = useGet(asked);
    const some = useRef(false);
    some.current = (data?.items.length ?? 0) > 0;
    useEffect(() => {
        let timer: ReturnType<typeof setTimeout>;
        const wait = (look: number) => {
            timer = setTimeout(
                () => {
                    if (look > 0 && some.current) return;
                    if (!document.hidden) refresh((path) => path === asked.path);
                    if (look + 1 < looks) wait(look + 1);
                },
                patience * 2 ** look,
            );
        };
        wait(0);
        return () => clearTimeout(timer);
    }, [asked.path, state]);
    if (!data || data.items.length === 0) return null;
    return (
        <section class="stack">
            <h2>{t("documents.title")}</h2>
            <DocumentList documents={data.items} within={order} />
        </section>
    );
}
