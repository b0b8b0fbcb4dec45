import type { ComponentType } from "preact";
import { useState } from "preact/hooks";

import type { FirstStep, LeftStep, SetupView, StepLeft } from "../api";
import { at } from "../core/call";
import { go, type Place } from "../core/router";
import { put, useAct, useGet } from "../core/store";
import { t } from "../core/words";
import { Icon, type IconName } from "../parts/Icon";
import { Empty, Refusal, Shown } from "../parts/States";
import { Frame } from "./Frame";
import { InviteStep, MailStep } from "./setup/last";
import { stepsInOrder as order } from "./setup/count";
import type { StepProps } from "./setup/parts";
import { EarningStep, JoiningStep, NameStep, PayingStep } from "./setup/steps";

interface Shape {
    icon: IconName;
    body: ComponentType<StepProps>;
}

const shapes: Record<FirstStep, Shape> = {
    market: { icon: "store", body: NameStep },
    joining: { icon: "users", body: JoiningStep },
    earning: { icon: "hand-coins", body: EarningStep },
    paying: { icon: "landmark", body: PayingStep },
    mail: { icon: "mail", body: MailStep },
    invite: { icon: "share-2", body: InviteStep },
};

const leftAs = (left: LeftStep[], step: FirstStep): StepLeft | undefined =>
    left.find((one) => one.step === step)?.how;

/** What the first operator decides before people come: one step after the other. */
export function FirstSteps(_: { place: Place }) {
    const got = useGet(at("GET /operator/setup"));
    return (
        <Frame title={t("first.title")} lead={t("first.lead")}>
            <Shown got={got}>
                {(setup) =>
                    setup.steps ? (
                        <Steps setup={setup} left={setup.steps} />
                    ) : (
                        <Empty
                            drawing="feed"
                            title={t("first.over_title")}
                            action={
                                <a class="button next" href="/">
                                    {t("nav.home")}
                                </a>
                            }
                        >
                            {t("first.over")}
                        </Empty>
                    )
                }
            </Shown>
        </Frame>
    );
}

function Steps({ setup, left }: { setup: SetupView; left: LeftStep[] }) {
    const next = order.find((step) => !leftAs(left, step)) ?? "invite";
    const [chosen, setChosen] = useState<FirstStep>(next);
    const act = useAct();
    const leave = async (how: StepLeft) => {
        const to = at("PUT /operator/setup/steps/{step}", { step: chosen });
        const fresh = await act.run(to, { how });
        if (!fresh) return;
        put(at("GET /operator/setup"), fresh);
        if (chosen === "invite") return end();
        setChosen(order[order.indexOf(chosen) + 1] ?? "invite");
    };
    const end = async () => {
        const over = await act.run(at("POST /operator/setup/end"));
        if (!over) return;
        put(at("GET /operator/setup"), over);
        go("/", "replace");
    };
    const Body = shapes[chosen].body;
    return (
        <div class="first-steps">
            <nav aria-label={t("first.title")}>
                <p class="soft small">
                    {t("first.progress", {
                        done: left.filter(({ how }) => how === "done").length,
                        all: order.length,
                    })}
                </p>
                <ol>
                    {order.map((step) => (
                        <li key={step}>
                            <StepButton
                                step={step}
                                how={leftAs(left, step)}
                                current={step === chosen}
                                onChoose={() => setChosen(step)}
                            />
                        </li>
                    ))}
                </ol>
            </nav>
            <section class="card" aria-labelledby="step">
                <h2 id="step">
                    <Icon name={shapes[chosen].icon} size={22} />
                    {t(`first.step.${chosen}`)}
                </h2>
                <Body
                    key={chosen}
                    setup={setup}
                    first
                    onDone={() => void leave("done")}
                    {...(chosen === "invite" ? {} : { onSkip: () => void leave("skipped") })}
                />
                <Refusal problem={act.problem} />
            </section>
        </div>
    );
}

interface StepButtonProps {
    step: FirstStep;
    how: StepLeft | undefined;
    current: boolean;
    onChoose: () => void;
}

function StepButton({ step, how, current, onChoose }: StepButtonProps) {
    const icon: IconName =
        how === "done" ? "circle-check" : how === "skipped" ? "minus" : "circle-dashed";
    return (
        <button
            type="button"
            class={`first-step ${how ?? ""}`}
            aria-current={current ? "step" : undefined}
            onClick={onChoose}
        >
            <Icon name={icon} size={18} />
            <span>{t(`first.step.${step}`)}</span>
            <span class="unseen">{t(`first.state.${how ?? "open"}`)}</span>
        </button>
    );
}
