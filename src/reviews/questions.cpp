// Questions under a listing, and their answers.

#include "circles/circles.hpp"
#include "policies/policies.hpp"
#include "reviews/rows.hpp"

namespace reviews {
namespace {

constexpr std::string_view columns =
    "select q.seq, q.id, q.listing, q.seller, q.asker, q.at, q.answered, t.body, t.answer "
    "from questions q join question_texts t on t.question = q.id ";

/// So many in 24 hours: a limit that a person could dispute is a policy.
base::Result<base::Done> admit(db::Tx& tx, MemberId asker) {
    const auto most = policies::value(tx, policies::questions_per_day).value;
    const auto asked = tx.number("select count(*) from questions where asker = $1 and at > $2",
                                 asker, tx.now() - std::chrono::hours{24});
    if (asked >= most) return base::with(too_many_questions, "max", std::to_string(most));
    return base::done;
}

}  // namespace

base::Result<QuestionId> ask(db::Tx& tx, MemberId asker, shops::ListingId listing,
                             const std::string& text) {
    const shops::Seen seen = TRY(shops::seen(tx, asker, listing));
    if (seen.owner == asker) return own_question;
    TRY(admit(tx, asker));
    // The market has one writer, so the next number is nobody else's.
    const auto seq = tx.number("select coalesce(max(seq), 0) + 1 from questions");
    const auto id = tx.fresh<QuestionId>();
    tx.run(
        "insert into questions (seq, id, listing, seller, asker, at) "
        "values ($1, $2, $3, $4, $5, $6)",
        seq, id, listing, seen.owner, asker, tx.now());
    tx.run("insert into question_texts (question, body, answer) values ($1, $2, '')", id, text);
    TRY(tell(tx, "question_asked", listing, {{id.value}, asker, seen.owner}));
    return id;
}

base::Result<base::Done> reply(db::Tx& tx, MemberId seller, QuestionId question,
                               const std::string& text) {
    const Question old = TRY(find(tx, question));
    if (old.seller != seller || circles::apart(tx, seller, old.asker)) return no_such_question;
    if (old.answered) return answered_already;
    tx.run("update questions set answered = $2 where id = $1", question, tx.now());
    tx.run("update question_texts set answer = $2 where question = $1", question, text);
    return tell(tx, "question_answered", old.listing, {{question.value}, old.asker, seller});
}

base::Result<Question> find(db::Snapshot& snapshot, QuestionId question) {
    static const std::string sql = std::string{columns} + "where q.id = $1";
    auto found = snapshot.one<Question>(sql, question);
    if (!found) return no_such_question;
    return *std::move(found);
}

std::vector<Question> questions_of(db::Snapshot& snapshot, shops::ListingId listing,
                                   std::int64_t before_seq, std::int64_t limit) {
    static const std::string sql = std::string{columns} +
                                   "where q.listing = $1 and q.seq < $2 "
                                   "order by q.seq desc limit $3";
    return snapshot.all<Question>(sql, listing, before_seq, limit);
}

}  // namespace reviews
