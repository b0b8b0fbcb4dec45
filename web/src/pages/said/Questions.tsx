import { useState } from "preact/hooks";

import type { ListingView, QuestionView } from "../../api";
import { at } from "../../core/call";
import { useSession } from "../../core/session";
import { refresh, useAct, useList } from "../../core/store";
import { t } from "../../core/words";
import { Ago } from "../../parts/Clock";
import { LongField, Submit, wrongOf } from "../../parts/Field";
import { Form } from "../../parts/Form";
import { PersonLink } from "../../parts/People";
import { Refusal, ShownList, Waiting } from "../../parts/States";
import { toast } from "../../parts/Toast";
import { AnswerButton, Answered, said } from "./Answer";

/** What people ask before they buy, and what the seller answered: all can read both. */
export function Questions({ listing }: { listing: ListingView }) {
    const { me } = useSession();
    const got = useList(at("GET /listings/{id}/questions", { id: listing.id }));
    return (
        <section class="card">
            <h3>{t("questions.title")}</h3>
            <ShownList
                got={got}
                waiting={<Waiting n={1} />}
                empty={<p class="soft">{t("questions.none")}</p>}
            >
                {(questions) => (
                    <ul class="said">
                        {questions.map((question) => (
                            <li key={question.id}>
                                <Question question={question} seller={listing.shop.name} />
                            </li>
                        ))}
                    </ul>
                )}
            </ShownList>
            {me && me.id !== listing.seller.id && <Ask listing={listing} />}
        </section>
    );
}

function Question({ question, seller }: { question: QuestionView; seller: string }) {
    return (
        <>
            <PersonLink person={question.asker} />
            <p class="pre">{question.text || t("said.blank")}</p>
            <p class="soft small">
                <Ago at={question.at} />
            </p>
            <Answered answer={question.answer} seller={seller} />
            {question.may.includes("answer") && (
                <AnswerButton to="questions" id={question.id} text={question.text} />
            )}
        </>
    );
}

function Ask({ listing }: { listing: ListingView }) {
    const [typed, setTyped] = useState("");
    const act = useAct();
    const send = async () => {
        const to = at("POST /listings/{id}/questions", { id: listing.id });
        if (!(await act.run(to, { text: typed.trim() }))) return;
        setTyped("");
        toast(t("questions.asked"));
        refresh(said);
    };
    return (
        <Form class="stack" onSend={() => void send()}>
            <LongField
                label={t("questions.ask")}
                hint={t("questions.hint")}
                value={typed}
                onType={setTyped}
                rows={2}
                required
                wrong={wrongOf(act.problem, "text")}
            />
            <Refusal problem={act.problem} again={() => void send()} />
            <div>
                <Submit busy={act.busy} plain>
                    {t("act.ask")}
                </Submit>
            </div>
        </Form>
    );
}
