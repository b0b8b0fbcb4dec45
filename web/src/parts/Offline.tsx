// What the app says without a network, and when there is a newer version of itself.

import { useEffect, useRef, useState } from "preact/hooks";

import { useNewer, useOnline } from "../core/offline";
import { lastSeen } from "../core/seen";
import { moment, price, t } from "../core/words";
import { Icon } from "./Icon";
import { Picture } from "./Picture";
import { toast } from "./Toast";

/** A quiet line on every page while there is no network: what stands below may be old. */
export function OfflineBar() {
    const online = useOnline();
    const was = useRef(online);
    useEffect(() => {
        if (online && !was.current) toast(t("offline.back"));
        was.current = online;
    }, [online]);
    if (online) return null;
    return (
        <p class="bar clock">
            <Icon name="cloud-off" size={18} />
            {t("offline.bar")}
        </p>
    );
}

/** Never in the way: the next load has the new version anyway. */
export function NewVersion() {
    const newer = useNewer();
    const [later, setLater] = useState(false);
    if (!newer || later) return null;
    return (
        <p class="bar">
            <Icon name="info" size={18} />
            <span class="grow">{t("version.newer")}</span>
            <button type="button" class="button little" onClick={() => location.reload()}>
                {t("version.load")}
            </button>
            <button
                type="button"
                class="icon-button"
                aria-label={t("act.close")}
                onClick={() => setLater(true)}
            >
                <Icon name="x" size={18} />
            </button>
        </p>
    );
}

/** Goods that this tab has shown, as they were then. Only what anybody may see. */
export function LastSeen() {
    const seen = lastSeen();
    if (seen.length === 0) return null;
    return (
        <section class="card">
            <h2>{t("offline.seen")}</h2>
            <ul class="list">
                {seen.map((one) => (
                    <li key={one.id} class="line">
                        <Picture id={one.id} title={one.title} shape="square" />
                        <div class="line-words">
                            <strong>{one.title}</strong>
                            <span class="soft small">
                                {one.shop} · {t("offline.seen_at", { time: moment(one.at) })}
                            </span>
                        </div>
                        <strong class="amount">{price(one.price)}</strong>
                    </li>
                ))}
            </ul>
        </section>
    );
}
