#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace http {

/// How many connections each address has open, so that one of them cannot take all there are. An
/// IPv6 address stands for its whole network of 64 bits, which one household has to itself. Any
/// thread.
class Crowd {
public:
    /// Counts one more of `address`; how many it has with that.
    std::size_t enter(std::string_view address);

    /// One that entered is gone.
    void leave(std::string_view address);

    /// True for this machine itself, where proxies and benches come from: it is not counted.
    static bool is_home(std::string_view address);

private:
    std::mutex mutex_;
    std::map<std::string, std::size_t, std::less<>> open_;
};

}  // namespace http
