// Who reads the page, and in which market.

import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

import type { Language, MarketView, MeMember, MeView } from "../api";
import { at, call } from "./call";
import { forgetSeen, noteMarket } from "./seen";
import { asksForNone, recall, remember, setLanguage, setZone, spoken } from "./words";
import { forgetAll, listen, put, useGet } from "./store";

export interface Session {
    market: MarketView;
    /** null: nobody has signed in. */
    me: MeMember | null;
    language: Language;
    choose: (language: Language) => void;
    /** Takes over what a sign-in, a sign-up or a change of one's own name answered. */
    become: (who: MeView) => void;
}

const Context = createContext<Session | null>(null);

export function useSession(): Session {
    const session = useContext(Context);
    if (!session) throw new Error("no session above this component");
    return session;
}

/** Whether the market is one to try out; not while nobody knows it yet. */
export function useDemo(): boolean {
    return useContext(Context)?.market.demo ?? false;
}

interface Props {
    children: ComponentChildren;
    waiting: ComponentChildren;
    failed: (again: () => void) => ComponentChildren;
}

/** Holds the session for all below; below is not rendered until market and reader are known. */
export function SessionHolder({ children, waiting, failed }: Props) {
    const market = useGet(at("GET /market"));
    const who = useGet(at("GET /me"));
    const [language, setSpoken] = useState<Language>(spoken());
    const choose = (chosen: Language) => void setLanguage(chosen).then(() => setSpoken(chosen));
    const member = who.data?.member;
    const usual = market.data?.language;
    useEffect(() => {
        // Who asks for none of our languages reads in the market's own.
        if (usual && member === null && asksForNone() && usual !== spoken()) choose(usual);
    }, [member, usual]);
    useEffect(() => {
        // A person's own language follows them to a device where nobody has chosen one.
        if (member && !recall() && member.language !== spoken()) choose(member.language);
    }, [member?.id, member?.language]);
    if (!market.data || !who.data) {
        const problem = market.problem ?? who.problem;
        return problem ? failed(() => (market.reload(), who.reload())) : waiting;
    }
    setZone(market.data.zone);
    noteMarket(market.data.name);
    const session: Session = {
        market: market.data,
        me: who.data.member,
        language,
        choose: (chosen) => {
            remember(chosen);
            choose(chosen);
            if (!member) return;
            void call(at("PATCH /me"), { language: chosen })
                .then((answer) => put(at("GET /me"), answer))
                .catch(() => undefined);
        },
        become: (answer) => {
            forgetAll();
            forgetSeen();
            put(at("GET /me"), answer);
            listen();
        },
    };
    return <Context.Provider value={session}>{children}</Context.Provider>;
}
