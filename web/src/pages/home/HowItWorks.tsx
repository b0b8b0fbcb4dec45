import { t, type Key } from "../../core/words";
import { Icon, type IconName } from "../../parts/Icon";

const steps: [IconName, Key, Key][] = [
    ["credit-card", "how.pay", "how.pay_text"],
    ["lock-keyhole", "how.held", "how.held_text"],
    ["package", "how.arrived", "how.arrived_text"],
    ["undo-2", "how.back", "how.back_text"],
];

/** How the money travels, in four lines. */
export function HowItWorks() {
    return (
        <section class="card how">
            <h2>{t("how.title")}</h2>
            <ol class="stack">
                {steps.map(([icon, title, text]) => (
                    <li key={title}>
                        <Icon name={icon} size={20} />
                        <div>
                            <strong>{t(title)}</strong>
                            <p>{t(text)}</p>
                        </div>
                    </li>
                ))}
            </ol>
        </section>
    );
}
