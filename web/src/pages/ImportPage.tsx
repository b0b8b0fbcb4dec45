import { useState } from "preact/hooks";

import type { Audience, ImportView } from "../api";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { put, refresh, useAct, useGet } from "../core/store";
import { count, moment, t, tAny } from "../core/words";
import { useAgain } from "../parts/again";
import { AudienceChoice } from "../parts/AudienceChoice";
import { DataTable } from "../parts/DataTable";
import { LongField, Submit, wrongOf } from "../parts/Field";
import { FileField } from "../parts/FileField";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Refusal, Shown } from "../parts/States";

/** A catalogue as a file or pasted: first a dry run that changes nothing, then the real thing. */
export function ImportPage({ place }: { place: Place }) {
    const id = place.params["id"];
    return (
        <Page
            title={t("import.title")}
            lead={t("import.lead")}
            aside={<Earlier />}
            back={{ href: "/stall", label: t("nav.stall") }}
        >
            {id ? (
                <OneImport key={id} id={id} />
            ) : (
                <>
                    <NewImport />
                    <Export />
                </>
            )}
        </Page>
    );
}

function NewImport() {
    const [csv, setCsv] = useState("");
    const [audience, setAudience] = useState<Audience>("everybody");
    const act = useAct();
    const send = async () => {
        const made = await act.run(at("POST /imports"), { csv, audience });
        if (made) go(`/stall/import/${made.id}`);
    };
    return (
        <Form class="card raised" onSend={() => void send()}>
            <FileField
                label={t("import.file")}
                choose={t("import.choose")}
                accept=".csv,.tsv,.json,.txt,text/*,application/json"
                onRead={setCsv}
            />
            <LongField
                label={t("import.paste")}
                value={csv}
                onType={setCsv}
                rows={6}
                required
                placeholder={
                    "sku,title,description,price,stock\nMUG-1,Blue mug,Hand thrown,12.50,4"
                }
                hint={t("import.columns")}
                wrong={wrongOf(act.problem, "csv")}
            />
            <AudienceChoice value={audience} onChoose={setAudience} />
            <Refusal problem={act.problem} again={() => void send()} />
            <Submit busy={act.busy} wide disabled={csv.trim() === ""}>
                {t("import.try")}
            </Submit>
            <p class="soft small">{t("import.try_note")}</p>
        </Form>
    );
}

const files = {
    fairground: "/api/v1/me/catalogue.csv",
    shopify: "/api/v1/me/catalogue.csv?format=shopify",
    merchant: "/api/v1/me/catalogue.tsv",
    json: "/api/v1/me/catalogue.json",
} as const;

/** The same way back: everything that the reader lists, as a file. */
function Export() {
    const { me } = useSession();
    if (!me?.shop) return null;
    return (
        <section class="card">
            <h2>{t("export.title")}</h2>
            <p class="soft small">{t("export.lead")}</p>
            <div class="row">
                {(["fairground", "json", "shopify", "merchant"] as const).map((format) => (
                    <a key={format} class="button" href={files[format]} download>
                        <Icon name="download" size={18} />
                        {t(`export.${format}`)}
                    </a>
                ))}
            </div>
        </section>
    );
}

const working = (one: ImportView) => one.state === "queued" || one.state === "running";

function OneImport({ id }: { id: string }) {
    const got = useGet(at("GET /imports/{id}", { id }));
    // Hints come for each step; this asks anyway where they are held back on the way.
    useAgain((path) => path === `/imports/${id}`, 1500, got.data && working(got.data));
    return <Shown got={got}>{(one) => <Report one={one} />}</Shown>;
}

