import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { useSession } from "../core/session";
import { t } from "../core/words";
import { Icon } from "./Icon";

interface Props {
    title: string;
    /** The title is in the page's own design already, or better unseen. */
    hideTitle?: boolean;
    lead?: ComponentChildren;
    back?: { href: string; label: string } | undefined;
    /** What stands beside on a desk and below on a phone. */
    aside?: ComponentChildren;
    /** "full" for tables and boards, "narrow" for forms. */
    room?: "full" | "narrow";
    children: ComponentChildren;
}

/** The middle of a page: its title (which takes the focus on arrival), its content, its context. */
export function Page({ title, hideTitle, lead, back, aside, room, children }: Props) {
    const { market } = useSession();
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => {
        document.title = `${title} · ${market.name}`;
    }, [title, market.name]);
    // Before it is painted, or it takes the focus from a field that somebody has begun to fill.
    useLayoutEffect(() => {
        // The first page keeps the browser's own focus; later ones begin at their title.
        if (arrivals++ > 0) heading.current?.focus({ preventScroll: true });
    }, []);
    return (
        <div class={`stage ${room ?? (aside ? "" : "narrow")}`}>
            <main id="main" tabIndex={-1}>
                {back && (
                    <a class="back" href={back.href}>
                        <Icon name="arrow-left" size={18} />
                        {back.label}
                    </a>
                )}
                <header class={hideTitle ? "unseen" : "page-head"}>
                    <h1 ref={heading} tabIndex={-1}>
                        {title}
                    </h1>
                    {lead && <p>{lead}</p>}
                </header>
                {children}
            </main>
            {aside && <aside aria-label={t("page.beside")}>{aside}</aside>}
        </div>
    );
}

let arrivals = 0;
