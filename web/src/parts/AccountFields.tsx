// Fields that several forms ask for in the same words: a password, and an account at a bank.

import type { Problem } from "../core/call";
import { t } from "../core/words";
import { TextField, wrongOf } from "./Field";

interface PasswordProps {
    value: string;
    onType: (value: string) => void;
    problem: Problem | null;
    /** It is chosen now: a browser may suggest one, and what makes a good one is said. */
    fresh?: boolean;
    label?: string;
    /** What the server calls it. */
    field?: string;
}

export function PasswordField(props: PasswordProps) {
    const { value, onType, problem, fresh = false, field = "password" } = props;
    return (
        <TextField
            label={props.label ?? t("field.password.label")}
            hint={fresh ? t("join.password_hint") : undefined}
            name={field}
            type="password"
            value={value}
            onType={onType}
            autocomplete={fresh ? "new-password" : "current-password"}
            required
            wrong={wrongOf(problem, field)}
        />
    );
}

interface BankProps {
    holder: string;
    iban: string;
    onHolder: (holder: string) => void;
    onIban: (iban: string) => void;
    problem: Problem | null;
    /** Whose it is: a browser knows its owner's name, and must not put it in for a market. */
    whose: "own" | "market";
    hint?: string;
}

export function BankFields(props: BankProps) {
    const { holder, iban, onHolder, onIban, problem, whose, hint } = props;
    return (
        <>
            <TextField
                label={t("payout.holder")}
                value={holder}
                onType={onHolder}
                autocomplete={whose === "own" ? "name" : "off"}
                required
                maxLength={70}
                wrong={wrongOf(problem, "holder")}
            />
            <TextField
                label={t("payout.iban")}
                hint={hint}
                value={iban}
                onType={onIban}
                autocomplete="off"
                autocapitalize="none"
                required
                maxLength={50}
                wrong={wrongOf(problem, "iban")}
            />
        </>
    );
}
