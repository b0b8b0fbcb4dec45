import type { AuditView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useList } from "../core/store";
import { moment, t, tAny, tMaybe } from "../core/words";
import { Empty, Missing, More, Waiting } from "../parts/States";
import { Frame } from "./Frame";

/** Every act under another's permission: who, what, on what, and why. */
export function Audit(_: { place: Place }) {
    const list = useList(at("GET /operator/audit", { limit: 50 }));
    return (
        <Frame title={t("nav.audit")} lead={t("audit.lead")}>
            {!list.items && list.problem && <Missing problem={list.problem} again={list.reload} />}
            {!list.items && !list.problem && <Waiting />}
            {list.items?.length === 0 && <Empty drawing="book" title={t("audit.none")} />}
            {list.items && list.items.length > 0 && <Table entries={list.items} />}
            <More more={list.more} />
        </Frame>
    );
}

/** "policy: commission_ppm" is the name of an act and what it was about. */
function actWords(act: string): string {
    const [name = "", about = ""] = act.split(/: (.*)/s);
    if (name !== "permissions") {
        const detail =
            tMaybe("policy", about) ?? tMaybe("market_text", about) ?? tAny("job", about);
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
    return (
        <div class="table" tabIndex={0} role="region" aria-label={t("nav.audit")}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t("money.when")}</th>
                        <th scope="col">{t("audit.who")}</th>
                        <th scope="col">{t("audit.act")}</th>
                        <th scope="col">{t("audit.subject")}</th>
                        <th scope="col">{t("operator.reason")}</th>
                    </tr>
                </thead>
                <tbody>
                    {entries.map((entry, i) => (
                        <tr key={i}>
                            <td class="nowrap">{moment(entry.at)}</td>
                            <td>
                                {entry.who ? `@${entry.who}` : t("audit.program")}
                                <span class="soft small">
                                    {" "}
                                    {tAny("permission", entry.permission)}
                                </span>
                            </td>
                            <td class="long">{actWords(entry.act)}</td>
                            <td>{entry.subject}</td>
                            <td class="long">{entry.reason}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
