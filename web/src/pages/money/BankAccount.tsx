import { useState } from "preact/hooks";

import type { PayoutAccountView } from "../../api";
import { at } from "../../core/call";
import { put, useAct } from "../../core/store";
import { t } from "../../core/words";
import { BankFields, PasswordField } from "../../parts/AccountFields";
import { Dialog } from "../../parts/Dialog";
import { Refusal } from "../../parts/States";
import { toast } from "../../parts/Toast";

interface Props {
    account: PayoutAccountView | null;
    /** So long nothing is paid to an account that was changed. */
    restDays: number;
}

/** The account that the reader is paid to; of its number only the ends are shown. */
export function BankAccount({ account, restDays }: Props) {
    const [open, setOpen] = useState(false);
    return (
        <div class="row">
            <div class="grow">
                <h3>{t("payout.account")}</h3>
                {account ? (
                    <p>
                        {account.holder} · <span class="reference">{account.iban}</span>
                    </p>
                ) : (
                    <p class="soft">{t("payout.account_none")}</p>
                )}
            </div>
            <button
                type="button"
                class={account ? "button little" : "button next"}
                onClick={() => setOpen(true)}
            >
                {t(account ? "payout.account_change" : "payout.account_name")}
            </button>
            {open && (
                <Naming account={account} restDays={restDays} onClose={() => setOpen(false)} />
            )}
        </div>
    );
}

function Naming({ account, restDays, onClose }: Props & { onClose: () => void }) {
    const [holder, setHolder] = useState(account?.holder ?? "");
    const [iban, setIban] = useState("");
    const [password, setPassword] = useState("");
    const act = useAct();
    const save = async () => {
        const form = { holder: holder.trim(), iban: iban.trim(), password };
        const fresh = await act.run(at("PUT /me/payouts/account"), form);
        if (!fresh) return;
        put(at("GET /me/payouts/standing"), fresh);
        toast(t("payout.account_saved"));
        onClose();
    };
    return (
        <Dialog
            title={t(account ? "payout.account_change" : "payout.account_name")}
            confirm={t("act.save")}
            busy={act.busy}
            onConfirm={() => void save()}
            onClose={onClose}
        >
            <BankFields
                holder={holder}
                iban={iban}
                onHolder={setHolder}
                onIban={setIban}
                problem={act.problem}
                whose="own"
                hint={t("payout.iban_hint")}
            />
            <PasswordField value={password} onType={setPassword} problem={act.problem} />
            {restDays > 0 && <p class="soft small">{t("payout.rest_note", { n: restDays })}</p>}
            <Refusal problem={act.problem} again={() => void save()} />
        </Dialog>
    );
}
