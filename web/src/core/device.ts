// What a browser says of itself, as a person would say it.

const browsers: [string, RegExp][] = [
    ["WeChat", /MicroMessenger/],
    ["Edge", /Edg(e|A|iOS)?\//],
    ["Opera", /OPR\//],
    ["Samsung Internet", /SamsungBrowser/],
    ["Firefox", /Firefox\/|FxiOS\//],
    ["Chrome", /Chrome\/|CriOS\//],
    ["Safari", /Safari\//],
];

const systems: [string, RegExp][] = [
    ["Android", /Android/],
    ["iPhone", /iPhone/],
    ["iPad", /iPad/],
    ["Windows", /Windows/],
    ["Mac", /Macintosh/],
    ["Linux", /Linux|X11/],
];

export interface Device {
    browser: string;
    system: string;
}

/** null where it is no browser that we know; then its own words are shown. */
export function deviceOf(agent: string): Device | null {
    const browser = browsers.find(([, pattern]) => pattern.test(agent))?.[0];
    const system = systems.find(([, pattern]) => pattern.test(agent))?.[0];
    return browser && system ? { browser, system } : null;
}
