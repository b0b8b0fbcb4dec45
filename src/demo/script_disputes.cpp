// Orders about which two sides do not agree: one that was decided and appealed, one whose decision
// a visitor may appeal against, one that waits for a decision and one for the seller's answer.

#include "demo/verdicts.hpp"
#include "orders/disputes.hpp"

namespace demo {
namespace {

using base::Done;
using base::Result;
using cases::Measure;
using orders::RefundCause;
using std::chrono::hours;

/// A question that its seller refused, or met with less, and what both say of it.
struct Quarrel {
    std::string_view tale;
    orders::RefundCause cause{};
    std::string_view asked, refused;
    bool a_third = false;  // The seller gives that much at once.
    std::string_view brought, answered;
};

class Dispute {
public:
    Dispute(World& world, const Quarrel& quarrel)
        : world_(world), quarrel_(quarrel), tale_(world.tales.at(quarrel.tale)) {}

    void ask(base::Time at) {
        add(at, tale_.buyer,
            [cause = quarrel_.cause, words = quarrel_.asked](db::Tx& tx, const Deal& deal,
                                                             base::MemberId who) {
                return orders::ask_refund(tx, deal.order, who, {{}, cause, std::string{words}});
            });
    }

    void refuse(base::Time at) {
        add(at, tale_.seller,
            [words = quarrel_.refused, less = quarrel_.a_third](db::Tx& tx, const Deal& deal,
                                                                base::MemberId who) {
                if (!less) return orders::refuse_refund(tx, deal.order, who, std::string{words});
                return orders::agree_refund(tx, deal.order, who,
                                            {deal.amount / 3, std::string{words}});
            });
    }

    void bring(base::Time at) {
        add(at, tale_.buyer,
            [words = quarrel_.brought](db::Tx& tx, const Deal& deal, base::MemberId who) {
                return orders::open_dispute(tx, deal.order, who, {std::string{words}});
            });
    }

    Kept answer(base::Time at) {
        auto kept = std::make_shared<cases::CaseId>();
        world_.add(at,
                   [&world = world_, tale = tale_, words = quarrel_.answered,
                    kept](db::Tx& tx) -> Result<Done> {
                       const auto order = world.deals[tale.deal].order;
                       const auto seller = world.member(tale.seller);
                       TRY(orders::answer_dispute(tx, order, seller, {std::string{words}}));
                       for (const cases::Case& one : waiting(world, tx)) {
                           if (one.subject.value == order.value) *kept = one.id;
                       }
                       return base::done;
                   });
        return kept;
    }

    void appeal(base::Time at, std::string_view by, std::string_view words) {
        add(at, by, [words](db::Tx& tx, const Deal& deal, base::MemberId who) {
            return orders::appeal_dispute(tx, deal.order, who, std::string{words});
        });
    }

private:
    static std::vector<cases::Case> waiting(const World& world, db::Snapshot& snapshot) {
        constexpr std::int64_t all = 100;
        const auto moderator = world.member(one_moderator);
        return cases::queue(snapshot, cases::CaseQueue::to_do, moderator, {}, all);
    }

    template <class Work>
    void add(base::Time at, std::string_view by, Work work) {
        world_.add(at, [&world = world_, deal = tale_.deal, by, work](db::Tx& tx) -> Result<Done> {
            TRY(work(tx, world.deals[deal], world.member(by)));
            return base::done;
        });
    }

