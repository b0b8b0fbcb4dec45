// Counts the heap allocations of a program that is not ours to change:
//
//     BENCH_ALLOCATIONS=/tmp/count LD_PRELOAD=libbench_allocations.so fairground serve ..
//
// The file holds one 64-bit number that may be read at any time. malloc, calloc, realloc and
// aligned requests count one each; `new` is malloc.

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

namespace {

std::atomic<std::uint64_t> until_there_is_a_file;
std::atomic<std::uint64_t>* count = &until_there_is_a_file;

[[gnu::constructor]] void begin() {
    const char* name = std::getenv("BENCH_ALLOCATIONS");
    if (name == nullptr) return;
    const int file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || ftruncate(file, sizeof *count) != 0) return;
    void* there = mmap(nullptr, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (there != MAP_FAILED) count = static_cast<std::atomic<std::uint64_t>*>(there);
}

void note() {
    count->fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) {
    note();
    return __libc_malloc(size);
}

void* calloc(std::size_t number, std::size_t size) {
    note();
    return __libc_calloc(number, size);
}

void* realloc(void* old, std::size_t size) {
    note();
    return __libc_realloc(old, size);
}

void* memalign(std::size_t alignment, std::size_t size) {
    note();
    return __libc_memalign(alignment, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
    return memalign(alignment, size);
}
}
