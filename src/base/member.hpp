#pragma once

#include "base/id.hpp"

namespace base {

/// A person's account in a market. Known everywhere, because every module answers to somebody.
using MemberId = Id<struct MemberTag>;

}  // namespace base
