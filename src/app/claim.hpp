#pragma once

#include <filesystem>

namespace app {

/// That this program alone serves a data directory, for as long as the object lives. Two writers
/// of one file would each believe that they know where the market stands.
class Claim {
public:
    /// Throws std::runtime_error with a sentence for the operator when another program has it.
    explicit Claim(const std::filesystem::path& directory);
    Claim(const Claim&) = delete;
    Claim& operator=(const Claim&) = delete;
    ~Claim();

private:
    int file_;
};

}  // namespace app
