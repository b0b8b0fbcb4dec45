import { useState } from "preact/hooks";

import type { ListingView } from "../api";
import { t } from "../core/words";
import { Photograph, Picture } from "./Picture";

/** All photographs of a listing: one large, the others to choose from. */
export function Gallery({ listing }: { listing: Pick<ListingView, "id" | "title" | "pictures"> }) {
    const [chosen, setChosen] = useState(0);
    const all = listing.pictures;
    const shown = all[chosen] ?? all[0];
    if (!shown) return <Picture id={listing.id} title={listing.title} />;
    const said = (n: number) =>
        t("picture.of", { title: listing.title, n: n + 1, count: all.length });
    return (
        <div class="gallery">
            <Photograph
                key={shown.id}
                picture={shown}
                alt={said(all.indexOf(shown))}
                sizes="(min-width: 64rem) 32rem, 100vw"
                eager
                instead={listing}
            />
            {all.length > 1 && (
                <ul class="thumbs">
                    {all.map((picture, i) => (
                        <li key={picture.id}>
                            <button
                                type="button"
                                class="thumb"
                                aria-label={t("picture.show", { n: i + 1, count: all.length })}
                                aria-pressed={picture === shown}
                                onClick={() => setChosen(i)}
                            >
                                <Picture
                                    id={listing.id}
                                    title={listing.title}
                                    picture={picture}
                                    shape="square"
                                />
                            </button>
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}
