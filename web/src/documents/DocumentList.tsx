import type { DocumentView } from "../api";
import { civil, moment, price, t } from "../core/words";
import { Icon } from "../parts/Icon";

interface Props {
    documents: readonly DocumentView[];
    /** The order whose page it is: to that nothing leads. */
    within?: string;
}

/** Documents with the ways to have each: to read, to keep, and a statement's movements. */
export function DocumentList({ documents, within }: Props) {
    return (
        <ul class="card list">
            {documents.map((one) => (
                <li key={one.id}>
                    <OneDocument document={one} leads={one.order !== within} />
                </li>
            ))}
        </ul>
    );
}

/** "Receipt"; "Monthly statement, May 2026". */
function nameOf({ kind, month }: DocumentView): string {
    const name = t(`document.kind.${kind}`);
    if (month === null) return name;
    return t("documents.of_month", { kind: name, month: civil(`${month}-01`, "month") });
}

function OneDocument({ document, leads }: { document: DocumentView; leads: boolean }) {
    const file = (kind: "html" | "pdf" | "csv") => `/api/v1/documents/${document.id}/${kind}`;
    const name = (kind: string) => t("documents.open", { kind, number: document.number });
    return (
        <div class="stack">
            <p class="split">
                <strong>{nameOf(document)}</strong>
                <span class="amount">{price(document.total)}</span>
            </p>
            <p class="soft small">
                {document.number} · {moment(document.issued_at)} ·{" "}
                {document.issuer
                    ? t("documents.from", { name: document.issuer.name })
                    : t("documents.from_market")}
                {" · "}
                {t("documents.to", { name: document.recipient.name })}
                {document.order && leads && (
                    <>
                        {" · "}
                        <a href={`/orders/${document.order}`}>{t("documents.order")}</a>
                    </>
                )}
            </p>
            <p class="row">
                <a
                    class="button little"
                    href={file("html")}
                    target="_blank"
                    aria-label={name("HTML")}
                >
                    <Icon name="scroll-text" size={16} />
                    {t("documents.read")}
                </a>
                <a class="button little" href={file("pdf")} download aria-label={name("PDF")}>
                    <Icon name="download" size={16} />
                    PDF
                </a>
                {document.kind === "statement" && (
                    <a class="button little" href={file("csv")} download aria-label={name("CSV")}>
                        <Icon name="download" size={16} />
                        CSV
                    </a>
                )}
            </p>
        </div>
    );
}
