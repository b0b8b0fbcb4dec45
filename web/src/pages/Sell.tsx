import { useState } from "preact/hooks";

import type { Audience, ListingView } from "../api";
import { at } from "../core/call";
import { sentHandover, typedHandover } from "../core/handover";
import { named, present, type Photograph } from "../core/photographs";
import { go, type Place } from "../core/router";
import { useSession } from "../core/session";
import { refresh, useAct, useGet } from "../core/store";
import { minorOf, price, t, typedOf, wholeOf } from "../core/words";
import { AudienceChoice } from "../parts/AudienceChoice";
import { Submit, TextField, wrongOf } from "../parts/Field";
import { Form } from "../parts/Form";
import { Icon } from "../parts/Icon";
import { Page } from "../parts/Page";
import { Photographs } from "../parts/Photographs";
import { Picture } from "../parts/Picture";
import { Empty, Refusal, Shown, signInHref } from "../parts/States";
import { toast } from "../parts/Toast";
import { GoodsFields, noGoods, termsOf, type GoodsForm } from "./stall/GoodsFields";

/** From an idea to a live listing in one screen; who has no shop yet opens one first. */
export function Sell({ place }: { place: Place }) {
    const { me } = useSession();
    if (!me) {
        return (
            <Page title={t("sell.title")}>
                <Empty
                    drawing="stall"
                    title={t("sell.sign_in")}
                    action={
                        <a class="button next" href={signInHref()}>
                            {t("act.sign_in")}
                        </a>
                    }
                />
            </Page>
        );
    }
    if (!me.shop) return <OpenShop />;
    const beside = place.query.get("beside");
    return beside ? <AnotherVariant id={beside} /> : <NewListing />;
}

/** The same thing in another size or colour: all but that is there already. */
function AnotherVariant({ id }: { id: string }) {
    const got = useGet(at("GET /listings/{id}", { id }));
    if (got.data) return <NewListing key={id} beside={got.data} />;
    return (
        <Page title={t("sell.title")}>
            <Shown got={got}>{() => null}</Shown>
        </Page>
    );
}

function OpenShop() {
    const { me } = useSession();
    const [name, setName] = useState(() => t("shop.name_example", { name: me?.name ?? "" }));
    const act = useAct();
    const open = async () => {
        const shop = await act.run(at("POST /shops"), { name: name.trim() });
        if (shop) refresh((path) => path === "/me");
    };
    return (
        <Page title={t("shop.become")} lead={t("shop.become_lead")}>
            <Form class="card raised" onSend={() => void open()}>
                <TextField
                    label={t("field.shop_name.label")}
                    value={name}
                    onType={setName}
                    required
                    maxLength={60}
                    hint={t("shop.name_hint")}
                    wrong={wrongOf(act.problem, "name")}
                />
                <Refusal problem={act.problem} again={() => void open()} />
                <Submit busy={act.busy} wide>
                    {t("shop.open")}
                </Submit>
            </Form>
            <ul class="promises">
                <li>
                    <Icon name="wallet" />
                    <span>{t("shop.promise_money")}</span>
                </li>
                <li>
                    <Icon name="undo-2" />
                    <span>{t("shop.promise_fee")}</span>
                </li>
                <li>
                    <Icon name="pause" />
                    <span>{t("shop.promise_leave")}</span>
                </li>
            </ul>
        </Page>
    );
}

/** What the button says of itself that keeps the goods without publishing them. */
const draft = "draft";

function NewListing({ beside }: { beside?: ListingView }) {
    const { market } = useSession();
    const [goods, setGoods] = useState<GoodsForm>(
        beside
            ? {
                  title: beside.title,
                  description: beside.description,
                  price: typedOf(beside.price),
                  variant: "",
                  least: beside.terms.least === 1 ? "" : String(beside.terms.least),
                  most: String(beside.terms.most ?? ""),
                  handover: typedHandover(beside.handover, market.zone),
              }
            : noGoods,
    );
    const [stock, setStock] = useState("1");
    const [audience, setAudience] = useState<Audience>(beside?.audience ?? "everybody");
    const [badPrice, setBadPrice] = useState(false);
    const [badStock, setBadStock] = useState(false);
    const [photographs, setPhotographs] = useState<Photograph[]>(() =>
        beside ? present(beside.pictures) : [],
    );
    const [tried, setTried] = useState(true);
    const act = useAct();
    const send = async (publish: boolean) => {
        setTried(publish);
        const minor = minorOf(goods.price, market.currency);
        const pieces = wholeOf(stock);
        setBadPrice(minor === null);
        setBadStock(pieces === null);
        const pictures = named(photographs);
        const terms = termsOf(goods);
        if (minor === null || pieces === null || pictures === null || terms === null) return;
        const listing = await act.run(at("POST /listings"), {
            title: goods.title.trim(),
            description: goods.description.trim(),
            price: { minor, currency: market.currency },
            stock: pieces,
            audience,
            publish,
            pictures,
            terms,
            handover: sentHandover(goods.handover, market.zone),
            ...(beside ? { beside: beside.id, variant: goods.variant.trim() } : {}),
        });
        if (!listing) return;
        toast(t(publish ? "sell.published" : "sell.kept"));
        refresh((path) => /^\/(feed|me\/listings|shops)/.test(path));
        go(`/listings/${listing.id}`, "replace");
    };
    const waits = named(photographs) === null;
    return (
        <Page
            title={t("sell.title")}
            lead={beside ? t("sell.beside", { title: beside.title }) : t("sell.lead")}
            aside={<Preview goods={goods} first={photographs[0]} />}
        >
            <Form class="card raised" onSend={(by) => void send(by !== draft)}>
                <Photographs
                    list={photographs}
                    change={setPhotographs}
                    wrong={wrongOf(act.problem, "pictures")}
                />
                <GoodsFields
                    value={goods}
                    onChange={setGoods}
                    problem={act.problem}
                    badPrice={badPrice}
                    several={beside !== undefined}
                />
                <TextField
                    label={t("field.stock.label")}
                    value={stock}
                    onType={setStock}
                    required
                    inputMode="numeric"
                    wrong={badStock ? t("import.problem.bad_stock") : wrongOf(act.problem, "stock")}
                />
                <AudienceChoice value={audience} onChoose={setAudience} />
                <Refusal problem={act.problem} again={() => void send(tried)} />
                <Submit busy={act.busy} disabled={waits} wide>
                    {t(waits ? "photographs.wait" : "sell.publish")}
                </Submit>
                <button
                    type="submit"
                    name="as"
                    value={draft}
                    class="button bare"
                    disabled={act.busy || waits}
                >
                    {t("sell.keep")}
                </button>
            </Form>
            <a href="/stall/import">{t("sell.import")}</a>
        </Page>
    );
}

/** What friends will see, while it is being written. */
function Preview({ goods, first }: { goods: GoodsForm; first: Photograph | undefined }) {
    const { me, market } = useSession();
    const { currency } = market;
    const minor = minorOf(goods.price, currency) ?? 0;
    return (
        <section class="card" aria-hidden="true">
            <p class="soft small">{t("sell.preview")}</p>
            <div class="goods">
                {first ? (
                    <img class="picture" src={first.preview} alt="" />
                ) : (
                    <Picture id={me?.id ?? "0"} title={goods.title || "?"} />
                )}
                <span class="goods-words">
                    <strong class="goods-title">{goods.title || t("sell.preview_title")}</strong>
                    <span class="goods-price">{price({ minor, currency })}</span>
                </span>
            </div>
            {!first && <p class="soft small">{t("sell.preview_note")}</p>}
        </section>
    );
}
