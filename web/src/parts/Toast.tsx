import { useEffect, useState } from "preact/hooks";

import { Icon } from "./Icon";

let show: (text: string) => void = () => undefined;

/** Says briefly that something was done. */
export function toast(text: string): void {
    show(text);
}

/** Where toasts appear; stands once in the shell. */
export function Toasts() {
    const [said, setSaid] = useState<{ text: string; at: number } | null>(null);
    useEffect(() => {
        show = (text) => setSaid({ text, at: Date.now() });
        return () => (show = () => undefined);
    }, []);
    useEffect(() => {
        if (!said) return;
        const timer = setTimeout(() => setSaid(null), 4000);
        return () => clearTimeout(timer);
    }, [said]);
    return (
        <div class="toast" role="status">
            {said && (
                <p key={said.at}>
                    <Icon name="check" size={18} />
                    {said.text}
                </p>
            )}
        </div>
    );
}
