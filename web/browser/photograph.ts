// Photographs for tests, made by the browser itself.

import { type Page } from "@playwright/test";

import type { Someone } from "./fairground";

export interface Shot {
    name: string;
    mimeType: string;
    buffer: Buffer;
}

/** A photograph as a phone makes it, drawn by the browser: large, and of one main colour. */
export async function photograph(page: Page, name: string, hue: number): Promise<Shot> {
    const url = await page.evaluate((colour) => {
        const canvas = document.createElement("canvas");
        canvas.width = 2400;
        canvas.height = 1800;
        const paper = canvas.getContext("2d") as CanvasRenderingContext2D;
        const light = paper.createRadialGradient(1200, 800, 100, 1200, 900, 1600);
        light.addColorStop(0, `hsl(${colour} 60% 78%)`);
        light.addColorStop(1, `hsl(${colour} 50% 28%)`);
        paper.fillStyle = light;
        paper.fillRect(0, 0, 2400, 1800);
        paper.fillStyle = `hsl(${colour + 180} 60% 88%)`;
        paper.beginPath();
        paper.ellipse(1200, 1000, 620, 420, 0, 0, 7);
        paper.fill();
        return canvas.toDataURL("image/jpeg", 0.9);
    }, hue);
    const buffer = Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
    return { name, mimeType: "image/jpeg", buffer };
}

/** Sends one in somebody's name, whose page is at the market; the id of the picture. */
export async function sendPhotograph({ page, context }: Someone, hue: number): Promise<string> {
    const { mimeType, buffer } = await photograph(page, "photograph.jpg", hue);
    const answer = await context.request.post("/api/v1/pictures", {
        headers: {
            "Content-Type": mimeType,
            Origin: new URL(page.url()).origin,
            "Sec-Fetch-Site": "same-origin",
        },
        data: buffer,
    });
    if (!answer.ok()) throw new Error(`a photograph was refused: ${await answer.text()}`);
    return ((await answer.json()) as { id: string }).id;
}
