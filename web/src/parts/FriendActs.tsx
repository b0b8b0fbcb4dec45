import type { FriendAct, Person } from "../api";
import { at } from "../core/call";
import { refresh, useAct, type Acting } from "../core/store";
import { t, type Key } from "../core/words";
import { Icon } from "./Icon";
import { Refusal } from "./States";
import { toast } from "./Toast";

interface Props {
    person: Person;
    acts: FriendAct[];
    onDone?: () => void;
}

type Send = (act: Acting, member: string) => Promise<unknown>;
const away: Send = (act, member) => act.run(at("DELETE /friends/{member}", { member }));
const sends: Record<FriendAct, { word: Key; done: Key; next?: boolean; send: Send }> = {
    befriend: {
        word: "act.befriend",
        done: "friend.done.befriend",
        next: true,
        send: (act, member) => act.run(at("POST /friends"), { member }),
    },
    accept: {
        word: "act.accept_friend",
        done: "friend.done.accept",
        next: true,
        send: (act, member) => act.run(at("POST /friends/{member}/accept", { member })),
    },
    decline: { word: "act.decline", done: "friend.done.decline", send: away },
    withdraw: { word: "act.withdraw", done: "friend.done.withdraw", send: away },
    unfriend: { word: "act.unfriend", done: "friend.done.unfriend", send: away },
};

/** Friendship is by mutual consent: ask, accept, decline, take back. */
export function FriendActs({ person, acts, onDone }: Props) {
    const act = useAct();
    const run = async (verb: FriendAct) => {
        if (!(await sends[verb].send(act, person.id))) return;
        toast(t(sends[verb].done, { name: person.name }));
        refresh((kept) => /^\/(friends|members|feed)/.test(kept));
        onDone?.();
    };
    return (
        <div class="row">
            {acts.map((verb) => (
                <button
                    key={verb}
                    type="button"
                    disabled={act.busy}
                    class={`button little ${sends[verb].next ? "next" : ""}`}
                    onClick={() => void run(verb)}
                >
                    {sends[verb].next && (
                        <Icon name={verb === "befriend" ? "user-plus" : "check"} size={16} />
                    )}
                    {t(sends[verb].word)}
                </button>
            ))}
            {act.problem && <Refusal problem={act.problem} />}
        </div>
    );
}
