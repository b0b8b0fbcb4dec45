import { useState } from "preact/hooks";

import type { MomentView } from "../../api";
import { at } from "../../core/call";
import { refresh, useAct } from "../../core/store";
import { t } from "../../core/words";
import { Ago } from "../../parts/Clock";
import { Dialog } from "../../parts/Dialog";
import { Icon } from "../../parts/Icon";
import { Goods } from "../../parts/ListingCard";
import { Avatar, Invented } from "../../parts/People";
import { Refusal } from "../../parts/States";

/** One post: who, when, for whom, what they say, and the goods if there are any. */
export function MomentCard({ moment }: { moment: MomentView }) {
    const { author, listing } = moment;
    return (
        <article class="moment">
            <header>
                <a class="person" href={`/people/${encodeURIComponent(author.handle)}`}>
                    <Avatar person={author} />
                    <span>
                        <strong>
                            {author.name || author.handle} <Invented person={author} />
                        </strong>
                        <small class="moment-when">
                            <Ago at={moment.at} />
                            <span aria-hidden="true">·</span>
                            <Icon
                                name={moment.audience === "everybody" ? "globe" : "users"}
                                size={13}
                            />
                            {t(
                                moment.audience === "everybody"
                                    ? "audience.public"
                                    : "audience.friends",
                            )}
                        </small>
                    </span>
                </a>
                {moment.may.includes("delete") && <Remove moment={moment} />}
            </header>
            {moment.text && <p class="pre moment-text">{moment.text}</p>}
            {listing && <Goods listing={listing} wide from={{ door: "post", thing: moment.id }} />}
        </article>
    );
}

function Remove({ moment }: { moment: MomentView }) {
    const [asking, setAsking] = useState(false);
    const act = useAct();
    const remove = async () => {
        if (await act.run(at("DELETE /moments/{id}", { id: moment.id }))) {
            setAsking(false);
            refresh((path) => path.startsWith("/feed"));
        }
    };
    return (
        <>
            <button
                type="button"
                class="icon-button"
                aria-label={t("moment.delete")}
                onClick={() => setAsking(true)}
            >
                <Icon name="trash-2" size={18} />
            </button>
            {asking && (
                <Dialog
                    title={t("moment.delete_title")}
                    confirm={t("act.delete")}
                    busy={act.busy}
                    onConfirm={() => void remove()}
                    onClose={() => setAsking(false)}
                >
                    <p class="soft">{t("moment.delete_text")}</p>
                    <Refusal problem={act.problem} />
                </Dialog>
            )}
        </>
    );
}
