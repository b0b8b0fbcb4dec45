// Exchange rates over HTTP, for the operator.

#include "http/page.hpp"
#include "insight/views.hpp"
#include "members/members.hpp"

namespace insight {
namespace {

using base::Result;
using http::Access;
using http::Call;
using http::Method;

struct ExchangeRateView {
    RateId id;
    std::string base;
    std::string quote;
    std::string day;
    std::string rate;
    std::string source;
    base::Time at;
    members::Person entered_by;
};
BOOST_DESCRIBE_STRUCT(ExchangeRateView, (), (id, base, quote, day, rate, source, at, entered_by))

struct EnterRatesForm {
    http::Text<1, 40'000> rows;
    http::Line<1, 200> source;
};
BOOST_DESCRIBE_STRUCT(EnterRatesForm, (), (rows, source))

/// How many were new, of how many.
struct EnteredView {
    std::int64_t entered = 0;
    std::int64_t read = 0;
};
BOOST_DESCRIBE_STRUCT(EnteredView, (), (entered, read))

Access for_operators() {
    return Access::permission(std::string{members::operator_permission});
}

std::vector<ExchangeRateView> views_of(db::Snapshot& snapshot, const std::vector<Rate>& rates) {
    std::vector<base::MemberId> ids;
    for (const Rate& rate : rates) ids.push_back(rate.entered_by);
    const auto people = members::people(snapshot, ids);
    std::vector<ExchangeRateView> views;
    for (const Rate& rate : rates) {
        views.push_back(ExchangeRateView{rate.id, rate.base, rate.quote,
                                         to_text(Day{std::chrono::days{rate.day}}),
                                         billionths_text(rate.billionths), rate.source, rate.at,
                                         members::among(people, rate.entered_by)});
    }
    return views;
}

}  // namespace

void add_rate_routes(http::Router& router) {
    router.query(Method::get, "/api/v1/operator/reports/rates",
                 "The exchange rates that were entered, the latest first", for_operators(),
                 [](db::Snapshot& snapshot, const Call&,
                    const http::PageForm& form) -> Result<http::Page<ExchangeRateView>> {
                     const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
                     const std::int64_t limit = http::limit_of(form.limit);
                     auto page =
                         http::page_of(rates_before(snapshot, RateId{before}, limit + 1), limit,
                                       [](const Rate& rate) { return rate.id.value; });
                     return http::Page<ExchangeRateView>{views_of(snapshot, page.items), page.next};
                 });
    router.command(
        Method::post, "/api/v1/operator/reports/rates",
        "Enter exchange rates, one a line: day,base,quote,rate", for_operators(),
        [](db::Tx& tx, const Call& call, const EnterRatesForm& form) -> Result<EnteredView> {
            const auto rates = TRY(rates_from(form.rows.value));
            return EnteredView{enter_rates(tx, rates, call.caller.member, form.source.value),
                               static_cast<std::int64_t>(rates.size())};
        });
}

}  // namespace insight
