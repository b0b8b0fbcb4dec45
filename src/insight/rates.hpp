#pragma once

// Exchange rates with their days, as the operator enters them: what one unit of a currency cost in
// another. They turn figures of one currency into another for a report, and move no money.
//
// An amount is turned by the rate of its own day, or by the last one before it that is at most
// rate_days_most old, for nobody sets rates on holidays; where there is only one of the other
// direction by that, turned round. An amount for which there is none is not turned, and is said to
// be left out. A rate that was wrong is entered again: of one day the last one counts, and both
// stay on record.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/tx.hpp"
#include "insight/insight.hpp"

namespace insight {

using RateId = base::Id<struct RateTag>;

inline constexpr std::int64_t rate_days_most = 10;
/// So many rates are entered at once at most.
inline constexpr std::size_t rates_most = 500;

struct Rate {
    RateId id;
    std::string base;
    std::string quote;
    std::int64_t day = 0;         // Since 1970-01-01.
    std::int64_t billionths = 0;  // Of the quote's unit that one unit of the base cost.
    std::string source;
    base::Time at;
    base::MemberId entered_by;
};
BOOST_DESCRIBE_STRUCT(Rate, (), (id, base, quote, day, billionths, source, at, entered_by))

/// How many decimals a currency has, by ISO 4217; nothing of one that there is not.
std::optional<int> currency_digits(std::string_view currency);

/// "1.0812" in billionths: above 0 and at most a million, with at most nine decimals.
std::optional<std::int64_t> billionths_from(std::string_view text);
std::string billionths_text(std::int64_t billionths);

/// Reads a rate a line: "2030-01-15,EUR,USD,1.0812", one EUR was 1.0812 USD; a first line of names
/// is passed over, as are empty lines. Refuses with the field `rows` (args: row): rate_row,
/// rate_day, rate_currency, rate_same_currency, not_a_rate, too_many_rates (max).
base::Result<std::vector<Rate>> rates_from(std::string_view text);

/// Keeps them, audited. What is the last word on its day already is not kept again; returns how
/// many were.
std::int64_t enter_rates(db::Tx& tx, const std::vector<Rate>& rates, base::MemberId by,
                         const std::string& source);

/// At most `limit` of all that were ever entered, the latest first, before `before`.
std::vector<Rate> rates_before(db::Snapshot& snapshot, RateId before, std::int64_t limit);

/// The currencies of which a rate was entered.
std::vector<std::string> rate_currencies(db::Snapshot& snapshot);

/// An amount in another currency, halves away from zero; nothing where that is more than money can
/// be. `inverse`: the rate says what the other currency cost in this one.
struct Turning {
    std::int64_t billionths = 0;
    bool inverse = false;
    int from_digits = 0;
    int to_digits = 0;
};
std::optional<std::int64_t> turned(std::int64_t minor, const Turning& turning);

/// What turns one currency into another, day by day.
class Rates {
public:
    /// Reads those that may be wanted for some days.
    Rates(db::Snapshot& snapshot, const std::string& from, const std::string& to,
          const Period& days);

    /// The rate for a day, and whether it has to be turned round.
    struct Found {
        const Rate* rate = nullptr;
        bool inverse = false;
    };
    std::optional<Found> on(std::int64_t day) const;

    /// All of the figures, or nothing.
    std::optional<Figures> turned(const Figures& figures, const Found& found) const;

private:
    using Days = std::map<std::int64_t, Rate>;
    Days straight_;
    Days inverse_;
    int from_digits_ = 0;
    int to_digits_ = 0;
};

}  // namespace insight
