import { render } from "preact";

import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/parts.css";
import "./styles/fields.css";
import "./styles/pages.css";
import "./styles/orders.css";
import "./styles/said.css";
import "./styles/search.css";
import "./styles/desk.css";

import { App, begin } from "./app";
import { at } from "./core/call";
import { startRouter } from "./core/router";
import { SessionHolder } from "./core/session";
import { listen, warm } from "./core/store";
import { firstLanguage, setLanguage } from "./core/words";
import { NoServer, Opening } from "./parts/Opening";

async function start(): Promise<void> {
    // Before anything is fetched: who starts to listen is told that all before is old.
    listen();
    warm(at("GET /market"), at("GET /me"));
    begin();
    await setLanguage(firstLanguage());
    startRouter();
    const root = document.getElementById("app");
    if (!root) return;
    render(
        <SessionHolder waiting={<Opening />} failed={(again) => <NoServer again={again} />}>
            <App />
        </SessionHolder>,
        root,
    );
}

void start();
