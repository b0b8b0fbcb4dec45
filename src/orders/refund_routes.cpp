// Money back: the buyer asks, the seller answers, or gives back unasked.

#include "orders/act_route.hpp"
#include "orders/desk.hpp"
#include "orders/refunds.hpp"
#include "orders/view.hpp"
#include "orders/withdrawal.hpp"

namespace orders {
namespace {

using base::MemberId;

struct RefundLineForm {
    http::Whole<1, postage_line> line;
    http::Whole<1, 100'000> quantity;
};
BOOST_DESCRIBE_STRUCT(RefundLineForm, (), (line, quantity))

/// Lines, or an amount, or neither: all that is left.
struct AskRefundForm {
    OrderId id;
    RefundCause cause{};
    std::optional<http::Some<RefundLineForm, 1, refund_lines_most>> lines;
    std::optional<base::Money> amount;
    http::Text<1, 1000> words;
};
BOOST_DESCRIBE_STRUCT(AskRefundForm, (), (id, cause, lines, amount, words))

/// Lines, or all that is left. No reason: that is the point of it.
struct WithdrawPurchaseForm {
    OrderId id;
    std::optional<http::Some<RefundLineForm, 1, refund_lines_most>> lines;
    std::optional<http::Text<1, 1000>> words;
};
BOOST_DESCRIBE_STRUCT(WithdrawPurchaseForm, (), (id, lines, words))

struct RefundForm {
    OrderId id;
    RefundCause cause{};
    std::optional<http::Some<RefundLineForm, 1, refund_lines_most>> lines;
    std::optional<base::Money> amount;
    std::optional<http::Text<1, 1000>> words;
};
BOOST_DESCRIBE_STRUCT(RefundForm, (), (id, cause, lines, amount, words))

struct AgreeForm {
    OrderId id;
    std::optional<base::Money> amount;
    std::optional<http::Text<1, 1000>> words;
};
BOOST_DESCRIBE_STRUCT(AgreeForm, (), (id, amount, words))

struct RefuseForm {
    OrderId id;
    http::Text<1, 1000> words;
};
BOOST_DESCRIBE_STRUCT(RefuseForm, (), (id, words))

struct WithdrawForm {
    OrderId id;
};
BOOST_DESCRIBE_STRUCT(WithdrawForm, (), (id))

/// A sum that somebody names, in the currency of the order. A stranger hears of neither.
base::Result<std::int64_t> minor_of(db::Snapshot& snapshot, OrderId id, MemberId member,
                                    const base::Money& amount) {
    const Order order = TRY(find_or_refuse(snapshot, id));
    TRY(party_of(order, member));
    if (amount.currency != order.asset) {
        return base::wrong_field("amount.currency", "other_currency", {{"currency", order.asset}});
    }
    if (amount.minor < 1) return base::wrong_field("amount.minor", "too_small", {{"min", "1"}});
    return amount.minor;
}

template <class Form>
std::vector<RefundLine> lines_of(const Form& form) {
    std::vector<RefundLine> lines;
    if (!form.lines) return lines;
    for (const RefundLineForm& line : form.lines->items) {
        lines.push_back({line.line, line.quantity, 0});
    }
    return lines;
}

template <class Form>
base::Result<Wish> wish_of(db::Snapshot& snapshot, const Form& form, MemberId member) {
    Wish wish;
    if (form.lines && form.amount) return base::wrong_field("amount", "lines_or_amount");
    if (form.amount) wish.amount = TRY(minor_of(snapshot, form.id, member, *form.amount));
    wish.lines = lines_of(form);
    return wish;
}

std::string words_of(const std::optional<http::Text<1, 1000>>& words) {
    return words ? words->value : std::string{};
}

void add_sellers_routes(http::Router& router) {
    act_route<AgreeForm>(
        router, "agree-refund", "The seller gives back what is asked for, or less",
        [](db::Tx& tx, const AgreeForm& form, MemberId member) -> base::Result<Order> {
            Agreement agreement{{}, words_of(form.words)};
            if (form.amount) agreement.amount = TRY(minor_of(tx, form.id, member, *form.amount));
            return agree_refund(tx, form.id, member, agreement);
        });
    act_route<RefuseForm>(router, "refuse-refund", "The seller gives nothing back, and says why",
                          [](db::Tx& tx, const RefuseForm& form, MemberId member) {
                              return refuse_refund(tx, form.id, member, form.words.value);
                          });
    act_route<RefundForm>(
        router, "refund", "The seller gives back all, a sum or lines, unasked",
        [](db::Tx& tx, const RefundForm& form, MemberId member) -> base::Result<Order> {
            return refund(tx, form.id, member,
                          {TRY(wish_of(tx, form, member)), form.cause, words_of(form.words)});
        });
}

}  // namespace

void add_refund_routes(http::Router& router) {
    act_route<AskRefundForm>(
        router, "ask-refund", "The buyer asks for all, a sum or lines back",
        [](db::Tx& tx, const AskRefundForm& form, MemberId member) -> base::Result<Order> {
            return ask_refund(tx, form.id, member,
                              {TRY(wish_of(tx, form, member)), form.cause, form.words.value});
        });
    act_route<WithdrawPurchaseForm>(
        router, "withdraw-purchase", "The buyer withdraws from the purchase, without a reason",
        [](db::Tx& tx, const WithdrawPurchaseForm& form, MemberId member) {
            return withdraw_purchase(tx, form.id, member, {lines_of(form), words_of(form.words)});
        });
    act_route<WithdrawForm>(router, "withdraw-refund", "The buyer asks for nothing back any more",
                            [](db::Tx& tx, const WithdrawForm& form, MemberId member) {
                                return withdraw_refund(tx, form.id, member);
                            });
    add_sellers_routes(router);
}

}  // namespace orders
