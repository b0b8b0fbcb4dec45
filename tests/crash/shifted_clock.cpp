// The wall clock of a program under test, moved from outside: preloaded, it adds to every reading
// the microseconds that stand in the file FAIRGROUND_SHIFT, 8 bytes that may change at any time.
// Clocks that only measure how long something takes are left alone, as they are when somebody sets
// a machine's clock.

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <ctime>

namespace {

const std::atomic<std::int64_t>* shift() {
    static const std::atomic<std::int64_t>* const place = []() -> const std::atomic<std::int64_t>* {
        const char* file = std::getenv("FAIRGROUND_SHIFT");
        const int opened = file == nullptr ? -1 : ::open(file, O_RDONLY | O_CLOEXEC);
        if (opened < 0) return nullptr;
        void* mapped = ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, opened, 0);
        ::close(opened);
        if (mapped == MAP_FAILED) return nullptr;
        return static_cast<const std::atomic<std::int64_t>*>(mapped);
    }();
    return place;
}

}  // namespace

// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name)
extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
    using Read = int (*)(clockid_t, timespec*);
    static const auto read = reinterpret_cast<Read>(::dlsym(RTLD_NEXT, "clock_gettime"));
    const int outcome = read(clock, time);
    const auto* moved = shift();
    if (outcome != 0 || clock != CLOCK_REALTIME || moved == nullptr) return outcome;
    constexpr std::int64_t micros = 1'000'000, nanos = 1'000;
    const std::int64_t now =
        time->tv_sec * micros + time->tv_nsec / nanos + moved->load(std::memory_order_relaxed);
    time->tv_sec = now / micros;
    time->tv_nsec = now % micros * nanos;
    return outcome;
}
