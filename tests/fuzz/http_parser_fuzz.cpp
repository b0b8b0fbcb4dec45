// Throws bytes at the request parser. The first byte says how the rest is cut into pieces;
// whole and in pieces it must mean the same, and every view must lie within its request. How to
// build and run it: tests/fuzz/run.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/ensure.hpp"
#include "http/parser.hpp"

namespace {

const http::Limits limits{
    .head_bytes_max = 512, .target_bytes_max = 64, .head_count_max = 8, .body_bytes_max = 64};

struct Meaning {
    std::vector<std::string> requests;
    std::optional<http::Fault> fault;

    friend bool operator==(const Meaning&, const Meaning&) = default;
};

bool within(std::string_view part, std::string_view whole) {
    return part.empty() || (part.data() >= whole.data() &&
                            part.data() + part.size() <= whole.data() + whole.size());
}

std::string in_words(const http::Request& request) {
    const std::string_view head = request.storage->head;
    base::ensure(head.size() <= limits.head_bytes_max);
    base::ensure(request.body.size() <= limits.body_bytes_max);
    base::ensure(request.target.size() <= limits.target_bytes_max);
    base::ensure(request.headers.size() <= limits.head_count_max);
    base::ensure(within(request.target, head) && within(request.path, request.target));
    base::ensure(within(request.query, request.target));
    std::string words{request.target};
    for (const http::Header& header : request.headers) {
        base::ensure(within(header.name, head) && within(header.value, head));
        words.append(header.name).append(1, '=').append(header.value).append(1, '\n');
    }
    return words.append(request.body);
}

Meaning read(std::string_view bytes, std::size_t piece_bytes) {
    Meaning meaning;
    http::Parser parser(limits);
    while (!bytes.empty() && !parser.fault()) {
        const std::size_t used = parser.feed(bytes.substr(0, piece_bytes));
        base::ensure(used > 0 || parser.fault());
        bytes.remove_prefix(used);
        if (parser.done()) meaning.requests.push_back(in_words(parser.take()));
    }
    meaning.fault = parser.fault();
    return meaning;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 1, size - 1};
    const Meaning whole = read(bytes, std::string_view::npos);
    base::ensure(read(bytes, 1) == whole);
    base::ensure(read(bytes, 1 + data[0] % 32) == whole);
    return 0;
}
