import { useEffect, useId, useRef, useState } from "preact/hooks";

import { anew, chosen, failed, moved, photographsMost, send } from "../core/photographs";
import type { Photograph } from "../core/photographs";
import { t } from "../core/words";
import { useLack } from "./Form";
import { Icon } from "./Icon";
import { sentence } from "./States";

interface Props {
    list: Photograph[];
    /** Given what was there, what is there now: several may be on their way at once. */
    change: (next: (list: Photograph[]) => Photograph[]) => void;
    wrong?: string | undefined;
    /** What else to know than how goods show them. */
    hint?: string | undefined;
}

/** Photographs to choose or take, in the order in which buyers will see them. */
export function Photographs({ list, change, wrong: said, hint }: Props) {
    const id = useId();
    // What did not arrive is not left out in silence: its form is sent once it is taken away.
    const lost = failed(list);
    const lack = useLack(id);
    const lacking = lost > 0 && lack !== undefined;
    const wrong = lacking ? lack : said;
    const [tooMany, setTooMany] = useState(false);
    const previews = useRef(new Set<string>());
    useEffect(() => {
        const made = previews.current;
        return () => made.forEach((url) => URL.revokeObjectURL(url));
    }, []);
    const tell = (key: string, news: Partial<Photograph>) =>
        change((now) => now.map((one) => (one.key === key ? { ...one, ...news } : one)));
    const add = (input: HTMLInputElement) => {
        const files = [...(input.files ?? [])];
        const room = photographsMost - list.length;
        setTooMany(files.length > room);
        const fresh = chosen(files.slice(0, room));
        input.value = "";
        fresh.forEach((one) => previews.current.add(one.preview));
        change((before) => [...before, ...fresh]);
        // One after the other: on a slow line the first is there soon.
        void fresh.reduce((before, one) => before.then(() => send(one, tell)), Promise.resolve());
    };
    const again = (one: Photograph) => {
        const fresh = anew(one);
        change((now) => now.map((other) => (other.key === one.key ? fresh : other)));
        void send(fresh, tell);
    };
    const full = list.length >= photographsMost;
    const hints = [`${id}-hint`, (tooMany || wrong) && `${id}-wrong`].filter(Boolean).join(" ");
    return (
        <fieldset
            id={id}
            data-lack={lost > 0 ? t("photographs.lost", { n: lost }) : undefined}
            class={`field photographs ${lacking ? "lacking" : ""}`}
            aria-describedby={hints}
        >
            <legend>{t("photographs.title")}</legend>
            {list.length > 0 && (
                <ol class="photograph-list">
                    {list.map((one, i) => (
                        <li key={one.key}>
                            <Tile
                                one={one}
                                place={i + 1}
                                count={list.length}
                                again={() => again(one)}
                                move={(by) => change((now) => moved(now, i, by))}
                                remove={() => {
                                    setTooMany(false);
                                    change((now) => now.filter((other) => other.key !== one.key));
                                }}
                            />
                        </li>
                    ))}
                </ol>
            )}
            {!full && (
                <div class="row">
                    <FileButton
                        icon="image"
                        label={t(list.length > 0 ? "photographs.more" : "photographs.add")}
                        onFiles={add}
                        multiple
                    />
                    <span class="only-touch">
                        <FileButton
                            icon="camera"
                            label={t("photographs.take")}
                            onFiles={add}
                            capture
                        />
                    </span>
                </div>
            )}
            <p class="hint" id={`${id}-hint`}>
                {hint ?? t("photographs.hint", { max: photographsMost })}
            </p>
            {(tooMany || wrong) && (
                <p class="wrong" id={`${id}-wrong`} role="alert">
                    <Icon name="circle-alert" size={16} />
                    <span>{wrong ?? t("photographs.too_many", { max: photographsMost })}</span>
                </p>
            )}
        </fieldset>
    );
}

interface FileButtonProps {
    icon: "image" | "camera";
    label: string;
    onFiles: (input: HTMLInputElement) => void;
    multiple?: boolean;
    capture?: boolean;
}

function FileButton({ icon, label, onFiles, multiple, capture }: FileButtonProps) {
    return (
        <label class="button little file-button">
            <Icon name={icon} size={18} />
            <span>{label}</span>
            <input
                class="unseen"
                type="file"
                accept="image/*"
                multiple={multiple ?? false}
                {...(capture ? { capture: "environment" as const } : {})}
                onChange={(event) => onFiles(event.currentTarget)}
            />
        </label>
    );
}

interface TileProps {
    one: Photograph;
    place: number;
    count: number;
    again: () => void;
    move: (by: -1 | 1) => void;
    remove: () => void;
}

function Tile({ one, place, count, again, move, remove }: TileProps) {
    const waits = !one.picture && !one.problem;
    const [shown, setShown] = useState(true);
    return (
        <div class={`photograph ${one.problem ? "failed" : ""}`}>
            {shown ? (
                <img
                    src={one.preview}
                    alt={t("photographs.place", { n: place, count })}
                    onError={() => setShown(false)}
                />
            ) : (
                <span
                    class="no-preview"
                    role="img"
                    aria-label={t("photographs.place", { n: place, count })}
                >
                    <Icon name="image" size={32} />
                </span>
            )}
            {waits && (
                <progress
                    max={1}
                    value={one.sent}
                    aria-label={t("photographs.sending", { n: place })}
                />
            )}
            {one.problem && (
                <div class="stack" role="alert">
                    <p class="wrong">{sentence(one.problem)}</p>
                    {one.problem.unknown && (
                        <button type="button" class="button little" onClick={again}>
                            {t("act.try_again")}
                        </button>
                    )}
                </div>
            )}
            <div class="photograph-acts">
                <button
                    type="button"
                    class="icon-button"
                    aria-label={t("photographs.earlier", { n: place })}
                    disabled={place === 1}
                    onClick={() => move(-1)}
                >
                    <Icon name="arrow-left" size={18} />
                </button>
                <button
                    type="button"
                    class="icon-button"
                    aria-label={t("photographs.later", { n: place })}
                    disabled={place === count}
                    onClick={() => move(1)}
                >
                    <Icon name="arrow-right" size={18} />
                </button>
                <button
                    type="button"
                    class="icon-button"
                    aria-label={t("photographs.remove", { n: place })}
                    onClick={remove}
                >
                    <Icon name="trash-2" size={18} />
                </button>
            </div>
        </div>
    );
}
