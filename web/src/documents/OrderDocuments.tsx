import { useEffect } from "preact/hooks";

import { at } from "../core/call";
import { refresh, useGet } from "../core/store";
import { t } from "../core/words";
import { DocumentList } from "./DocumentList";

/** Documents are written a moment after what they are about: the page looks once more by itself. */
const patience = 3000;

/** What was issued about an order that its reader may read; nothing before it is paid. */
export function OrderDocuments({ order, state }: { order: string; state: string }) {
    const asked = at("GET /orders/{id}/documents", { id: order });
    const { data } = useGet(asked);
    useEffect(() => {
        const later = setTimeout(() => refresh((path) => path === asked.path), patience);
        return () => clearTimeout(later);
    }, [asked.path, state]);
    if (!data || data.items.length === 0) return null;
    return (
        <section class="stack">
            <h2>{t("documents.title")}</h2>
            <DocumentList documents={data.items} within={order} />
        </section>
    );
}
