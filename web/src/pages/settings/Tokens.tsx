import { useState } from "preact/hooks";

import type { MadeTokenView, Scope, TokenView } from "../../api";
import { at } from "../../core/call";
import { refresh, useAct, useGet } from "../../core/store";
import { day, t, tAny } from "../../core/words";
import { Ago } from "../../parts/Clock";
import { Dialog } from "../../parts/Dialog";
import { TextField, wrongOf } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { Refusal, Shown } from "../../parts/States";
import { toast } from "../../parts/Toast";

const scopes: readonly Scope[] = ["read", "circles", "shop", "orders", "webhooks", "operate"];

/** With what the reader's own programs may come, and what each may do. */
export function Tokens() {
    const got = useGet(at("GET /me/tokens"));
    const [making, setMaking] = useState(false);
    const [made, setMade] = useState<MadeTokenView | null>(null);
    return (
        <section class="card">
            <h2>{t("tokens.title")}</h2>
            <p class="soft small">{t("tokens.lead")}</p>
            {made && <Made made={made} />}
            <Shown got={got}>
                {({ items }) => (
                    <ul class="list">
                        {items.map((token) => (
                            <Line key={token.id} token={token} />
                        ))}
                    </ul>
                )}
            </Shown>
            <div>
                <button type="button" class="button" onClick={() => setMaking(true)}>
                    <Icon name="plus" size={18} />
                    {t("tokens.make")}
                </button>
            </div>
            {making && (
                <Make
                    onClose={() => setMaking(false)}
                    onMade={(one) => {
                        setMade(one);
                        setMaking(false);
                        refresh((path) => path === "/me/tokens");
                    }}
                />
            )}
        </section>
    );
}

/** The one time that it is told. */
function Made({ made }: { made: MadeTokenView }) {
    const copy = async () => {
        await navigator.clipboard.writeText(made.token);
        toast(t("tokens.copied"));
    };
    return (
        <div class="notice safe">
            <Icon name="info" />
            <div class="stack">
                <span>{t("tokens.once", { name: made.name })}</span>
                <code class="secret">{made.token}</code>
                <div>
                    <button type="button" class="button little" onClick={() => void copy()}>
                        {t("tokens.copy")}
                    </button>
                </div>
            </div>
        </div>
    );
}

function Line({ token }: { token: TokenView }) {
    const act = useAct();
    const end = async () => {
        if (!(await act.run(at("DELETE /me/tokens/{id}", { id: token.id })))) return;
        refresh((path) => path === "/me/tokens");
    };
    return (
        <li class="row">
            <div class="grow">
                <strong>{token.name}</strong>
                <p class="soft small">
                    {token.scopes.map((scope) => tAny("tokens.scope", scope)).join(", ")}
                    {" · "}
                    {t("tokens.until", { date: day(token.expires) })}
                    {token.seen && (
                        <>
                            {" · "}
                            {t("tokens.used")} <Ago at={token.seen} />
                        </>
                    )}
                </p>
                <Refusal problem={act.problem} again={() => void end()} />
            </div>
            <button
                type="button"
                class="button little"
                disabled={act.busy}
                aria-label={t("tokens.end_named", { name: token.name })}
                onClick={() => void end()}
            >
                {t("tokens.end")}
            </button>
        </li>
    );
}

interface MakeProps {
    onClose: () => void;
    onMade: (made: MadeTokenView) => void;
}

function Make({ onClose, onMade }: MakeProps) {
    const [name, setName] = useState("");
    const [chosen, setChosen] = useState<Scope[]>(["read"]);
    const [days, setDays] = useState(90);
    const act = useAct();
    const make = async () => {
        const made = await act.run(at("POST /me/tokens"), {
            name: name.trim(),
            scopes: chosen,
            days,
        });
        if (made) onMade(made);
    };
    const turn = (scope: Scope, on: boolean) =>
        setChosen(scopes.filter((one) => (one === scope ? on : chosen.includes(one))));
    return (
        <Dialog
            title={t("tokens.make")}
            confirm={t("tokens.make_it")}
            busy={act.busy}
            onConfirm={() => void make()}
            onClose={onClose}
        >
            <TextField
                label={t("tokens.name")}
                value={name}
                onType={setName}
                required
                maxLength={60}
                placeholder={t("tokens.name_example")}
                wrong={wrongOf(act.problem, "name")}
            />
            <fieldset class="stack">
                <legend>{t("tokens.scopes")}</legend>
                {scopes.map((scope) => (
                    <label key={scope} class="choice">
                        <input
                            type="checkbox"
                            checked={chosen.includes(scope)}
                            onChange={(event) => turn(scope, event.currentTarget.checked)}
                        />
                        <span>
                            {tAny("tokens.scope", scope)}
                            <span class="soft small"> {tAny("tokens.scope_note", scope)}</span>
                        </span>
                    </label>
                ))}
                {wrongOf(act.problem, "scopes") && (
                    <p class="wrong">{wrongOf(act.problem, "scopes")}</p>
                )}
            </fieldset>
            <div class="field">
                <label for="token-days">{t("tokens.days")}</label>
                <select
                    id="token-days"
                    value={String(days)}
                    onChange={(event) => setDays(Number(event.currentTarget.value))}
                >
                    {[7, 30, 90, 366].map((n) => (
                        <option key={n} value={String(n)}>
                            {t("tokens.days_n", { n })}
                        </option>
                    ))}
                </select>
            </div>
            <Refusal problem={act.problem} again={() => void make()} />
        </Dialog>
    );
}
