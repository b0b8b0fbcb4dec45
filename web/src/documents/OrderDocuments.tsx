import { at } from "../core/call";
import { useGet } from "../core/store";
import { t } from "../core/words";
import { DocumentList } from "./DocumentList";

/** What was issued about an order that its reader may read; nothing before it is paid. */
export function OrderDocuments({ order }: { order: string }) {
    const { data } = useGet(at("GET /orders/{id}/documents", { id: order }));
    if (!data || data.items.length === 0) return null;
    return (
        <section class="stack">
            <h2>{t("documents.title")}</h2>
            <DocumentList documents={data.items} within={order} />
        </section>
    );
}
