import { useState } from "preact/hooks";

import type { Audience } from "../../api";
import { at } from "../../core/call";
import { useSession } from "../../core/session";
import { refresh, useAct } from "../../core/store";
import { t } from "../../core/words";
import { wrongOf } from "../../parts/Field";
import { Form } from "../../parts/Form";
import { Icon } from "../../parts/Icon";
import { Avatar } from "../../parts/People";
import { Refusal } from "../../parts/States";
import { toast } from "../../parts/Toast";

/** Writes a moment, and says who will see it before it is sent. */
export function Compose() {
    const { me } = useSession();
    const [text, setText] = useState("");
    const [audience, setAudience] = useState<Audience>("friends");
    const act = useAct();
    if (!me) return null;
    const send = async () => {
        if (text.trim() === "") return;
        const made = await act.run(at("POST /moments"), { text: text.trim(), audience });
        if (!made) return;
        setText("");
        toast(t(audience === "everybody" ? "compose.sent_public" : "compose.sent_friends"));
        refresh((path) => path.startsWith("/feed"));
    };
    const wrong = wrongOf(act.problem, "text");
    return (
        <Form class="card compose" onSend={() => void send()}>
            <div class="compose-text">
                <Avatar person={me} />
                <textarea
                    rows={1}
                    value={text}
                    aria-label={t("compose.label")}
                    placeholder={t("compose.placeholder")}
                    maxLength={2000}
                    aria-invalid={wrong ? "true" : undefined}
                    onInput={(event) => setText(event.currentTarget.value)}
                />
            </div>
            {text.trim() !== "" && (
                <div class="row compose-end">
                    <Icon name={audience === "everybody" ? "globe" : "users"} size={18} />
                    <select
                        class="grow"
                        aria-label={t("audience.label")}
                        value={audience}
                        onChange={(event) => setAudience(event.currentTarget.value as Audience)}
                    >
                        <option value="friends">{t("audience.friends")}</option>
                        <option value="everybody">{t("audience.public")}</option>
                    </select>
                    <button type="submit" class="button next" disabled={act.busy}>
                        <Icon name="send" size={18} />
                        {t("act.post")}
                    </button>
                </div>
            )}
            <Refusal problem={act.problem} again={() => void send()} />
        </Form>
    );
}
