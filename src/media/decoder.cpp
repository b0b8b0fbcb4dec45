#include "media/decoder.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>

#include "base/histogram.hpp"
#include "base/text.hpp"
#include "media/formats.hpp"
#include "media/media.hpp"
#include "media/sandbox.hpp"

namespace media {
namespace {

constexpr std::string_view decoder_word = "--decode-picture";
constexpr int sign_of_life = 3;
/// No size of a picture takes more: four bytes a dot of the largest would be less.
constexpr std::int64_t output_bytes_most = 32LL << 20;

[[noreturn]] void fail(const char* what) {
    throw std::runtime_error(std::string{"no picture can be decoded: "} + what + ": " +
                             std::strerror(errno));
}

/// A descriptor that is closed on every way out.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int number() const { return number_; }
    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

private:
    int number_;
};

// ---- What goes between the two: three numbers and the bytes of each size.

void put(std::string& out, std::uint32_t number) {
    std::array<char, sizeof number> bytes{};
    std::memcpy(bytes.data(), &number, sizeof number);
    out.append(bytes.data(), bytes.size());
}

std::optional<std::int64_t> take(std::string_view& bytes) {
    std::uint32_t number = 0;
    if (bytes.size() < sizeof number) return std::nullopt;
    std::memcpy(&number, bytes.data(), sizeof number);
    bytes.remove_prefix(sizeof number);
    return number;
}

std::string written(const Decoder::Sizes& sizes) {
    std::string out;
    for (const Rendition& size : sizes) {
        put(out, static_cast<std::uint32_t>(size.extent.width));
        put(out, static_cast<std::uint32_t>(size.extent.height));
        put(out, static_cast<std::uint32_t>(size.bytes.size()));
        out += size.bytes;
    }
    return out;
}

/// Nothing where a decoder that somebody took over says what none would.
std::optional<Decoder::Sizes> read_sizes(std::string_view bytes) {
    Decoder::Sizes sizes;
    while (!bytes.empty()) {
        const auto width = take(bytes), height = take(bytes), size = take(bytes);
        const std::int64_t most =
            std::size(width_steps) > sizes.size() ? width_steps[sizes.size()] : 0;
        if (!width || !height || !size || *width < 1 || *height < 1 || *width > most ||
            *height > 2 * most || *size > static_cast<std::int64_t>(bytes.size())) {
            return std::nullopt;
        }
        const std::string_view picture = bytes.substr(0, static_cast<std::size_t>(*size));
        if (format_of(picture) != Format::jpeg) return std::nullopt;
        sizes.push_back({{*width, *height}, std::string{picture}});
        bytes.remove_prefix(picture.size());
    }
    if (sizes.empty()) return std::nullopt;
    return sizes;
}

// ---- The process

std::string all_of(int descriptor) {
    std::string bytes;
    std::array<char, 65'536> piece{};
    while (true) {
        const ssize_t got = ::read(descriptor, piece.data(), piece.size());
        if (got <= 0) return bytes;
        bytes.append(piece.data(), static_cast<std::size_t>(got));
    }
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// The same file under a number that is none of those that the child is to have.
int moved_up(int file) {
    constexpr int first_free = 10;
    const int moved = file < 0 ? -1 : ::fcntl(file, F_DUPFD_CLOEXEC, first_free);
    const int error = errno;
    if (file >= 0) ::close(file);
    errno = error;
    if (moved < 0) fail("descriptor");
    return moved;
}

/// A file that only memory knows, with `bytes` in it, to be read from its beginning.
int memory_file(std::string_view bytes) {
    const int file = moved_up(::memfd_create("picture", MFD_CLOEXEC));
    if (!write_all(file, bytes) || ::lseek(file, 0, SEEK_SET) != 0) {
        ::close(file);
        fail("memory");
    }
    return file;
}

struct Pipe {
    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe");
        reads = moved_up(ends[0]);
        writes = moved_up(ends[1]);
    }
    int reads = -1, writes = -1;
};

/// The descriptors of the child are these and no others: sockets and the market stay here.
class Actions {
public:
    Actions(int input, int output, int life) {
        ::posix_spawn_file_actions_init(&actions_);
        add(input, STDIN_FILENO);
        add(output, STDOUT_FILENO);
        add(life, sign_of_life);
        ::posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, sign_of_life + 1);
    }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
    ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }

    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    void add(int from, int to) { ::posix_spawn_file_actions_adddup2(&actions_, from, to); }

    posix_spawn_file_actions_t actions_{};
};

