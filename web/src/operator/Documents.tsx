import type { DocumentKind } from "../api";
import { at } from "../core/call";
import { decimal, type Cell } from "../core/csv";
import { go, type Place } from "../core/router";
import { useList } from "../core/store";
import { t } from "../core/words";
import { DocumentList } from "../documents/DocumentList";
import { SelectField } from "../parts/Field";
import { ShownList } from "../parts/States";
import type { DocumentView } from "../api";
import { Frame } from "./Frame";
import { SaveList } from "./SaveList";

const kinds: DocumentKind[] = [
    "receipt",
    "receipt_credit",
    "fee_invoice",
    "fee_credit",
    "statement",
];

/** Every document of the market, the newest first. */
export function Documents({ place }: { place: Place }) {
    const kind = kinds.find((word) => word === place.query.get("kind"));
    const asked = kind ? { kind } : {};
    const list = useList(at("GET /operator/documents", { ...asked, limit: 50 }));
    const choose = (value: string) =>
        go(`/operator/documents${value ? `?kind=${value}` : ""}`, "replace");
    return (
        <Frame title={t("documents.title")} lead={t("documents.lead")}>
            <SelectField
                label={t("documents.kind")}
                value={kind ?? ""}
                onChoose={choose}
                options={[
                    { value: "", label: t("register.any") },
                    ...kinds.map((value) => ({ value, label: t(`document.kind.${value}`) })),
                ]}
            />
            <ShownList got={list} empty={<p class="soft">{t("documents.none")}</p>}>
                {(items) => (
                    <>
                        <DocumentList documents={items} />
                        <SaveList
                            from={at("GET /operator/documents", { ...asked, limit: 100 })}
                            file="documents.csv"
                            head={head}
                            cells={cells}
                            pagesMost={50}
                        />
                    </>
                )}
            </ShownList>
        </Frame>
    );
}

const head: Cell[] = ["number", "kind", "issued", "issuer", "recipient", "order", "currency", "net",
    "vat", "total"]; // prettier-ignore

function cells(one: DocumentView): Cell[] {
    return [
        one.number,
        one.kind,
        one.issued_at,
        one.issuer?.handle ?? "",
        one.recipient.handle,
        one.order ?? "",
        one.total.currency,
        decimal(one.net),
        decimal(one.vat),
        decimal(one.total),
    ];
}
