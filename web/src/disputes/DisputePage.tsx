import type { DisputeView } from "../api";
import { at } from "../core/call";
import { nowOf } from "../core/dispute";
import type { Place } from "../core/router";
import { useGet } from "../core/store";
import { t } from "../core/words";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Shown, Waiting } from "../parts/States";
import { DisputeActs } from "./DisputeActs";
import { DisputeStory, Sums } from "./DisputeStory";

/** The room in which both sides read the same: what is frozen, whose turn it is, what was said. */
export function DisputePage({ place }: { place: Place }) {
    const got = useGet(at("GET /disputes/{id}", { id: place.params["id"] ?? "" }));
    const order = got.data?.order;
    return (
        <Page
            title={order ? t("dispute.about", { title: titleOf(got.data) }) : t("dispute.page")}
            lead={t("dispute.page")}
            {...(order ? { back: { href: `/orders/${order.id}`, label: t("dispute.order") } } : {})}
        >
            <Shown got={got} waiting={<Waiting kind="page" />}>
                {(view) => (
                    <>
                        <Standing view={view} />
                        <DisputeStory view={view} />
                    </>
                )}
            </Shown>
        </Page>
    );
}

const titleOf = (view: DisputeView | undefined): string => view?.order.lines[0]?.title ?? "";

/** How it stands, what is frozen, and what the reader may do. */
function Standing({ view }: { view: DisputeView }) {
    const now = nowOf(view);
    return (
        <section class="card" aria-labelledby="dispute-state">
            <h2 id="dispute-state">{t(`dispute.state.${view.dispute.state}`)}</h2>
            <p class={`notice ${now.tone}`} role="status">
                <Icon name={now.tone === "clock" ? "clock" : "info"} />
                <span>{t(now.key, now.args)}</span>
            </p>
            <Sums view={view} />
            <DisputeActs view={view} />
        </section>
    );
}
