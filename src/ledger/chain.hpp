#pragma once

#include <string>

#include "db/tx.hpp"

namespace ledger {

/// The newest link of the market's chain and how many batches it stands at the end of.
struct ChainHead {
    std::int64_t batches = 0;
    std::string head;  // 32 bytes; empty before the first transfer.
};

ChainHead chain_head(db::Snapshot& snapshot);

}  // namespace ledger
