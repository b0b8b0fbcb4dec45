// Photographs on their way from a phone to the market: made small here, so that sending one takes
// seconds and not a minute; what else the camera wrote into it is gone with that.

import type { PictureView } from "../api";
import { at, freshKey, Problem, sendBytes } from "./call";

/** The longer side of what is sent; the server makes the sizes that are shown. */
export const sideMost = 1600;
export const photographsMost = 8;
const quality = 0.85;

/** One that was chosen: on its way (0 to 1), there, or why not. `preview` is this page's alone. */
export interface Photograph {
    key: string;
    preview: string;
    sent: number;
    /** As it was chosen; nothing where it was there before. */
    file?: Blob;
    picture?: PictureView;
    problem?: Problem;
}

/** How large a picture of this size is drawn: never larger than it is. */
export function fitted(width: number, height: number): { width: number; height: number } {
    const scale = Math.min(1, sideMost / Math.max(width, height));
    return {
        width: Math.max(1, Math.round(width * scale)),
        height: Math.max(1, Math.round(height * scale)),
    };
}

/** The file as a JPEG of at most 1,600 dots a side; the file itself where this browser cannot. */
export async function shrunk(file: Blob): Promise<Blob> {
    try {
        const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
        const { width, height } = fitted(bitmap.width, bitmap.height);
        const canvas = document.createElement("canvas");
        canvas.width = width;
        canvas.height = height;
        const paper = canvas.getContext("2d");
        if (!paper) return file;
        paper.fillStyle = "#fff";
        paper.fillRect(0, 0, width, height);
        paper.drawImage(bitmap, 0, 0, width, height);
        bitmap.close();
        const small = await new Promise<Blob | null>((done) =>
            canvas.toBlob(done, "image/jpeg", quality),
        );
        return small ?? file;
    } catch {
        return file;
    }
}

/** What the list of photographs does with news of one of them. */
export type Tell = (key: string, news: Partial<Photograph>) => void;

/** Sends one and tells how far it is. Never throws. Sent again, it is there once. */
export async function send(one: Photograph, tell: Tell): Promise<void> {
    if (!one.file) return;
    try {
        const picture = await sendBytes(at("POST /pictures"), await shrunk(one.file), {
            key: one.key,
            onProgress: (sent) => tell(one.key, { sent }),
        });
        tell(one.key, { sent: 1, picture });
    } catch (problem) {
        tell(one.key, { problem: problem as Problem });
    }
}

/** Files as photographs that have yet to be sent. */
export function chosen(files: readonly File[]): Photograph[] {
    return files.map((file) => ({
        key: freshKey(),
        preview: URL.createObjectURL(file),
        sent: 0,
        file,
    }));
}

/** One that failed, about to be sent once more. */
export function anew({ key, preview, file }: Photograph): Photograph {
    return { key, preview, sent: 0, ...(file ? { file } : {}) };
}

/** Those of a listing that is there already. */
export function present(pictures: readonly PictureView[]): Photograph[] {
    return pictures.map((picture) => ({
        key: picture.id,
        preview: picture.sizes[0]?.url ?? "",
        sent: 1,
        picture,
    }));
}

/** The list with one of its items a place earlier or later. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
    const to = from + by;
    const all = [...list];
    const one = all[from];
    const other = all[to];
    if (one === undefined || other === undefined) return all;
    all[from] = other;
    all[to] = one;
    return all;
}

/** How many did not arrive. */
export const failed = (list: readonly Photograph[]): number =>
    list.filter((one) => !one.picture && one.problem).length;

/** The pictures to name in a listing; nothing while one of them is still on its way. */
export function named(list: readonly Photograph[]): string[] | null {
    if (list.some((one) => !one.picture && !one.problem)) return null;
    return list.flatMap((one) => (one.picture ? [one.picture.id] : []));
}
