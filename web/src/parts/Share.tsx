import { useState } from "preact/hooks";

import { t } from "../core/words";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import { toast } from "./Toast";

interface Props {
    title: string;
    /** The public address, without what the reader's own says besides. */
    path: string;
    /** The price, where there is one. */
    price?: string;
    /** The picture that goes with the link; none where strangers see nothing. */
    picture?: string | undefined;
    /** Who can open it, where that is not everybody. */
    limits?: string | undefined;
}

/** Shows what a link will look like, and hands it to another app or copies it. */
export function Share(props: Props) {
    const [open, setOpen] = useState(false);
    return (
        <>
            <button type="button" class="button little" onClick={() => setOpen(true)}>
                <Icon name="share-2" size={16} />
                {t("act.share")}
            </button>
            {open && <Card {...props} onClose={() => setOpen(false)} />}
        </>
    );
}

function Card({ title, path, price, picture, limits, onClose }: Props & { onClose: () => void }) {
    const url = location.origin + path;
    const share = async () => {
        try {
            if (navigator.share) {
                await navigator.share({ title, text: price ? `${title} · ${price}` : title, url });
            } else {
                await navigator.clipboard.writeText(url);
                toast(t("share.copied"));
            }
            onClose();
        } catch {
            // Closing the sheet of the phone is no failure.
        }
    };
    return (
        <Dialog
            title={t("share.title")}
            confirm={t("share" in navigator ? "act.share" : "act.copy")}
            busy={false}
            onConfirm={() => void share()}
            onClose={onClose}
        >
            <figure class="share-card">
                {picture && <img src={picture} alt="" width={1200} height={630} />}
                <figcaption>
                    <strong>{title}</strong>
                    {price && <span>{price}</span>}
                    <small>{url}</small>
                </figcaption>
            </figure>
            {limits && (
                <p class="notice">
                    <Icon name="users" />
                    <span>{limits}</span>
                </p>
            )}
        </Dialog>
    );
}
