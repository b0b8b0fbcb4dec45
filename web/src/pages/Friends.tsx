import { useEffect, useState } from "preact/hooks";

import type { FriendAct, Friendship, FriendView } from "../api";
import { at } from "../core/call";
import { useSession } from "../core/session";
import { useList, type GotList } from "../core/store";
import { t } from "../core/words";
import { TextField } from "../parts/Field";
import { FriendActs } from "../parts/FriendActs";
import { Page } from "../parts/Page";
import { PersonLink } from "../parts/People";
import { Empty, Missing, More, Waiting } from "../parts/States";

/** Asked of me first, then finding people, then those I have. */
export function Friends() {
    const { me } = useSession();
    const asked = useList(at("GET /friends", { state: "asked" }));
    const requested = useList(at("GET /friends", { state: "requested" }));
    const friends = useList(at("GET /friends", { state: "friends", limit: 100 }));
    return (
        <Page title={t("nav.friends")} lead={t("friends.lead")}>
            <Group
                title={(n) => (n === null ? t("friends.asked_many") : t("friends.asked", { n }))}
                list={asked}
            />
            <Find />
            <Group title={() => t("friends.requested")} list={requested} />
            <Group
                title={(n) => (n === null ? t("nav.friends") : t("friends.mine", { n }))}
                list={friends}
            />
            {friends.items?.length === 0 && (
                <Empty drawing="people" title={t("friends.empty_title")}>
                    {t("friends.empty", { handle: me?.handle ?? "" })}
                </Empty>
            )}
            {!friends.items && !friends.problem && <Waiting />}
            {!friends.items && friends.problem && (
                <Missing problem={friends.problem} again={friends.reload} />
            )}
        </Page>
    );
}

interface GroupProps {
    /** Handed how many there are, or null while only the first of them are read. */
    title: (n: number | null) => string;
    list: GotList<FriendView>;
}

function Group({ title, list: { items, more } }: GroupProps) {
    if (!items || items.length === 0) return null;
    return (
        <section class="card">
            <h2>{title(more ? null : items.length)}</h2>
            <ul class="list">
                {items.map(({ member, may }) => (
                    <li key={member.id} class="row">
                        <div class="grow">
                            <PersonLink person={member} />
                        </div>
                        <FriendActs person={member} acts={may} />
                    </li>
                ))}
            </ul>
            <More more={more} />
        </section>
    );
}

const actsOf: Record<Friendship, FriendAct[]> = {
    self: [],
    none: ["befriend"],
    requested: ["withdraw"],
    asked: ["accept", "decline"],
    friends: [],
};

function Find() {
    const [typed, setTyped] = useState("");
    const [query, setQuery] = useState("");
    useEffect(() => {
        // Asks when the typing pauses, so that each letter is not a request.
        const timer = setTimeout(() => setQuery(typed.trim()), 250);
        return () => clearTimeout(timer);
    }, [typed]);
    const found = useList(query === "" ? null : at("GET /members", { q: query }));
    return (
        <section class="card" role="search">
            <TextField
                label={t("friends.find")}
                type="search"
                value={typed}
                onType={setTyped}
                autocomplete="off"
                autocapitalize="none"
                placeholder={t("friends.find_hint")}
            />
            {found.items && (
                <ul class="list">
                    {found.items.map((person) => (
                        <li key={person.id} class="row">
                            <div class="grow">
                                <PersonLink person={person} />
                            </div>
                            <FriendActs
                                person={person}
                                acts={actsOf[person.friendship]}
                                onDone={found.reload}
                            />
                        </li>
                    ))}
                </ul>
            )}
            {query !== "" && (
                <p class="soft small" role="status">
                    {found.items?.length === 0 ? t("friends.nobody", { name: query }) : ""}
                </p>
            )}
        </section>
    );
}
