import { defineConfig } from "@playwright/test";

const launchOptions = {
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ],
};

export default defineConfig({
    testDir: "browser",
    outputDir: "test-results",
    fullyParallel: false,
    workers: Number(process.env["FAIRGROUND_BROWSERS"] ?? 2),
    retries: 0,
    // Generous: nothing waits for a time, and a machine may be busy with other things.
    timeout: 300_000,
    // Where nothing works any more, the other hundred need not wait to say so too.
    maxFailures: 8,
    expect: { timeout: 20_000 },
    reporter: [["list"]],
    use: {
        launchOptions,
        locale: "en-GB",
        timezoneId: "Europe/London",
        contextOptions: { reducedMotion: "reduce" },
        screenshot: "only-on-failure",
        trace: "off",
    },
    projects: [
        { name: "phone", use: { viewport: { width: 360, height: 740 }, hasTouch: true } },
        { name: "desk", use: { viewport: { width: 1280, height: 860 } } },
    ],
});
