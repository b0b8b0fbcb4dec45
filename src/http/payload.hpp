#pragma once

// What an event or a job carries, read back: JSON of a described struct, as to_json() wrote it.

#include <string>

#include "base/ensure.hpp"
#include "http/form.hpp"

namespace http {

/// It was written by this program: one that cannot be read is a bug.
template <class T>
T read_payload(const std::string& payload) {
    const auto parts = gather({}, payload);
    base::ensure(bool{parts});
    auto read = read_form<T>(*parts);
    base::ensure(bool{read});
    return *std::move(read);
}

}  // namespace http
