#pragma once

// What the decoder's process may do once it has begun: use the memory and the time that it was
// given, read its one input, write its one output, end. No file can be opened, nothing sent, no
// process begun, by whoever takes it over with a picture.

#include <cstdint>

namespace media {

struct Confines {
    std::int64_t memory_bytes = 0;
    std::int64_t seconds = 0;  // Of the processor.
    std::int64_t output_bytes = 0;
};

/// Confines this process for good. False where the system does not let it: then nothing that came
/// from outside is to be looked at.
bool confine(const Confines& confines);

}  // namespace media
