import type { Audience } from "../api";
import { t } from "../core/words";
import { Choices } from "./Field";

interface Props {
    value: Audience;
    onChoose: (audience: Audience) => void;
}

/** Who will be able to see what is being put up. */
export function AudienceChoice({ value, onChoose }: Props) {
    return (
        <Choices<Audience>
            label={t("audience.label")}
            name="audience"
            value={value}
            onChoose={onChoose}
            options={[
                {
                    value: "everybody",
                    label: t("audience.public"),
                    note: t("audience.public_note"),
                },
                {
                    value: "friends",
                    label: t("audience.friends"),
                    note: t("audience.friends_note"),
                },
            ]}
        />
    );
}
