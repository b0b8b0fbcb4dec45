// What people do with each other beside buying: judge what they bought, ask and answer, want to
// have nothing more to do with somebody, take back what they said, sign in and out.

#include "members/sessions.hpp"
#include "reviews/reviews.hpp"
#include "sim/people.hpp"

namespace sim {

using Id = base::Result<std::int64_t>;

void People::neighbours(Chance& chance) {
    switch (chance.below(7)) {
        case 0:
        case 1: return judge(chance);
        case 2: return ask(chance);
        case 3: return block(chance);
        case 4: return take_back(chance);
        case 5: return sign_in_or_out(chance);
        default: return rename(chance);
    }
}

/// Mostly the buyer of what is over, now and then of anything, or somebody else.
void People::judge(Chance& chance) {
    if (!reviews_.empty() && chance.one_in(3)) return judge_again(chance);
    if (orders_.empty()) return;
    const auto over = market_.look([](db::Snapshot& snapshot) {
        return snapshot.all<std::int64_t>(
            "select id from orders where state = 'completed' order by id desc limit 20");
    });
    Order order = recent(orders_, chance);
    if (!over.empty() && !chance.one_in(6)) {
        const orders::OrderId id{recent(over, chance)};
        const auto found = market_.look(
            [&](db::Snapshot& snapshot) { return orders::find(snapshot, id).value(); });
        order = {id, found.buyer, found.seller};
    }
    reviews::NewReview said;
    said.order = order.id;
    said.line = 1 + (chance.one_in(4) ? 1 : 0);
    said.author = chance.one_in(12) ? somebody(chance) : order.buyer;
    said.stars = 1 + chance.below(5);
    said.text = "As it was said.";
    const auto made = market_.send(
        "review", [=](db::Tx& tx) -> Id { return TRY(reviews::write(tx, said)).value; });
    market_.send_again();
    if (made) reviews_.push_back({reviews::ReviewId{*made}, said.author, order.seller});
}

/// The buyer thinks again, or the seller has something to say to it.
void People::judge_again(Chance& chance) {
    const Said said = recent(reviews_, chance);
    const std::int64_t stars = 1 + chance.below(5);
    if (chance.one_in(2)) {
        (void)market_.send("edit_review", [=](db::Tx& tx) -> Id {
            TRY(reviews::edit(tx, said.author, said.id, stars, "On second thoughts."));
            return std::int64_t{0};
        });
        return;
    }
    const auto seller = chance.one_in(8) ? somebody(chance) : said.seller;
    (void)market_.send("answer_review", [=](db::Tx& tx) -> Id {
        TRY(reviews::answer(tx, seller, said.id, "Thank you."));
        return std::int64_t{0};
    });
}

void People::ask(Chance& chance) {
    if (!questions_.empty() && chance.one_in(2)) {
        const Asked asked = recent(questions_, chance);
        const auto seller = chance.one_in(8) ? somebody(chance) : asked.seller;
        (void)market_.send("reply", [=](db::Tx& tx) -> Id {
            TRY(reviews::reply(tx, seller, asked.id, "It does."));
            return std::int64_t{0};
        });
        return;
    }
    const Goods goods = recent(goods_, chance);
    const auto asker = somebody(chance);
    const auto made = market_.send("question", [=](db::Tx& tx) -> Id {
        return TRY(reviews::ask(tx, asker, goods.id, "Does it hold?")).value;
    });
    if (!made) return;
    questions_.push_back({reviews::QuestionId{*made}, goods.owner});
    if (chance.one_in(3)) market_.send_again();
}

void People::block(Chance& chance) {
    const auto me = somebody(chance), other = somebody(chance);
    if (chance.one_in(2)) {
        (void)market_.send("block", [=](db::Tx& tx) -> Id {
            TRY(circles::block(tx, me, other));
            return std::int64_t{0};
        });
        return;
    }
    // One that there is, where there is one: few pairs have blocked each other.
    const auto mine = market_.look([&](db::Snapshot& snapshot) {
        return circles::blocks_of(snapshot, me, circles::TieCursor{}, 1);
    });
    const auto whom = mine.empty() ? other : mine.front().member;
    (void)market_.send("unblock", [=](db::Tx& tx) -> Id {
        TRY(circles::unblock(tx, me, whom));
        return std::int64_t{0};
    });
}

/// A moment, or a friendship.
void People::take_back(Chance& chance) {
    const auto me = somebody(chance), other = somebody(chance);
    if (!moments_.empty() && chance.one_in(2)) {
        const auto moment = recent(moments_, chance);
        const auto by = chance.one_in(6) ? me : moment.author;
        const auto done = market_.send("unsay", [=](db::Tx& tx) -> Id {
            TRY(circles::remove(tx, by, moment.id));
            return std::int64_t{0};
        });
        if (done) ++unsaid_;
        return;
    }
    const auto friends = market_.look([&](db::Snapshot& snapshot) {
        return circles::ties_of(snapshot, me, circles::Friendship::friends, circles::TieCursor{},
                                1);
    });
    const auto whom = friends.empty() ? other : friends.front().member;
    (void)market_.send("part", [=](db::Tx& tx) -> Id {
        TRY(circles::part(tx, me, whom));
        return std::int64_t{0};
    });
}

void People::sign_in_or_out(Chance& chance) {
    const auto me = somebody(chance);
    const auto open =
        market_.look([&](db::Snapshot& snapshot) { return members::sessions_of(snapshot, me); });
    if (open.empty() || chance.one_in(2)) {
        (void)market_.send("sign_in", [=](db::Tx& tx) -> Id {
            (void)members::open_session(tx, {me, "a browser", "127.0.0.1"});
            return std::int64_t{0};
        });
        return;
    }
    const auto which = recent(open, chance).id;
    const auto by = chance.one_in(6) ? somebody(chance) : me;
    const auto done = market_.send("sign_out", [=](db::Tx& tx) -> Id {
        TRY(members::end_session(tx, by, which));
        return std::int64_t{0};
    });
    if (done) ended_sessions_.push_back(which);
}

void People::rename(Chance& chance) {
    const auto owner = recent(sellers_, chance), by = chance.one_in(6) ? somebody(chance) : owner;
    const std::string name = "Shop " + std::to_string(chance.below(50));
    (void)market_.send("rename_shop", [=](db::Tx& tx) -> Id {
        const auto shop = shops::shop_of(tx, owner);
        if (!shop) return std::int64_t{0};
        TRY(shops::rename(tx, by, shop->id, name));
        return std::int64_t{0};
    });
}

}  // namespace sim
