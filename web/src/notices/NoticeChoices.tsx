import type { ChoiceView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { put, useAct, useGet } from "../core/store";
import { t, tAny } from "../core/words";
import { Page } from "../parts/Page";
import { Refusal, Shown } from "../parts/States";

/** How the reader wants to be told of what. */
export function NoticeChoices(_: { place: Place }) {
    const got = useGet(at("GET /notices/choices"));
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

const ways = ["in_app", "mail"] as const;

const named = ({ kind }: ChoiceView, way: (typeof ways)[number]) =>
    `${tAny("choice", kind)}: ${t(`choices.${way}`)}`;

function All({ choices }: { choices: ChoiceView[] }) {
    const act = useAct();
    const show = (items: ChoiceView[]) => put(at("GET /notices/choices"), { items, next: null });
    const save = async (wanted: ChoiceView) => {
        // The tick is where it was put at once, and goes back where it is refused.
        show(choices.map((one) => (one.kind === wanted.kind ? wanted : one)));
        const fresh = await act.run(at("PUT /notices/choices"), wanted);
        show(fresh ? fresh.items : choices);
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
                                            disabled={act.busy}
                                            aria-label={named(one, way)}
                                            onChange={(event) =>
                                                void save({
                                                    ...one,
                                                    [way]: event.currentTarget.checked,
                                                })
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
