#pragma once

#include <string_view>

namespace tests {

/// What a decoder might be made to do by whoever takes it over.
enum class Escape {
    nothing,
    open_a_file,
    make_a_file,
    open_a_socket,
    begin_a_process,
    run_a_program,
    run_own_code,
    signal_others,
    use_up_memory,
    run_for_ever,
};
inline constexpr int escapes = 10;
/// A decoder that is told this limit never ends by itself.
inline constexpr long long pixels_of_a_sleeper = 424'242;

inline constexpr std::string_view escape_word = "--try-to-escape";

}  // namespace tests
