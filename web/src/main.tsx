import { render } from "preact";

import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/parts.css";
import "./styles/states.css";
import "./styles/fields.css";
import "./styles/pages.css";
import "./styles/orders.css";
import "./styles/said.css";
import "./styles/public.css";
import "./styles/photographs.css";
import "./styles/search.css";
import "./styles/saved.css";
import "./styles/notices.css";
import "./styles/desk.css";
import "./styles/tables.css";
import "./styles/lists.css";
import "./styles/print.css";
import "./styles/webhooks.css";

import { App, begin } from "./app";
import { at } from "./core/call";
import { keepShell } from "./core/offline";
import { awaitOffer } from "./core/install";
import { startRouter } from "./core/router";
import { takeOver } from "./core/served";
import { SessionHolder } from "./core/session";
import { listen, warm } from "./core/store";
import { showTheme, themeChosen } from "./core/theme";
import { firstLanguage, setLanguage } from "./core/words";
import { NoServer, Opening } from "./parts/Opening";

async function start(root: HTMLElement): Promise<void> {
    // Before anything is fetched: who starts to listen is told that all before is old.
    listen();
    warm(at("GET /market"), at("GET /me"));
    begin();
    awaitOffer();
    showTheme(themeChosen());
    await setLanguage(firstLanguage());
    startRouter();
    takeOver(root);
    const bones = root.innerHTML;
    root.replaceChildren();
    render(
        <SessionHolder
            waiting={<Opening bones={bones} />}
            failed={(again) => <NoServer again={again} />}
        >
            <App />
        </SessionHolder>,
        root,
    );
}

/** The network broke off before there were any words: both languages, and a way on. */
function giveUp(root: HTMLElement): void {
    const main = document.createElement("main");
    main.className = "empty";
    const words = document.createElement("h1");
    words.textContent = "The market did not answer. 集市没有回应。";
    const again = document.createElement("button");
    again.className = "button next";
    again.textContent = "Try again · 重试";
    again.onclick = () => location.reload();
    main.append(words, again);
    root.replaceChildren(main);
}

const root = document.getElementById("app");
if (root) {
    start(root).catch(() => giveUp(root));
    addEventListener("load", () => setTimeout(() => void keepShell().catch(() => undefined), 1500));
}
