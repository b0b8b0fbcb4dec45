// The app: which page an address is, and the frame around all of them.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import { Icon } from "./parts/Icon";
import { Page } from "./parts/Page";
import { Shell } from "./parts/Shell";
import { Empty, Missing, signInHref, Waiting } from "./parts/States";
import { at, Problem } from "./core/call";
import { useSession } from "./core/session";
import { warm } from "./core/store";
import { t, type Key } from "./core/words";
import { match, returnScroll, useAddress, type Place } from "./core/router";
import { membersOnly, pages } from "./pages";

type View = ComponentType<{ place: Place }>;

const loaded = new Map<string, View>();

/** Fetches the code of the first page while the market and the words are still on their way. */
export function begin(): void {
    const place = match(Object.keys(pages), location.pathname + location.search);
    if (!place) return;
    const { id } = place.params;
    if (id && place.pattern === "/listings/:id") warm(at("GET /listings/{id}", { id }));
    if (id && place.pattern === "/shops/:id") warm(at("GET /shops/{id}", { id }));
    void pages[place.pattern]?.().then(
        (view) => loaded.set(place.pattern, view),
        () => undefined,
    );
}

/** Where most people go next; fetched while they look at the first page. */
const likely = ["/", "/listings/:id", "/checkout", "/orders", "/orders/:id"];

function loadLikely(): void {
    for (const pattern of likely) {
        if (loaded.has(pattern)) continue;
        void pages[pattern]?.().then(
            (view) => loaded.set(pattern, view),
            () => undefined,
        );
    }
}

export function App() {
    const { me } = useSession(); // Another language or reader: every part of the page is said anew.
    const address = useAddress();
    const place = match(Object.keys(pages), address);
    const only = place && !me ? membersOnly[place.pattern] : undefined;
    return (
        <Shell path={place?.path ?? address}>
            {only ? (
                <SignInFirst title={only} />
            ) : place ? (
                <Loaded key={address.split("?")[0]} place={place} />
            ) : (
                <Nowhere />
            )}
        </Shell>
    );
}

/** A page's code comes when it is first opened; what was opened before is there at once. */
function Loaded({ place }: { place: Place }) {
    const [, render] = useState(0);
    const [failed, setFailed] = useState(false);
    const View = loaded.get(place.pattern);
    useEffect(() => {
        if (View) return returnScroll();
        pages[place.pattern]?.().then(
            (view) => {
                loaded.set(place.pattern, view);
                render((n) => n + 1);
                setTimeout(loadLikely, 500);
            },
            () => setFailed(true),
        );
    }, [place.pattern]);
    if (View) return <View place={place} />;
    return (
        <div class="stage narrow">
            <main id="main" tabIndex={-1}>
                <h1 class="unseen">{t("state.loading")}</h1>
                {failed ? (
                    <Missing
                        problem={new Problem(0, "no_answer", "")}
                        again={() => location.reload()}
                    />
                ) : (
                    <Waiting />
                )}
            </main>
        </div>
    );
}

/** No half page of refusals for who is not known yet. */
function SignInFirst({ title }: { title: Key }) {
    return (
        <Page title={t(title)}>
            <Empty
                drawing="people"
                title={t("stranger.title")}
                action={
                    <a class="button next" href={signInHref()}>
                        <Icon name="log-in" size={18} />
                        {t("act.sign_in")}
                    </a>
                }
            >
                {t("stranger.text")}
            </Empty>
        </Page>
    );
}

function Nowhere() {
    return (
        <div class="stage narrow">
            <main id="main" tabIndex={-1}>
                <h1 class="unseen">{t("problem.missing_title")}</h1>
                <Missing problem={new Problem(404, "missing", "")} again={() => undefined} />
            </main>
        </div>
    );
}
