// What a page shows when it has nothing to show: waiting, nothing there, or refused.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

import type { Problem } from "../core/call";
import { isOnline } from "../core/offline";
import type { Acting } from "../core/store";
import { t, tMaybe } from "../core/words";
import { EmptyDrawing, type DrawingName } from "./Drawing";
import { Icon } from "./Icon";

/**
 * The sentence of a problem: the server's own, or ours where no answer came, or one that the server
 * gave before it knew the reader's language.
 */
export function sentence(problem: Problem): string {
    if (problem.status === 0) return t("problem.no_answer");
    const fault = tMaybe("fault", problem.code);
    if (fault !== undefined) return fault;
    return problem.title || t("problem.no_sense", { status: problem.status });
}

interface RefusalProps {
    problem: Problem | null | undefined;
    /** Offered where trying again can help: nobody knows whether the last try arrived. */
    again?: (() => void) | undefined;
}

export function Refusal({ problem, again }: RefusalProps) {
    if (!problem) return null;
    return (
        <div class="notice wrong" role="alert">
            <Icon name="circle-alert" />
            <p>
                {sentence(problem)}
                {problem.retryAfter !== null && ` ${t("problem.wait", { n: problem.retryAfter })}`}
            </p>
            {problem.code === "not_signed_in" && (
                <a class="button little" href={signInHref()}>
                    {t("act.sign_in")}
                </a>
            )}
            {again && problem.unknown && (
                <button type="button" class="button little" onClick={again}>
                    <Icon name="rotate-cw" size={16} />
                    {t("act.try_again")}
                </button>
            )}
        </div>
    );
}

interface UnsettledProps {
    acting: Acting;
    /** Sends the earlier one again: where it arrived, the server only says what came of it. */
    onAgain: (body: unknown) => void;
}

/** Instead of paying a second time while nobody knows of the first. */
export function Earlier({ acting, onAgain }: UnsettledProps) {
    if (!acting.earlier) return null;
    return (
        <div class="notice clock" role="alert">
            <Icon name="circle-alert" />
            <p>
                {t("earlier.text")} <a href="/orders">{t("earlier.orders")}</a>
            </p>
            <div class="row">
                <button type="button" class="button little" onClick={() => onAgain(acting.earlier)}>
                    {t("earlier.again")}
                </button>
                <button type="button" class="button bare little" onClick={acting.forget}>
                    {t("earlier.forget")}
                </button>
            </div>
        </div>
    );
}

interface EmptyProps {
    drawing: DrawingName;
    title: string;
    children?: ComponentChildren;
    action?: ComponentChildren;
}

export function Empty({ drawing, title, children, action }: EmptyProps) {
    return (
        <div class="empty">
            <EmptyDrawing name={drawing} />
            <h2>{title}</h2>
            {children && <p>{children}</p>}
            {action}
        </div>
    );
}

/** Bones of what is coming, said once to a screen reader. */
export function Waiting({
    kind = "rows",
    n = 3,
}: {
    kind?: "rows" | "cards" | "page" | "lines";
    n?: number;
}) {
    return (
        <div class="stack wide" role="status">
            <span class="unseen">{t("state.loading")}</span>
            {kind === "page" && <PageBones />}
            {kind !== "page" &&
                Array.from({ length: n }, (_, i) => (
                    <div key={i} class={kind === "lines" ? "" : "card"} aria-hidden="true">
                        <div class="row">
                            <span class="bone round" />
                            <div class="grow stack">
                                <span class="bone half" />
                                <span class="bone third" />
                            </div>
                        </div>
                        {kind === "cards" && <span class="bone block" />}
                    </div>
                ))}
        </div>
    );
}

function PageBones() {
    return (
        <div class="stack wide" aria-hidden="true">
            <span class="bone block" />
            <span class="bone half" />
            <span class="bone" />
            <span class="bone third" />
        </div>
    );
}

interface ShownProps<T> {
    got: { data: T | undefined; problem: Problem | undefined; reload: () => void };
    waiting?: ComponentChildren;
    children: (data: T) => ComponentChildren;
}

/** The answer of the server once it is there; bones before, and a way on when it fails. */
export function Shown<T>({ got, waiting, children }: ShownProps<T>) {
    if (got.data !== undefined) return <>{children(got.data)}</>;
    if (got.problem) return <Missing problem={got.problem} again={got.reload} />;
    return <>{waiting ?? <Waiting />}</>;
}

interface ShownListProps<T> {
    got: {
        items: T[] | undefined;
        problem: Problem | undefined;
        more: (() => void) | null;
        reload: () => void;
    };
    waiting?: ComponentChildren;
    /** Instead of a list of nothing. */
    empty?: ComponentChildren;
    children: (items: T[]) => ComponentChildren;
}

/** A list as Shown has an answer; where there is more, it says so. */
export function ShownList<T>({ got, waiting, empty, children }: ShownListProps<T>) {
    // A page that was left empty, of what may not be seen any more, is not the end.
    const readsOn = got.items?.length === 0 && got.more !== null;
    useEffect(() => {
        if (readsOn) got.more?.();
    }, [readsOn, got.more]);
    if (!got.items) {
        if (got.problem) return <Missing problem={got.problem} again={got.reload} />;
        return <>{waiting ?? <Waiting />}</>;
    }
    if (got.items.length === 0 && !readsOn && empty !== undefined) return <>{empty}</>;
    return (
        <>
            {readsOn ? (waiting ?? <Waiting />) : children(got.items)}
            <More more={got.more} />
        </>
    );
}

interface ShownStackProps<T> extends Omit<ShownListProps<T>, "children"> {
    children: (item: T) => ComponentChildren;
}

/** The same with a card for each. */
export function ShownStack<T extends { id: string }>({ children, ...rest }: ShownStackProps<T>) {
    return (
        <ShownList {...rest}>
            {(items) => (
                <ul class="stack">
                    {items.map((item) => (
                        <li key={item.id}>{children(item)}</li>
                    ))}
                </ul>
            )}
        </ShownList>
    );
}

export function Missing({ problem, again }: { problem: Problem; again: () => void }) {
    const gone = problem.status === 404;
    if (problem.status === 0 && !isOnline()) return <Offline again={again} />;
    return (
        <Empty
            drawing={gone ? "lost" : "rain"}
            title={gone ? t("problem.missing_title") : t("problem.title")}
            action={
                gone ? (
                    <a class="button" href="/">
                        {t("nav.home")}
                    </a>
                ) : problem.status === 401 ? (
                    <a class="button next" href={signInHref()}>
                        {t("act.sign_in")}
                    </a>
                ) : (
                    <button type="button" class="button" onClick={again}>
                        {t("act.try_again")}
                    </button>
                )
            }
        >
            {gone ? t("problem.missing") : sentence(problem)}
        </Empty>
    );
}

/** What is on the page is asked for again by itself when the network is back. */
function Offline({ again }: { again: () => void }) {
    return (
        <Empty
            drawing="offline"
            title={t("offline.title")}
            action={
                <button type="button" class="button" onClick={again}>
                    {t("act.try_again")}
                </button>
            }
        >
            {t("offline.text")}
        </Empty>
    );
}

/** Where to sign in, with the way back to here. */
export function signInHref(): string {
    if (typeof location === "undefined") return "/sign-in";
    const here = location.pathname + location.search;
    return here === "/" ? "/sign-in" : `/sign-in?then=${encodeURIComponent(here)}`;
}

export function More({ more }: { more: (() => void) | null }) {
    if (!more) return null;
    return (
        <button type="button" class="button" onClick={more}>
            {t("act.more")}
        </button>
    );
}
