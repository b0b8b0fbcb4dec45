import { t } from "../../core/words";
import { WebhookList } from "../../webhooks/WebhookList";

/** Where the reader's own programs are told of what happens. */
export function Webhooks() {
    return (
        <section class="card">
            <h2>{t("webhooks.title")}</h2>
            <p class="soft small">{t("webhooks.lead")}</p>
            <WebhookList side="me" />
        </section>
    );
}