    World& world_;
    const Quarrel& quarrel_;
    const Tale& tale_;
};

/// Months ago, and over: half of it by the first moderator, less by the second.
void write_screen(World& world) {
    static constexpr Quarrel quarrel{
        "screen",
        RefundCause::not_as_described,
        "After five days the new screen flickers in the lower half.",
        "It was fine when you left the shop. It must have been dropped again.",
        false,
        "It was not dropped. It flickers when it gets warm, and only since the repair.",
        "Three of us tested it before it was handed over. There is a dent in the corner now that "
        "was not there."};
    Dispute dispute(world, quarrel);
    dispute.ask(world.on(52, 700));
    dispute.refuse(world.on(51, 640));
    dispute.bring(world.on(50, 1120));
    const Kept kept = dispute.answer(world.on(48, 590));
    decide(world, world.on(47, 650), kept,
           {other_moderator, Measure::refund_part, "not_as_sold",
            "The screen flickers and did not before. There is a dent too, and nobody can say since "
            "when. Two thirds go back.",
            2});
    dispute.appeal(world.on(46, 700), "demo_chen",
                   "The glass alone cost me more than what I would keep.");
    decide(world, world.on(44, 900), kept,
           {one_moderator, Measure::refund_part, "not_as_sold",
            "The dent is on the buyer's own picture from the day after. The flicker may come from "
            "either. A third goes back; the glass was new and stays paid.",
            1});
}

/// Decided yesterday, against whoever looks through Mei's eyes: she may appeal.
void write_squashed(World& world, base::Time now) {
    static constexpr Quarrel quarrel{
        "cake",
        RefundCause::damaged,
        "The top layer had slid off and lay beside the rest.",
        "It left straight! A third, because it is a pity about the cherries.",
        true,
        "Nobody could put it on a table any more. I would like the other two thirds.",
        "I packed it as always, and she carried it home on a bicycle, as she says herself."};
    Dispute dispute(world, quarrel);
    dispute.ask(now - hours{24 * 8});
    dispute.refuse(now - hours{24 * 7 + 6});
    dispute.bring(now - hours{24 * 6 + 20});
    const Kept kept = dispute.answer(now - hours{24 * 4});
    decide(world, now - hours{29}, kept,
           {other_moderator, Measure::release, "sold_as_agreed",
            "The cake was handed over whole, which the buyer does not deny, and travelled on a "
            "bicycle. A third was given for it already."});
}

/// Waits for a decision.
void write_poster(World& world, base::Time now) {
    static constexpr Quarrel quarrel{
        "poster",
        RefundCause::damaged,
        "It came folded in the middle. A poster!",
        "It left in a tube, as all of them do.",
        false,
        "There was no tube. The envelope said \"please do not bend\" and the crease goes right "
        "through the station.",
        "I send forty of these a month, each in a tube. I have no picture of this one, I admit."};
    Dispute dispute(world, quarrel);
    dispute.ask(now - hours{24 * 5});
    dispute.refuse(now - hours{24 * 4 + 3});
    dispute.bring(now - hours{24 * 3});
    dispute.answer(now - hours{26});
}

/// Waits for Lin's answer.
void write_tote(World& world, base::Time now) {
    static constexpr Quarrel quarrel{"tote",
                                     RefundCause::not_as_described,
                                     "One seam came open on the first day.",
                                     "Bring it by the library on Friday and I sew it again.",
                                     false,
                                     "I leave town on Thursday, so Friday does not help me. I "
                                     "would rather have the money back.",
                                     ""};
    Dispute dispute(world, quarrel);
    dispute.ask(now - hours{24 * 4});
    dispute.refuse(now - hours{24 * 3});
    dispute.bring(now - hours{22});
}

/// Waits for Ben's answer to a question that is no dispute yet.
void write_blocks(World& world, base::Time now) {
    static constexpr Quarrel quarrel{"blocks",
                                     RefundCause::missing,
                                     "24 in the bag, we counted twice. My son counted five times.",
                                     "",
                                     false,
                                     "",
                                     ""};
    Dispute(world, quarrel).ask(now - hours{19});
}

}  // namespace

void write_disputes(World& world) {
    const base::Time now = world.settings.now;
    write_screen(world);
    write_squashed(world, now);
    write_poster(world, now);
    write_tote(world, now);
    write_blocks(world, now);
}

}  // namespace demo
