import { useEffect, useState } from "preact/hooks";

import type { Instant } from "../api";
import { moment, relative } from "../core/words";
import { Icon } from "./Icon";

/** The time now, moving on once a minute. */
export function useNow(): Date {
    const [now, setNow] = useState(() => new Date());
    useEffect(() => {
        const timer = setInterval(() => setNow(new Date()), 30_000);
        return () => clearInterval(timer);
    }, []);
    return now;
}

/** "3 hours ago", with the exact time on asking. */
export function Ago({ at }: { at: Instant }) {
    const now = useNow();
    return (
        <time dateTime={at} title={moment(at)}>
            {relative(at, now)}
        </time>
    );
}

/** A deadline: amber, with the words of what happens then. */
export function ClockTag({ text }: { text: string }) {
    return (
        <span class="tag clock">
            <Icon name="clock" size={14} />
            {text}
        </span>
    );
}
