import { useState } from "preact/hooks";

import type { Language, MarketView, PolicyView } from "../../api";
import { at } from "../../core/call";
import { useSession } from "../../core/session";
import { useGet } from "../../core/store";
import { digitsOf, languages, percent, price, t } from "../../core/words";
import { Choices, LongField, TextField, wrongOf } from "../../parts/Field";
import { Form } from "../../parts/Form";
import { Icon } from "../../parts/Icon";
import { Shown } from "../../parts/States";
import { StepEnd, useSaving, type StepProps } from "./parts";
import { portion, ppmOf, typedPercent } from "../../core/percent";

/** The market's name and language; what is fixed stands beside them. */
export function NameStep(props: StepProps) {
    const { setup } = props;
    const [name, setName] = useState(setup.name);
    const [language, setLanguage] = useState<Language>(setup.language === "zh" ? "zh" : "en");
    const saving = useSaving(props);
    const save = async () => {
        if ((await saving.say("name", name.trim())) && (await saving.say("language", language)))
            saving.done();
    };
    return (
        <Form class="stack" onSend={() => void save()}>
            <TextField
                label={t("first.market.name")}
                hint={t("first.market.name_hint")}
                value={name}
                onType={setName}
                required
                maxLength={60}
                wrong={wrongOf(saving.act.problem, "value")}
            />
            <Choices
                label={t("first.market.language")}
                name="language"
                options={(["en", "zh"] as const).map((value) => ({
                    value,
                    label: languages[value],
                }))}
                value={language}
                onChoose={setLanguage}
            />
            <p class="soft small">{t("first.market.language_hint")}</p>
            <dl class="facts">
                <div>
                    <dt>{t("first.market.currency")}</dt>
                    <dd>{setup.currency}</dd>
                </div>
                <div>
                    <dt>{t("first.market.zone")}</dt>
                    <dd>{setup.zone}</dd>
                </div>
            </dl>
            <p class="soft small">{t("first.market.fixed")}</p>
            <StepEnd {...props} saving={saving} again={() => void save()} />
        </Form>
    );
}

const joining = ["anybody", "invited", "nobody"] as const;

export function JoiningStep(props: StepProps) {
    const { market } = useSession();
    const [who, setWho] = useState<MarketView["who_may_join"]>(market.who_may_join);
    const saving = useSaving(props);
    const save = async () => {
        const now = joining.indexOf(market.who_may_join);
        if (await saving.rule("who_may_join", now, joining.indexOf(who))) saving.done();
    };
    return (
        <Form class="stack" onSend={() => void save()}>
            <Choices
                label={t("first.step.joining")}
                name="joining"
                options={joining.map((value, i) => ({
                    value,
                    label: t(`policy_choice.who_may_join.${i as 0 | 1 | 2}`),
                    note: t(`first.joining.${value}_note`),
                }))}
                value={who}
                onChoose={setWho}
            />
            <StepEnd {...props} saving={saving} again={() => void save()} />
        </Form>
    );
}

/** The operator's commission, with what it makes of an order. */
export function EarningStep(props: StepProps) {
    const got = useGet(at("GET /policies"));
    return (
        <Shown got={got}>
            {({ items }) => {
                const policy = items.find((one) => one.name === "commission_ppm");
                return policy ? <Rate {...props} policy={policy} /> : null;
            }}
        </Shown>
    );
}

function Rate({ policy, ...props }: StepProps & { policy: PolicyView }) {
    const [typed, setTyped] = useState(typedPercent(policy.value));
    const [wrong, setWrong] = useState(false);
    const saving = useSaving(props);
    const rate = ppmOf(typed);
    const fits = rate !== null && rate <= policy.max;
    const save = async () => {
        setWrong(!fits);
        if (fits && (await saving.rule(policy.name, policy.value, rate))) saving.done();
    };
    const said = wrongOf(saving.act.problem, "value");
    return (
        <Form class="stack" onSend={() => void save()}>
            <TextField
                label={t("first.earning.rate")}
                hint={t("first.earning.hint", { max: percent(policy.max) })}
                inputMode="numeric"
                value={typed}
                onType={(value) => (setTyped(value), setWrong(false))}
                required
                wrong={said ?? (wrong ? t("first.earning.wrong") : undefined)}
            />
            {fits && <Example rate={rate} currency={props.setup.currency} />}
            <StepEnd {...props} saving={saving} again={() => void save()} />
        </Form>
    );
}

function Example({ rate, currency }: { rate: number; currency: string }) {
    const total = 40 * 10 ** digitsOf(currency);
    const ours = portion(total, rate);
    const of = (minor: number) => price({ minor, currency });
    return (
        <section class="example" aria-label={t("first.earning.example")}>
            <dl class="facts">
                <div>
                    <dt>{t("first.earning.buyer_pays")}</dt>
                    <dd>{of(total)}</dd>
                </div>
                <div>
                    <dt>{t("first.earning.seller_gets")}</dt>
                    <dd>{of(total - ours)}</dd>
                </div>
                <div>
                    <dt>{t("first.earning.you_get")}</dt>
                    <dd>
                        <strong>{of(ours)}</strong>
                    </dd>
                </div>
            </dl>
            <p class="soft small">{t("first.earning.refunded", { total: of(total) })}</p>
        </section>
    );
}

/** Where transfers go, and whether play money is taken. */
export function PayingStep(props: StepProps) {
    const { market } = useSession();
    const plays = market.payment_methods.includes("simulator");
    const [account, setAccount] = useState(props.setup.account);
    const [play, setPlay] = useState<"0" | "1">(plays ? "1" : "0");
    const saving = useSaving(props);
    const save = async () => {
        if (!(await saving.say("account", account.trim()))) return;
        if (await saving.rule("play_money", plays ? 1 : 0, Number(play))) saving.done();
    };
    return (
        <Form class="stack" onSend={() => void save()}>
            <LongField
                label={t("first.paying.account")}
                hint={t("first.paying.account_hint")}
                value={account}
                onType={setAccount}
                rows={3}
                wrong={wrongOf(saving.act.problem, "value")}
            />
            {account.trim() === "" && (
                <p class="notice">
                    <Icon name="info" />
                    <span>{t("first.paying.account_missing")}</span>
                </p>
            )}
            <Choices
                label={t("first.paying.play")}
                name="play"
                options={(["1", "0"] as const).map((value) => ({
                    value,
                    label: t(`policy_choice.play_money.${value}`),
                }))}
                value={play}
                onChoose={setPlay}
            />
            <p class="soft small">{t("first.paying.play_note")}</p>
            <StepEnd {...props} saving={saving} again={() => void save()} />
        </Form>
    );
}
