import { useState } from "preact/hooks";

import { at } from "../core/call";
import { useList } from "../core/store";
import { t } from "../core/words";
import { Segments } from "../parts/Segments";
import { ShownList, Waiting } from "../parts/States";
import { DocumentList } from "./DocumentList";

const boxes = ["received", "issued"] as const;

/** What the reader got, and what was issued to buyers in their name. */
export function MyDocuments() {
    const [box, setBox] = useState<(typeof boxes)[number]>("received");
    const list = useList(at("GET /documents", { box, limit: 20 }));
    return (
        <section class="stack">
            <h2>{t("documents.title")}</h2>
            <Segments
                label={t("documents.title")}
                options={boxes.map((value) => ({ value, word: t(`documents.box.${value}`) }))}
                chosen={box}
                onChoose={setBox}
            />
            <ShownList
                got={list}
                waiting={<Waiting n={1} />}
                empty={<p class="soft">{t("documents.none")}</p>}
            >
                {(items) => <DocumentList documents={items} />}
            </ShownList>
        </section>
    );
}
