// What goes wrong with an order, and how its two sides settle it between them.

#include <algorithm>
#include <vector>

#include "demo/world.hpp"
#include "orders/refunds.hpp"

namespace demo {
namespace {

using base::Done;
using base::Result;
using orders::RefundCause;

/// What is said, and what is asked for: thirds of the order, all of them the whole.
struct Words {
    Trouble trouble{};
    RefundCause cause{};
    int thirds = 3;
    std::string_view asked, answered;
};

using enum Trouble;
constexpr Words said[] = {
    {unsent, RefundCause::changed_mind, 3, "I am moving sooner than I thought. Would you mind?",
     "Not at all, I had not packed it yet. Good luck with the boxes."},
    {broken, RefundCause::damaged, 3,
     "It arrived in two pieces. The box was fine, I do not get it.",
     "Oh no. That is on me, the money is on its way."},
    {broken, RefundCause::not_as_described, 3, "和描述的不一样，我想退。Not what I had ordered.",
     "拿错了，抱歉！My mix-up, sorry. Keep it or give it to somebody."},
    {scratched, RefundCause::damaged, 1, "There is a scratch on one side. Something off, perhaps?",
     "Fair. I should have wrapped it better."},
    {scratched, RefundCause::missing, 1, "One of them was missing in the parcel.",
     "Counted wrong, sorry. I give you back that part."},
    {met, RefundCause::not_as_described, 3, "Smaller than I had imagined, to be honest.",
     "The size is in the text, but shall we meet at a third?"},
    {refused, RefundCause::changed_mind, 3, "I do not like it as much as in the picture.",
     "I am sorry that you do not. It was made for you, so I cannot take it back."},
    {lost, RefundCause::not_arrived, 3, "It says that it has arrived, but not with me.", ""},
    {found, RefundCause::not_arrived, 3, "Nothing here yet?", ""},
    {late, RefundCause::other, 1, "After a week of use it came apart at the seam.", ""},
    {gift, RefundCause::goodwill, 1, "", "It took me so long this time. A little back, unasked."},
};

const Words& words_for(Trouble trouble, std::size_t number) {
    std::vector<const Words*> fitting;
    for (const Words& one : said) {
        if (one.trouble == trouble) fitting.push_back(&one);
    }
    return *fitting[number % fitting.size()];
}

orders::RefundWish wish_of(const Words& words, const Deal& deal, std::string_view text) {
    orders::RefundWish wish;
    wish.cause = words.cause;
    wish.words = std::string{text};
    if (words.thirds < 3) wish.wish.amount = std::max<std::int64_t>(1, deal.amount / 3);
    return wish;
}

class Settling {
public:
    Settling(World& world, base::Time at, const Troubled& one)
        : world_(world), at_(at), one_(one), words_(words_for(one.trouble, one.deal)) {}

    void write() {
        if (one_.trouble == gift) return give();
        ask();
        switch (one_.trouble) {
            case met: return agree(1), confirm();
            case scratched: return agree(3), confirm();
            case unsent:
            case broken: return agree(3);
            case refused: return refuse(), confirm();
            case found: return withdraw(), confirm();
            case lost:
            case late:
            case gift:
            case none: return;  // The clock answers, or nobody has to.
        }
    }

private:
    base::Time later(std::int64_t low_hours, std::int64_t high_hours) {
        return at_ += std::chrono::minutes{world_.luck.from(low_hours * 60, high_hours * 60)};
    }

    /// One step of one side, with the order as it is by then.
    template <class Work>
    void add(base::Time at, std::string_view by, Work work) {
        world_.add(at, [&world = world_, one = one_, by, work](db::Tx& tx) -> Result<Done> {
            TRY(work(tx, world.deals[one.deal], world.member(by)));
            return base::done;
        });
    }

    void ask() {
        const bool used = one_.trouble == late;
        add(used ? later(24 * 6, 24 * 9) : later(2, 30), one_.buyer,
            [words = &words_](db::Tx& tx, const Deal& deal, base::MemberId who) {
                return orders::ask_refund(tx, deal.order, who, wish_of(*words, deal, words->asked));
            });
    }

    /// To so many thirds of what the order came to.
    void agree(int thirds) {
        add(later(2, 40), one_.seller,
            [words = &words_, thirds](db::Tx& tx, const Deal& deal, base::MemberId who) {
                orders::Agreement agreement;
                agreement.words = std::string{words->answered};
                if (thirds < 3) agreement.amount = std::max<std::int64_t>(1, deal.amount / 3);
                return orders::agree_refund(tx, deal.order, who, agreement);
            });
    }

    void refuse() {
        add(later(2, 40), one_.seller,
            [words = &words_](db::Tx& tx, const Deal& deal, base::MemberId who) {
                return orders::refuse_refund(tx, deal.order, who, std::string{words->answered});
            });
    }

    void withdraw() {
        add(later(1, 30), one_.buyer, [](db::Tx& tx, const Deal& deal, base::MemberId who) {
            return orders::withdraw_refund(tx, deal.order, who);
        });
    }

    void confirm() {
        add(later(1, 40), one_.buyer, [](db::Tx& tx, const Deal& deal, base::MemberId who) {
            return orders::confirm(tx, deal.order, who);
        });
    }

    void give() {
        add(later(2, 30), one_.seller,
            [words = &words_](db::Tx& tx, const Deal& deal, base::MemberId who) {
                return orders::refund(tx, deal.order, who, wish_of(*words, deal, words->answered));
            });
    }

    World& world_;
    base::Time at_;
    Troubled one_;
    const Words& words_;
};

}  // namespace

void write_trouble(World& world, base::Time at, const Troubled& one) {
    Settling(world, at, one).write();
}

}  // namespace demo
