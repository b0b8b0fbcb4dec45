import type { ComponentType } from "preact";
import { useState } from "preact/hooks";

import type { MarketText, SetupView } from "../api";
import { at } from "../core/call";
import type { Place } from "../core/router";
import { useGet, useList } from "../core/store";
import { languages, moment, t } from "../core/words";
import { Shown, ShownList } from "../parts/States";
import { toast } from "../parts/Toast";
import { Frame } from "./Frame";
import { InviteStep, MailStep } from "./setup/last";
import type { StepProps } from "./setup/parts";
import { JoiningStep, NameStep, PayingStep } from "./setup/steps";

/** What the first steps asked, for later: the market's texts, and who may join. */
export function MarketPage(_: { place: Place }) {
    const got = useGet(at("GET /operator/setup"));
    return (
        <Frame title={t("nav.market")} lead={t("market.lead")}>
            <Shown got={got}>
                {(setup) => (
                    <div class="two">
                        <Part setup={setup} title={t("first.step.market")} body={NameStep}>
                            <History text="name" />
                        </Part>
                        <Part setup={setup} title={t("first.step.joining")} body={JoiningStep} />
                        <Part setup={setup} title={t("first.step.paying")} body={PayingStep}>
                            <History text="account" />
                        </Part>
                        <div class="stack">
                            <Part setup={setup} title={t("first.step.mail")} body={MailStep} />
                            <Part setup={setup} title={t("first.step.invite")} body={InviteStep} />
                        </div>
                    </div>
                )}
            </Shown>
        </Frame>
    );
}

interface PartProps {
    setup: SetupView;
    title: string;
    body: ComponentType<StepProps>;
    children?: preact.ComponentChildren;
}

function Part({ setup, title, body: Body, children }: PartProps) {
    return (
        <section class="card">
            <h2>{title}</h2>
            <Body setup={setup} first={false} onDone={() => toast(t("market.saved"))} />
            {children}
        </section>
    );
}

function History({ text }: { text: MarketText }) {
    const [open, setOpen] = useState(false);
    return (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>{t("market.history")}</summary>
            {open && <Versions text={text} />}
        </details>
    );
}

function Versions({ text }: { text: MarketText }) {
    const list = useList(at("GET /operator/market/{text}", { text, limit: 20 }));
    return (
        <ShownList got={list} empty={<p class="soft">{t("market.never")}</p>}>
            {(items) => (
                <ol class="timeline">
                    {items.map((one) => (
                        <li key={one.version}>
                            <strong class="pre">{shown(text, one.value)}</strong>
                            <span class="soft small">
                                {t("policies.version", {
                                    version: one.version,
                                    date: moment(one.from),
                                })}
                                {one.by && ` · @${one.by}`}
                            </span>
                            <span class="small">{one.reason}</span>
                        </li>
                    ))}
                </ol>
            )}
        </ShownList>
    );
}

function shown(text: MarketText, value: string): string {
    if (text === "language" && (value === "en" || value === "zh")) return languages[value];
    return value || t("market.empty");
}
