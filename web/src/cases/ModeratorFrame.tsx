import type { ComponentChildren } from "preact";

import { useSession } from "../core/session";
import { t } from "../core/words";
import { Page } from "../parts/Page";
import { isModerator } from "../parts/Shell";
import { Empty } from "../parts/States";

interface Props {
    title: string;
    lead?: string | undefined;
    back?: { href: string; label: string };
    children: ComponentChildren;
}

/** A page of the moderators; others are told who may see it. */
export function ModeratorFrame({ title, lead, back, children }: Props) {
    const { me } = useSession();
    if (!isModerator(me)) {
        return (
            <Page title={title}>
                <Empty
                    drawing="lost"
                    title={t("cases.only_title")}
                    action={
                        <a class="button" href="/">
                            {t("nav.home")}
                        </a>
                    }
                >
                    {t("cases.only")}
                </Empty>
            </Page>
        );
    }
    return (
        <Page title={title} lead={lead} back={back} room="full">
            {children}
        </Page>
    );
}
