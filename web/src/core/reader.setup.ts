// Tests read as somebody in Britain, whatever languages the machine that runs them speaks.

Object.defineProperty(globalThis, "navigator", {
    value: { language: "en-GB", languages: ["en-GB"] },
    configurable: true,
    writable: true,
});