function Report({ one }: { one: ImportView }) {
    const act = useAct();
    const apply = async () => {
        const fresh = await act.run(at("POST /imports/{id}/apply", { id: one.id }));
        if (!fresh) return;
        put(at("GET /imports/{id}", { id: one.id }), fresh);
        refresh((path) => /^\/(imports$|me\/listings)/.test(path));
    };
    const title = `import.${one.mode}.${one.state}` as const;
    return (
        <>
            <section class="card raised" aria-live="polite">
                <h2>{t(title)}</h2>
                {working(one) && (
                    <>
                        <progress
                            max={Math.max(1, one.rows_total)}
                            value={one.rows_done}
                            aria-label={t("import.progress")}
                        />
                        <p class="soft small">
                            {t("import.rows", {
                                done: count(one.rows_done),
                                total: count(one.rows_total),
                            })}
                        </p>
                    </>
                )}
                <dl class="tiles">
                    <Tile label={t("import.created")} value={one.created} />
                    <Tile label={t("import.changed")} value={one.changed} />
                    <Tile label={t("import.unchanged")} value={one.unchanged} />
                    <Tile label={t("import.refused")} value={one.refused} alert={one.refused > 0} />
                </dl>
                <Refusal problem={act.problem} again={() => void apply()} />
                {one.may.includes("apply") && (
                    <button
                        type="button"
                        class="button next wide"
                        disabled={act.busy}
                        onClick={() => void apply()}
                    >
                        {t("import.apply", { n: one.created + one.changed })}
                    </button>
                )}
                {one.mode === "apply" && one.state === "done" && (
                    <a class="button next" href="/stall">
                        {t("import.see")}
                    </a>
                )}
                <a class="button bare" href="/stall/import">
                    {t("import.another")}
                </a>
            </section>
            <Problems one={one} />
            <LeftOut one={one} />
        </>
    );
}

function Tile({ label, value, alert }: { label: string; value: number; alert?: boolean }) {
    return (
        <div class={alert ? "alert" : ""}>
            <dt>{label}</dt>
            <dd>{count(value)}</dd>
        </div>
    );
}

function Problems({ one }: { one: ImportView }) {
    if (one.problems.length === 0) return null;
    const columns = [
        { word: t("import.row"), number: true },
        { word: t("import.why") },
        { word: t("import.field") },
    ];
    return (
        <section class="stack">
            <h2>{t("import.problems")}</h2>
            <DataTable label={t("import.problems")} columns={columns}>
                {one.problems.map((wrong, i) => (
                    <tr key={i}>
                        <td class="number">{count(wrong.row)}</td>
                        <td>{tAny("import.problem", wrong.code)}</td>
                        <td>
                            <span class="below">{wrong.field}</span>
                            <span class="below soft small">{wrong.value}</span>
                        </td>
                    </tr>
                ))}
            </DataTable>
        </section>
    );
}

/** Pictures that the file only names: nobody fetches them, and their seller should know. */
function LeftOut({ one }: { one: ImportView }) {
    if (one.pictures_left_out === 0) return null;
    return (
        <section class="stack">
            <p class="notice clock">
                <Icon name="info" />
                <span>{t("import.left_out", { n: one.pictures_left_out })}</span>
            </p>
            <DataTable
                label={t("import.left_out_rows")}
                columns={[
                    { word: t("import.row"), number: true },
                    { word: t("import.left_out_count"), number: true },
                ]}
            >
                {one.left_out.map(({ row, pictures }) => (
                    <tr key={row}>
                        <td class="number">{count(row)}</td>
                        <td class="number">{count(pictures)}</td>
                    </tr>
                ))}
            </DataTable>
        </section>
    );
}

function Earlier() {
    const got = useGet(at("GET /imports"));
    if (!got.data || got.data.items.length === 0) return null;
    return (
        <section class="card">
            <h2>{t("import.earlier")}</h2>
            <ul class="list">
                {got.data.items.slice(0, 6).map((one) => (
                    <li key={one.id}>
                        <a href={`/stall/import/${one.id}`}>{moment(one.at)}</a>
                        <p class="soft small">
                            {t(`import.${one.mode}.${one.state}`)} ·{" "}
                            {t("import.n_rows", {
                                n: one.rows_total,
                            })}
                        </p>
                    </li>
                ))}
            </ul>
        </section>
    );
}
