import { useState } from "preact/hooks";

import { at } from "../core/call";
import { refresh, useAct, useGet, useList } from "../core/store";
import { t } from "../core/words";
import { TextField, wrongOf } from "../parts/Field";
import { Form } from "../parts/Form";
import { Refusal, Shown, ShownList, Waiting } from "../parts/States";
import { toast } from "../parts/Toast";

/** What is looked for: goods or a stall by their address, goods by their number, or by words. */
export type Sought = { listing: string } | { shop: string } | { q: string };

export function soughtIn(typed: string): Sought | null {
    const [, kind, number = ""] = /\/(listings|shops)\/(\d{1,19})(?!\d)/.exec(typed) ?? [];
    if (kind === "shops") return { shop: number };
    if (kind === "listings") return { listing: number };
    const q = typed.trim();
    if (/^\d{1,19}$/.test(q)) return { listing: q };
    return q === "" ? null : { q };
}

/** The server takes no more at once. */
const most = 100;

interface Goods {
    id: string;
    title: string;
    seller: { name: string };
}

/** Which goods are in which category of the table, and a way to say it of several. */
export function CategoryForm() {
    const list = useList(at("GET /operator/fees/goods", { limit: 50 }));
    const [typed, setTyped] = useState("");
    const [sought, setSought] = useState<Sought | null>(null);
    const [chosen, setChosen] = useState<ReadonlyMap<string, Goods>>(new Map());
    const turn = (some: readonly Goods[], on: boolean) => {
        const next = new Map(chosen);
        for (const one of some) {
            if (!on) next.delete(one.id);
            else if (next.size < most) next.set(one.id, one);
        }
        setChosen(next);
    };
    return (
        <section class="card stack">
            <h2>{t("fees.categories")}</h2>
            <ShownList got={list} waiting={<Waiting n={1} />} empty={null}>
                {(goods) => (
                    <ul class="list">
                        {goods.map((one) => (
                            <li key={one.listing} class="split">
                                <a href={`/listings/${one.listing}`}>{one.title}</a>
                                <strong>{one.category}</strong>
                            </li>
                        ))}
                    </ul>
                )}
            </ShownList>
            <Form class="stack" onSend={() => setSought(soughtIn(typed))}>
                <TextField
                    label={t("fees.listing")}
                    hint={t("fees.listing_hint")}
                    value={typed}
                    onType={setTyped}
                    type="search"
                    required
                />
                <button class="button" type="submit">
                    {t("act.find")}
                </button>
            </Form>
            {sought &&
                ("listing" in sought ? (
                    <FoundOne id={sought.listing} chosen={chosen} turn={turn} />
                ) : (
                    <Found sought={sought} chosen={chosen} turn={turn} />
                ))}
            {chosen.size > 0 && <Put chosen={chosen} turn={turn} />}
        </section>
    );
}

interface ChoiceProps {
    chosen: ReadonlyMap<string, Goods>;
    turn: (some: readonly Goods[], on: boolean) => void;
}

function FoundOne({ id, ...choice }: ChoiceProps & { id: string }) {
    const got = useGet(at("GET /listings/{id}", { id }));
    return (
        <Shown got={got} waiting={<Waiting n={1} />}>
            {(listing) => <Choose goods={[listing]} {...choice} />}
        </Shown>
    );
}

type FoundProps = ChoiceProps & { sought: { shop: string } | { q: string } };

function Found({ sought, ...choice }: FoundProps) {
    const list = useList(at("GET /search", { ...sought, limit: 50 }));
    return (
        <ShownList
            got={list}
            waiting={<Waiting n={1} />}
            empty={<p class="soft">{t("fees.nothing_found")}</p>}
        >
            {(goods) => <Choose goods={goods} {...choice} />}
        </ShownList>
    );
}

function Choose({ goods, chosen, turn }: ChoiceProps & { goods: readonly Goods[] }) {
    return (
        <fieldset class="choices">
            <legend>{t("fees.found")}</legend>
            {goods.length > 1 && (
                <label class="switch">
                    <input
                        type="checkbox"
                        checked={goods.every(({ id }) => chosen.has(id))}
                        onChange={(event) => turn(goods, event.currentTarget.checked)}
                    />
                    {t("bulk.all", { n: goods.length })}
                </label>
            )}
            {goods.map((one) => (
                <label key={one.id} class="choice">
                    <input
                        type="checkbox"
                        checked={chosen.has(one.id)}
                        onChange={(event) => turn([one], event.currentTarget.checked)}
                    />
                    <span>
                        {one.title} <span class="soft small">{one.seller.name}</span>
                    </span>
                </label>
            ))}
        </fieldset>
    );
}

/** Names the category; all of them are put into it, or none. */
function Put({ chosen, turn }: ChoiceProps) {
    const [category, setCategory] = useState("");
    const act = useAct();
    const save = async () => {
        const form = { listings: [...chosen.keys()], category: category.trim() };
        if (!(await act.run(at("PUT /operator/fees/goods/several"), form))) return;
        refresh((path) => path.startsWith("/operator/fees/goods"));
        turn([...chosen.values()], false);
        toast(t("fees.category_set"));
    };
    return (
        <Form class="stack" onSend={() => void save()}>
            <p role="status">{t("fees.chosen", { n: chosen.size, most })}</p>
            <TextField
                label={t("fees.category")}
                hint={t("fees.category_hint")}
                value={category}
                onType={setCategory}
                maxLength={30}
                wrong={wrongOf(act.problem, "category")}
            />
            <Refusal problem={act.problem} again={() => void save()} />
            <button class="button" type="submit" disabled={act.busy}>
                {t("fees.category_save")}
            </button>
        </Form>
    );
}
