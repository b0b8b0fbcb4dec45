import type { AuditView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useList } from "../core/store";
import { moment, t, tAny, tMaybe } from "../core/words";
import { DataTable } from "../parts/DataTable";
import { Empty, ShownList } from "../parts/States";
import { Frame } from "./Frame";

/** Every act under another's permission: who, what, on what, and why. */
export function Audit(_: { place: Place }) {
    const list = useList(at("GET /operator/audit", { limit: 50 }));
    return (
        <Frame title={t("nav.audit")} lead={t("audit.lead")}>
            <ShownList got={list} empty={<Empty drawing="book" title={t("audit.none")} />}>
                {(entries) => <Table entries={entries} />}
            </ShownList>
        </Frame>
    );
}

/** "policy: commission_ppm" is the name of an act and what it was about. */
function actWords(act: string): string {
    const [name = "", about = ""] = act.split(/: (.*)/s);
    if (name !== "permissions") {
        const detail =
            tMaybe("policy", about) ??
            tMaybe("market_text", about) ??
            tMaybe("measure", about) ??
            tAny("job", about);
        return tAny("audit.act", name, { detail });
    }
    const [before = "", after = ""] = about.split(" -> ").map(permissionWords);
    return tAny("audit.act", name, { detail: `${before} → ${after}` });
}

/** "moderator operator", or nothing, as the page says it. */
function permissionWords(names: string): string {
    const said = names.split(" ").filter((name) => name !== "");
    return said.map((name) => tAny("permission", name)).join(", ") || t("audit.no_permission");
}

function Table({ entries }: { entries: AuditView[] }) {
    const columns = [
        { word: t("money.when") },
        { word: t("audit.who") },
        { word: t("audit.act") },
        { word: t("audit.subject") },
        { word: t("operator.reason") },
    ];
    return (
        <DataTable label={t("nav.audit")} columns={columns}>
            {entries.map((entry, i) => (
                <tr key={i}>
                    <td class="nowrap">{moment(entry.at)}</td>
                    <td>
                        {entry.who ? `@${entry.who}` : t("audit.program")}
                        <span class="soft small"> {tAny("permission", entry.permission)}</span>
                    </td>
                    <td class="long">{actWords(entry.act)}</td>
                    <td>{entry.subject}</td>
                    <td class="long">{entry.reason}</td>
                </tr>
            ))}
        </DataTable>
    );
}
