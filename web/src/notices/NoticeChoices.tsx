import { useRef } from "preact/hooks";

import type { ChoiceView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { change, put, refresh, useAct, useGet } from "../core/store";
import { t, tAny } from "../core/words";
import { Page } from "../parts/Page";
import { Refusal, Shown } from "../parts/States";

/** How the reader wants to be told of what. */
export function NoticeChoices(_: { place: Place }) {
    const got = useGet(all());
    return (
        <Page
            title={t("choices.title")}
            lead={t("choices.lead")}
            back={{ href: "/notices", label: t("nav.notices") }}
        >
            <Shown got={got}>{(choices) => <All choices={choices.items} />}</Shown>
            <p class="soft">
                {t("choices.essential")} <a href="/settings">{t("choices.address")}</a>
            </p>
        </Page>
    );
}

const all = () => at("GET /notices/choices");

const ways = ["in_app", "mail"] as const;
type Way = (typeof ways)[number];

const named = ({ kind }: ChoiceView, way: Way) =>
    t("choices.named", { choice: tAny("choice", kind), way: t(`choices.${way}`) });

function All({ choices }: { choices: ChoiceView[] }) {
    const act = useAct();
    const taps = useRef({ last: 0, sent: Promise.resolve() });
    /** The tick is where it was put at once. Taps are sent one after another, as they came. */
    const save = (kind: ChoiceView["kind"], way: Way, on: boolean) => {
        const shown = change(all(), (now) => ({
            ...now,
            items: now.items.map((one) => (one.kind === kind ? { ...one, [way]: on } : one)),
        }));
        const wanted = shown?.items.find((one) => one.kind === kind);
        if (!wanted) return;
        const mine = ++taps.current.last;
        taps.current.sent = taps.current.sent.then(async () => {
            const fresh = await act.run(at("PUT /notices/choices"), wanted);
            // What an earlier one answers does not know of the later ones.
            if (mine !== taps.current.last) return;
            if (fresh) put(all(), fresh);
            else refresh((path) => path === all().path);
        });
    };
    return (
        <section class="card">
            <table class="choices-table">
                <thead>
                    <tr>
                        <th scope="col">{t("choices.what")}</th>
                        <th scope="col">{t("choices.in_app")}</th>
                        <th scope="col">{t("choices.mail")}</th>
                    </tr>
                </thead>
                <tbody>
                    {choices.map((one) => (
                        <tr key={one.kind}>
                            <th scope="row">{tAny("choice", one.kind)}</th>
                            {ways.map((way) => (
                                <td key={way}>
                                    <label class="tick">
                                        <input
                                            type="checkbox"
                                            checked={one[way]}
                                            aria-label={named(one, way)}
                                            onChange={(event) =>
                                                save(one.kind, way, event.currentTarget.checked)
                                            }
                                        />
                                    </label>
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
            <Refusal problem={act.problem} />
        </section>
    );
}
