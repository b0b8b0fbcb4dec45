#pragma once

// The file that a bank takes payouts from: ISO 20022 pain.001.001.09, a SEPA credit
// transfer where the currency is the euro.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace payouts {

using PayoutId = base::Id<struct PayoutTag>;
using RunId = base::Id<struct RunTag>;

struct FilePayout {
    PayoutId id;
    std::string holder;
    std::string iban;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(FilePayout, (), (id, holder, iban, amount))

struct FileRun {
    RunId id;
    std::string market;  // Stands on the receiver's statement.
    std::string holder;  // Whose account pays.
    std::string iban;
    std::string asset;
    base::Time at;  // When the run was made; everything else follows from it.
};

/// The same bytes for the same run and payouts, whenever and wherever they are written.
std::string payment_file(const FileRun& run, const std::vector<FilePayout>& payouts);

/// What names a payout at the bank, "FGP1234", and back.
std::string end_to_end(PayoutId id);
std::optional<PayoutId> payout_of(std::string_view end_to_end);

/// A name as SEPA takes it: Latin letters without marks, digits and little else, others as dots,
/// at most 70.
std::string bank_text(std::string_view name);

}  // namespace payouts
