// The tests' own main: what the decoder starts again is this program.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <string_view>

#include "media/decoder.hpp"
#include "media/sandbox.hpp"
#include "media/tests/escapes.hpp"

namespace tests {

int try_to(Escape escape) {
    switch (escape) {
        case Escape::nothing: return 0;
        case Escape::open_a_file: return ::open("/etc/hostname", O_RDONLY);
        case Escape::make_a_file: return ::open("/tmp/out", O_WRONLY | O_CREAT, 0600);
        case Escape::open_a_socket: return ::socket(AF_INET, SOCK_STREAM, 0);
        case Escape::begin_a_process: return ::fork();
        case Escape::run_a_program: return ::execl("/bin/true", "true", nullptr);
        case Escape::run_own_code:
            return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
                       ? -1
                       : 1;
        case Escape::signal_others: return ::kill(::getppid(), 0);
        case Escape::use_up_memory: {
            constexpr std::size_t gibibyte = std::size_t{1} << 30U;
            auto* bytes = static_cast<volatile char*>(std::malloc(4 * gibibyte));
            if (bytes == nullptr) ::raise(SIGSEGV);
            bytes[0] = 1;
            return 1;
        }
        case Escape::run_for_ever:
            for (volatile bool on = true; on;) {
            }
    }
    return 0;
}

}  // namespace tests

int main(int argc, char** argv) {
    if (media::is_decoder(argc, argv)) {
        if (argv[2] == std::to_string(tests::pixels_of_a_sleeper)) ::pause();
        media::be_decoder(argv);
    }
    if (argc == 3 && std::string_view{argv[1]} == tests::escape_word) {
        if (!media::confine({768LL << 20, 1, 1 << 20})) ::_exit(99);
        tests::try_to(static_cast<tests::Escape>(argv[2][0] - 'a'));
        ::_exit(0);
    }
    ::testing::InitGoogleMock(&argc, argv);
    return RUN_ALL_TESTS();
}
