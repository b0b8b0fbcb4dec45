// The page as the server wrote it, for search engines and for the first moment. It stays until the
// app has the same to show, and then goes.

/** So long it stays at most, while the app still waits for something. */
const patience = 4000;

/** Whether the server has written this page whole. */
export const served = (): Element | null => document.getElementById("served");

/** Takes the server's page away as soon as `app` has a page without bones, or is at another one. */
export function takeOver(app: Element): void {
    const page = served();
    if (!page) return;
    const path = location.pathname;
    const look = () => {
        const whole = app.querySelector("main") && !app.querySelector(".bone");
        if (whole || location.pathname !== path) done();
    };
    const observer = new MutationObserver(look);
    const done = () => {
        observer.disconnect();
        clearTimeout(timer);
        page.remove();
    };
    const timer = setTimeout(done, patience);
    observer.observe(app, { childList: true, subtree: true });
}
