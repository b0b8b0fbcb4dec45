#pragma once

// The people of a simulated market, and what they do: buy and sell, forget to pay, change their
// minds, try what is not theirs to do. What they know of is kept here; what is true is in the rows.

#include <algorithm>

#include "cases/cases.hpp"
#include "offers/offers.hpp"
#include "orders/refunds.hpp"
#include "payouts/payouts.hpp"
#include "promoters/promoters.hpp"
#include "reviews/reviews.hpp"
#include "sim/market.hpp"

namespace sim {

/// The latest orders and goods are what people have to do with.
template <class T>
const T& recent(const std::vector<T>& list, Chance& chance) {
    constexpr std::int64_t window = 200;
    const auto size = static_cast<std::int64_t>(list.size());
    return list[static_cast<std::size_t>(size - 1 - chance.below(std::min(size, window)))];
}

/// What went through the operator's bank account, as the bank has it, in minor units.
struct Statement {
    std::int64_t received = 0;
    std::int64_t sent_back = 0;  // Of what paid nothing.
    std::int64_t paid_back = 0;  // Of orders.
};

/// What a buyer is shown for sending a basket of one shop; 0 where it cannot be sent.
std::int64_t shown_postage(db::Snapshot& snapshot, const orders::Basket& basket);

class People {
public:
    People(Market& market, std::int64_t most) : market_(market), most_(most) {}

    /// Somebody does something.
    void act(Chance& chance);

    /// The flow that every market lives by, and that comes to the same end whatever goes wrong on
    /// the way: two sign up, goods are listed and imported, one order goes through to its end; of
    /// another the provider's answer is lost, it is found to be paid, and given back; a third is
    /// paid by a transfer that the operator has to match.
    void main_flow();

    /// Goods that were put on sale through us: stock = given - sold + returned.
    const std::map<std::int64_t, std::int64_t>& given() const { return given_; }
    const Statement& statement() const { return statement_; }
    /// Moments that their authors took back.
    std::int64_t unsaid() const { return unsaid_; }
    const std::vector<members::SessionId>& ended_sessions() const { return ended_sessions_; }
    /// How many orders were placed, whether one by one or with others.
    std::int64_t ordered() const { return std::ssize(orders_); }

private:
    struct Order {
        orders::OrderId id;
        base::MemberId buyer, seller;
    };
    struct Goods {
        shops::ListingId id;
        base::MemberId owner;
    };
    struct Word {
        circles::MomentId id;
        base::MemberId author;
    };
    struct Said {
        reviews::ReviewId id;
        base::MemberId author, seller;
    };
    struct Asked {
        reviews::QuestionId id;
        base::MemberId seller;
    };

    void join();
    void open_shop(base::MemberId owner);
    void list(base::MemberId owner, std::int64_t stock, std::int64_t price);
    void befriend(Chance& chance);
    void say(Chance& chance);
    void change_goods(Chance& chance);
    void set_stock(const Goods& goods, std::int64_t left);
    void buy(Chance& chance);
    /// What a buyer does who was sent to the provider's page: pays and comes back, pays and does
    /// not come back, or leaves it as it is. Of the last two a job finds out.
    enum class Paying { returns, stays_away, leaves };
    void place(orders::Basket basket, payments::Card card, Paying paying);
    orders::Basket fill_basket(Chance& chance);
    void pay(payments::PaymentId payment, payments::Card card, Paying paying);
    void pay_again(const Order& order, Chance& chance);
    void add_share(const Order& order, Chance& chance);
    void buy_out(base::MemberId owner);
    bool step(const Order& order, orders::Act act, base::MemberId by);
    struct Deed {
        orders::Act act;
        base::MemberId by;
    };
    std::vector<Deed> deeds(const Order& order, Chance& chance);
    void trade(Chance& chance);
    void import(base::MemberId owner, std::int64_t rows);
    void set_policy(Chance& chance);

    // Of several shops at once, and taking it back: purchases.cpp.
    void place_together(orders::Basket basket, payments::Card card, Paying paying, Chance& chance);
    void withdraw(const Order& order, Chance& chance);

    // For less than was asked: offers.cpp.
    void haggle(Chance& chance);
    void make_offer(Chance& chance);
    void answer_offer(const offers::Offer& offer, Chance& chance);
    void take_up(const offers::Offer& offer, Chance& chance);

