import type { ComponentChildren } from "preact";

import { Awning } from "../parts/Picture";
import { Languages } from "../parts/Languages";
import { Tent } from "../parts/Tent";

interface Props {
    title: string;
    lead: string;
    children: ComponentChildren;
}

/** The way in: a stall with its awning, for signing in and for joining. */
export function Gate({ title, lead, children }: Props) {
    return (
        <div class="gate">
            <svg
                class="welcome-awning"
                viewBox="0 0 480 34"
                preserveAspectRatio="xMidYMin slice"
                aria-hidden="true"
            >
                <Awning width={480} colour="var(--awning-a)" />
            </svg>
            <div class="gate-words">
                <Tent size={52} />
                <div>
                    <h2>{title}</h2>
                    <p class="soft">{lead}</p>
                </div>
                {children}
                <Languages />
            </div>
        </div>
    );
}
