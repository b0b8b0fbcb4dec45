import { useState } from "preact/hooks";

import type { ExchangeRateView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useSession } from "../core/session";
import { refresh, useAct, useList } from "../core/store";
import { civil, moment, t } from "../core/words";
import { DataTable } from "../parts/DataTable";
import { DayField, LongField, Submit, TextField, wrongOf } from "../parts/Field";
import { FileField } from "../parts/FileField";
import { Form } from "../parts/Form";
import { Empty, Refusal, ShownList, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";
import { Frame } from "./Frame";
import { rateWords } from "./ReportMore";

/** Exchange rates with their days, by which reports turn one currency into another. */
export function Rates(_: { place: Place }) {
    return (
        <Frame title={t("rates.title")} lead={t("rates.lead")}>
            <p>
                <a href="/operator">{t("report.back")}</a>
            </p>
            <div class="two">
                <Entered />
                <div class="stack">
                    <OneRate />
                    <ManyRates />
                </div>
            </div>
        </Frame>
    );
}

function Entered() {
    const list = useList(at("GET /operator/reports/rates", { limit: 50 }));
    return (
        <section class="stack">
            <h2>{t("rates.entered")}</h2>
            <ShownList
                got={list}
                waiting={<Waiting n={2} />}
                empty={
                    <Empty drawing="book" title={t("rates.none_title")}>
                        {t("rates.none")}
                    </Empty>
                }
            >
                {(rates) => <Table rates={rates} />}
            </ShownList>
        </section>
    );
}

function Table({ rates }: { rates: ExchangeRateView[] }) {
    const columns = ["rates.day", "rates.rate", "rates.source", "rates.by"] as const;
    return (
        <DataTable label={t("rates.entered")} columns={columns.map((name) => ({ word: t(name) }))}>
            {rates.map((one) => (
                <tr key={one.id}>
                    <td class="nowrap">{civil(one.day, "dated")}</td>
                    <td class="nowrap">{rateWords(one)}</td>
                    <td>{one.source}</td>
                    <td>
                        {one.entered_by.name}, <span class="nowrap">{moment(one.at)}</span>
                    </td>
                </tr>
            ))}
        </DataTable>
    );
}

/** Enters rows of the same source, and says how many of them were new. */
function useEntry() {
    const act = useAct();
    const enter = async (rows: string, source: string): Promise<boolean> => {
        const done = await act.run(at("POST /operator/reports/rates"), {
            rows,
            source: source.trim(),
        });
        if (!done) return false;
        refresh((path) => path.startsWith("/operator/reports"));
        toast(t("rates.done", { n: done.entered, known: done.read - done.entered }));
        return true;
    };
    return { act, enter };
}

function OneRate() {
    const { market } = useSession();
    const [day, setDay] = useState("");
    const [base, setBase] = useState("");
    const [quote, setQuote] = useState(market.currency);
    const [rate, setRate] = useState("");
    const [source, setSource] = useState("");
    const { act, enter } = useEntry();
    const code = (text: string) => text.trim().toUpperCase();
    const send = async () => {
        const row = [day, code(base), code(quote), rate.trim().replace(",", ".")].join(",");
        if (await enter(row, source)) setRate("");
    };
    return (
        <Form class="card stack" onSend={() => void send()}>
            <h2>{t("rates.enter")}</h2>
            <DayField label={t("rates.day")} value={day} onType={setDay} />
            <TextField
                label={t("rates.base")}
                hint={t("rates.base_hint")}
                value={base}
                onType={setBase}
                maxLength={3}
                placeholder="EUR"
                required
            />
            <TextField
                label={t("rates.rate")}
                hint={t("rates.rate_hint")}
                value={rate}
                onType={setRate}
                inputMode="decimal"
                placeholder="1.0812"
                required
                wrong={wrongOf(act.problem, "rows")}
            />
            <TextField
                label={t("rates.quote")}
                value={quote}
                onType={setQuote}
                maxLength={3}
                required
            />
            <Source value={source} onType={setSource} wrong={wrongOf(act.problem, "source")} />
            <Refusal problem={act.problem} again={() => void send()} />
            <Submit busy={act.busy} wide>
                {t("rates.enter")}
            </Submit>
        </Form>
    );
}

interface SourceProps {
    value: string;
    onType: (value: string) => void;
    wrong: string | undefined;
}

function Source(props: SourceProps) {
    return (
        <TextField
            {...props}
            label={t("rates.source")}
            hint={t("rates.source_hint")}
            maxLength={200}
            required
        />
    );
}

/** Many at once: typed, or out of a file. */
function ManyRates() {
    const [rows, setRows] = useState("");
    const [source, setSource] = useState("");
    const { act, enter } = useEntry();
    const send = async () => {
        if (await enter(rows, source)) setRows("");
    };
    return (
        <Form class="card stack" onSend={() => void send()}>
            <h2>{t("rates.many")}</h2>
            <FileField
                label={t("import.file")}
                choose={t("rates.choose")}
                accept=".csv,text/csv,text/plain"
                onRead={setRows}
            />
            <LongField
                label={t("rates.rows")}
                hint={t("rates.rows_hint")}
                rows={5}
                placeholder={"2030-01-15,EUR,USD,1.0812"}
                value={rows}
                onType={setRows}
                required
                wrong={wrongOf(act.problem, "rows")}
            />
            <Source value={source} onType={setSource} wrong={wrongOf(act.problem, "source")} />
            <Refusal problem={act.problem} again={() => void send()} />
            <Submit busy={act.busy} wide plain>
                {t("rates.many")}
            </Submit>
        </Form>
    );
}