    // Who earns by sharing: promoters.cpp.
    struct Link {
        std::string token;
        shops::ListingId listing;
    };
    /// What a checkout said before the purchase, by shop.
    struct Quoted {
        promoters::TokenLook link{};
        promoters::Why why{};
        std::int64_t first = 0;
        std::int64_t second = 0;
    };
    using Quotes = std::map<std::int64_t, Quoted>;
    void promote(Chance& chance);
    void become_promoter(Chance& chance);
    void invite(Chance& chance);
    std::string token_of(promoters::LinkId id);
    void give_rate(Chance& chance);
    void suspend(Chance& chance);
    void share_goods(Chance& chance);
    void follow_link(orders::Basket& basket, Chance& chance);
    Quotes quotes_of(const orders::Basket& basket);
    void compare(const Quotes& quotes, orders::OrderId id);
    void remember_order(orders::OrderId id, const Quotes& quotes);

    // What the market keeps: fees.cpp.
    void decide_fees(Chance& chance);
    void set_fees(Chance& chance);
    void set_category(Chance& chance);
    void set_tier(Chance& chance);
    void rule(Chance& chance);
    void begin_rules();
    void set_rule(std::string_view name, std::int64_t value);

    // Money that people want back: refunds.cpp.
    void money_back(const Order& order, Chance& chance);
    void ask_back(const Order& order, const orders::RefundWish& wish);
    void answer_back(const Order& order, std::int64_t asked, Chance& chance);

    // About which they do not agree: disputes.cpp.
    void disagree(const Order& order, Chance& chance);
    static cases::Finding ruling(const cases::Case& one, base::MemberId who, Chance& chance);

    // At the bank: transfers.cpp.
    void bank(Chance& chance);
    void remember_transfer(payments::PaymentId id);
    void enter(Chance& chance);
    void enter(const payments::Entry& entry);
    void decide(Chance& chance);
    void match(payments::ReceiptId receipt, payments::PaymentId payment);
    void send_back(payments::ReceiptId receipt);
    void pay_back();
    void odd_transfers(const orders::Basket& basket);

    // From the market to the sellers' banks: payouts.cpp.
    void pay_out(Chance& chance);
    void name_source(Chance& chance);
    void fetch_earnings(Chance& chance);
    base::MemberId earner(Chance& chance);
    void name_account(Chance& chance);
    void ask_payout(base::MemberId seller, bool leaving);
    void run_payouts();
    std::optional<payouts::Payout> some_payout(Chance& chance);
    void hand_by_hand(Chance& chance);
    void read_statement(Chance& chance);

    // With each other: neighbours.cpp.
    void neighbours(Chance& chance);
    void judge(Chance& chance);
    void judge_again(Chance& chance);
    void ask(Chance& chance);
    void block(Chance& chance);
    void take_back(Chance& chance);
    void sign_in_or_out(Chance& chance);
    void rename(Chance& chance);

    // What is wrong with goods: moderators.cpp.
    void moderate(Chance& chance);
    void appoint(Chance& chance);
    void report(Chance& chance);
    void begin_case(Chance& chance);
    void take_case(const cases::Case& one, Chance& chance);
    void find_out(const cases::Case& one, Chance& chance);
    void object(const cases::Case& one, Chance& chance);

    base::MemberId somebody(Chance& chance) const;
    std::int64_t version_of(shops::ListingId listing);

    Market& market_;
    std::int64_t most_;
    std::int64_t handles_ = 0;
    std::int64_t lines_ = 0;
    std::int64_t shares_ = 0;
    std::vector<base::MemberId> members_;
    std::vector<base::MemberId> sellers_;
    std::vector<Goods> goods_;
    std::vector<Order> orders_;
    std::vector<base::MemberId> promoters_;
    std::vector<orders::OfferId> offers_;
    std::vector<Link> links_;
    std::vector<std::string> invitations_;
    std::vector<Word> moments_;
    std::vector<Said> reviews_;
    std::vector<Asked> questions_;
    std::vector<base::MemberId> moderators_;
    std::vector<members::SessionId> ended_sessions_;
    std::int64_t unsaid_ = 0;
    std::vector<payments::Payment> transfers_;  // As they were begun.
    std::vector<payments::ReceiptId> receipts_;
    Statement statement_;
    payouts::Statement last_statement_;
    std::int64_t bank_entries_ = 0;
    std::int64_t bank_files_ = 0;
    std::map<std::int64_t, std::int64_t> given_;
};

}  // namespace sim