pid_t start(const DecoderOptions& options, const Actions& actions) {
    std::array<std::string, 5> words{
        options.program, std::string{decoder_word}, std::to_string(options.pixels_most),
        std::to_string(options.memory_bytes), std::to_string(options.seconds)};
    std::array<char*, 6> argv{};
    for (std::size_t i = 0; i < words.size(); ++i) argv[i] = words[i].data();
    std::array<char*, 1> environment{};
    pid_t child = 0;
    const int error = ::posix_spawn(&child, options.program.c_str(), actions.get(), nullptr,
                                    argv.data(), environment.data());
    if (error != 0) {
        errno = error;
        fail("process");
    }
    return child;
}

/// Waits until the other end of the pipe is closed, which only the child's end does, and no longer
/// than `most`; the child is gone afterwards. Returns how it ended; nothing where it was killed.
std::optional<int> end_of(pid_t child, int life, std::chrono::milliseconds most) {
    const auto until = base::Stopwatch::now() + most;
    pollfd wait{life, POLLIN, 0};
    while (true) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - base::Stopwatch::now());
        if (left.count() <= 0) break;
        const int seen = ::poll(&wait, 1, static_cast<int>(left.count()));
        if (seen != 0 && !(seen < 0 && errno == EINTR)) break;
    }
    // One that has ended by itself keeps what it ended with.
    ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status)) return std::nullopt;
    return WEXITSTATUS(status);
}

base::Refusal refusal_of(std::optional<int> ended, const DecoderOptions& options) {
    constexpr std::int64_t million = 1'000'000;
    const End end = ended ? static_cast<End>(*ended) : End::broken;
    if (end == End::no_sandbox) {
        throw std::runtime_error("no picture can be decoded: the system refuses its sandbox");
    }
    if (end == End::not_a_picture) return picture_kind;
    if (end == End::too_large) {
        return base::with(picture_too_large, "megapixels",
                          std::to_string(options.pixels_most / million));
    }
    return picture_broken;
}

}  // namespace

Decoder::Decoder(DecoderOptions options)
    : options_(std::move(options)), pool_(options_.at_once, options_.waiting_most) {}

base::Result<Decoder::Sizes> Decoder::decode(std::string_view bytes) const {
    if (!format_of(bytes)) return picture_kind;
    const Descriptor input(memory_file(bytes)), output(memory_file(""));
    const Pipe pipe;
    const Descriptor life(pipe.reads);
    Descriptor childs_life(pipe.writes);
    const pid_t child =
        start(options_, Actions(input.number(), output.number(), childs_life.number()));
    childs_life.close();
    const auto ended =
        end_of(child, life.number(), std::chrono::milliseconds{2'000 * options_.seconds});
    if (ended != 0) return refusal_of(ended, options_);
    ::lseek(output.number(), 0, SEEK_SET);
    auto sizes = read_sizes(all_of(output.number()));
    if (!sizes) return picture_broken;
    return std::move(*sizes);
}

Decoder::Sizes renditions_of(Raster raster) {
    const auto extents = sizes_of(raster.extent);
    Decoder::Sizes sizes(extents.size());
    // From the largest on, each from the one before: there is ever less to go through.
    for (std::size_t i = sizes.size(); i-- > 0;) {
        if (extents[i] != raster.extent) raster = shrunk(raster, extents[i]);
        sizes[i] = {extents[i], jpeg_of(raster)};
    }
    return sizes;
}

bool is_decoder(int argc, const char* const* argv) {
    return argc == 5 && argv[1] == decoder_word;
}

void be_decoder(const char* const* argv) {
    const auto pixels = base::to_number(argv[2]), memory = base::to_number(argv[3]),
               seconds = base::to_number(argv[4]);
    if (!pixels || !memory || !seconds) end(End::no_sandbox);
    if (!confine({*memory, *seconds, output_bytes_most})) end(End::no_sandbox);
    const std::string bytes = all_of(STDIN_FILENO);
    const auto sizes = renditions_of(decoded(bytes, *pixels));
    end(write_all(STDOUT_FILENO, written(sizes)) ? End::well : End::broken);
}

}  // namespace media
