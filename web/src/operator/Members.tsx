import { useState } from "preact/hooks";

import type { MemberView } from "../api";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { refresh, useAct, useList } from "../core/store";
import { dated, t, tAny } from "../core/words";
import { Dialog } from "../parts/Dialog";
import { Icon } from "../parts/Icon";
import { PersonLink } from "../parts/People";
import { Empty, Refusal, ShownList } from "../parts/States";
import { toast } from "../parts/Toast";
import { Find } from "./Find";
import { Frame } from "./Frame";
import { ReasonField } from "./ReasonField";

/** Who is here, and who may do what: each change with a reason, written into the audit. */
export function Members({ place }: { place: Place }) {
    const query = place.query.get("q") ?? "";
    const [chosen, setChosen] = useState<MemberView | null>(null);
    const list = useList(at("GET /operator/members", { q: query, limit: 50 }));
    return (
        <Frame title={t("nav.members")} lead={t("members.lead")}>
            <p class="row">
                <a class="button little" href="/operator/orders/all">
                    <Icon name="shopping-bag" size={16} />
                    {t("nav.all_orders")}
                </a>
                <a class="button little" href="/operator/shops">
                    <Icon name="store" size={16} />
                    {t("nav.shops")}
                </a>
                <a class="button little" href="/operator/promoters">
                    <Icon name="share-2" size={16} />
                    {t("nav.promoters")}
                </a>
            </p>
            <Find
                label={t("friends.find")}
                value={query}
                onFind={(wanted) =>
                    go(`/operator/members?q=${encodeURIComponent(wanted)}`, "replace")
                }
            />
            <ShownList got={list} empty={<Empty drawing="people" title={t("members.none")} />}>
                {(members) => <Found members={members} choose={setChosen} />}
            </ShownList>
            {chosen && <Permissions member={chosen} onClose={() => setChosen(null)} />}
        </Frame>
    );
}

function Found({
    members,
    choose,
}: {
    members: MemberView[];
    choose: (member: MemberView) => void;
}) {
    return (
        <ul class="card list">
            {members.map((member) => (
                <li key={member.id} class="row">
                    <div class="grow">
                        <PersonLink
                            person={member}
                            note={`@${member.handle} · ${dated(member.since)}`}
                        />
                        {member.permissions.map((one) => (
                            <span key={one} class="tag under-name">
                                {tAny("permission", one)}
                            </span>
                        ))}
                    </div>
                    <button
                        type="button"
                        class="button little"
                        aria-label={t("members.change_of", { name: member.name })}
                        onClick={() => choose(member)}
                    >
                        {t("act.change")}
                    </button>
                </li>
            ))}
        </ul>
    );
}

const known = ["operator", "moderator"];

function Permissions({ member, onClose }: { member: MemberView; onClose: () => void }) {
    const [has, setHas] = useState<string[]>(member.permissions);
    const [reason, setReason] = useState("");
    const act = useAct();
    const save = async () => {
        const to = at("PUT /operator/members/{id}/permissions", { id: member.id });
        if (!(await act.run(to, { permissions: has, reason: reason.trim() }))) return;
        refresh((kept) => /^\/(operator|me$)/.test(kept));
        toast(t("members.changed"));
        onClose();
    };
    const all = [...new Set([...known, ...member.permissions])];
    return (
        <Dialog
            title={t("members.change_of", { name: member.name })}
            confirm={t("act.save")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            <fieldset class="choices">
                <legend>{t("members.permissions")}</legend>
                {all.map((one) => (
                    <label key={one} class="choice">
                        <input
                            type="checkbox"
                            checked={has.includes(one)}
                            onChange={(event) =>
                                setHas(
                                    event.currentTarget.checked
                                        ? [...has, one]
                                        : has.filter((other) => other !== one),
                                )
                            }
                        />
                        <span>{tAny("permission", one)}</span>
                    </label>
                ))}
            </fieldset>
            <ReasonField value={reason} onType={setReason} problem={act.problem} />
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
