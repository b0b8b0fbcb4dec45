#include "http/static_files.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <system_error>

#include "base/ensure.hpp"

namespace http {
namespace {

// For what the build has not packed, the API's description above all, while its first asker waits:
// 9 would save 1 % and take 5 times as long.
constexpr int brotli_quality = 5;
constexpr int gzip_level = 6;
constexpr std::size_t compress_bytes_min = 512;

// A build gives files under assets/ names that change with their content.
constexpr std::string_view forever = "public, max-age=31536000, immutable";
constexpr std::string_view ask_each_time = "no-cache";

struct Type {
    std::string_view ending;
    std::string_view type;
};

constexpr std::array types{
    Type{".html", "text/html; charset=utf-8"},
    Type{".css", "text/css; charset=utf-8"},
    Type{".js", "text/javascript; charset=utf-8"},
    Type{".mjs", "text/javascript; charset=utf-8"},
    Type{".json", "application/json"},
    Type{".map", "application/json"},
    Type{".webmanifest", "application/manifest+json"},
    Type{".svg", "image/svg+xml"},
    Type{".png", "image/png"},
    Type{".jpg", "image/jpeg"},
    Type{".jpeg", "image/jpeg"},
    Type{".webp", "image/webp"},
    Type{".avif", "image/avif"},
    Type{".gif", "image/gif"},
    Type{".ico", "image/x-icon"},
    Type{".woff2", "font/woff2"},
    Type{".woff", "font/woff"},
    Type{".ttf", "font/ttf"},
    Type{".wasm", "application/wasm"},
    Type{".txt", "text/plain; charset=utf-8"},
    Type{".xml", "application/xml"},
    Type{".pdf", "application/pdf"},
};

std::string digest(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    constexpr std::size_t kept = 16;
    std::array<char, kept * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), kept);
    return hex.data();
}

/// If-None-Match compares weakly: a proxy may have put W/ before what we said.
bool matches(std::string_view list, std::string_view etag) {
    while (auto element = take_element(list)) {
        if (*element == "*") return true;
        if (element->starts_with("W/")) element->remove_prefix(2);
        if (*element == etag) return true;
    }
    return false;
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    if (!in) throw std::system_error(EIO, std::generic_category(), path.string());
    return std::move(bytes).str();
}

Encoding coding_of(std::string_view path) {
    if (path.ends_with(".br")) return Encoding::brotli;
    return path.ends_with(".gz") ? Encoding::gzip : Encoding::identity;
}

}  // namespace

std::string_view content_type_of(std::string_view path) {
    const auto found = std::ranges::find_if(
        types, [path](const Type& type) { return path.ends_with(type.ending); });
    return found == types.end() ? "application/octet-stream" : found->type;
}

void tag(const Request& request, Response& response) {
    std::string etag = '"' + digest(response.bytes()) + '"';
    if (matches(request.header("If-None-Match"), etag)) {
        response.status = 304;
        response.content_type.clear();
        response.body.clear();
    }
    response.headers.emplace_back("ETag", std::move(etag));
}

StaticFiles::StaticFiles(std::span<const EmbeddedFile> files) {
    for (const EmbeddedFile& file : files) {
        if (coding_of(file.path) == Encoding::identity) {
            add(std::string{file.path}, std::string{file.bytes});
        }
    }
    for (const EmbeddedFile& file : files) {
        const Encoding coding = coding_of(file.path);
        if (coding == Encoding::identity) continue;
        const auto found = files_.find(file.path.substr(0, file.path.size() - 3));
        base::ensure(found != files_.end());
        set_packed(found->second, coding, file.bytes);
    }
}

void StaticFiles::set_packed(File& file, Encoding coding, std::string_view bytes) {
    auto& packed = coding == Encoding::brotli ? file.brotli : file.gzip;
    packed = std::make_unique<Packed>();
    std::call_once(packed->once, [&] { packed->made = variant(file, coding, std::string{bytes}); });
}

StaticFiles StaticFiles::load(const std::filesystem::path& directory) {
    StaticFiles files;
    for (auto entry = std::filesystem::recursive_directory_iterator(directory);
         entry != std::filesystem::recursive_directory_iterator(); ++entry) {
        if (entry->path().filename().string().starts_with('.')) {
            entry.disable_recursion_pending();
        } else if (entry->is_regular_file()) {
            files.add(entry->path().lexically_relative(directory).generic_string(),
                      read_file(entry->path()));
        }
    }
    return files;
}

void StaticFiles::add(std::string path, std::string bytes) {
    File file{.content_type = std::string{content_type_of(path)},
              .cache_control = path.starts_with("assets/") ? forever : ask_each_time,
              .hash = digest(bytes),
              .plain = {},
              .gzip = {},
              .brotli = {}};
    if (bytes.size() >= compress_bytes_min && is_compressible(file.content_type)) {
        file.gzip = std::make_unique<Packed>();
        file.brotli = std::make_unique<Packed>();
    }
    file.plain = variant(file, Encoding::identity, std::move(bytes));
    files_.insert_or_assign(std::move(path), std::move(file));
}

StaticFiles::Variant StaticFiles::variant(const File& file, Encoding coding, std::string bytes) {
    std::string tag = '"' + file.hash;
    if (coding != Encoding::identity) tag += '-' + std::string{text(coding)};
    return Variant{std::make_shared<const std::string>(std::move(bytes)), std::move(tag) + '"'};
}

const StaticFiles::Variant* StaticFiles::packed(const File& file, Encoding coding) {
    const bool best = coding == Encoding::brotli;
    Packed* const packed = best ? file.brotli.get() : file.gzip.get();
    if (packed == nullptr) return nullptr;
    std::call_once(packed->once, [&] {
        const std::string& bytes = *file.plain.bytes;
        std::string shorter = best ? brotli(bytes, brotli_quality) : gzip(bytes, gzip_level);
        if (shorter.size() < bytes.size()) {
            packed->made = variant(file, coding, std::move(shorter));
        }
    });
    return packed->made ? &*packed->made : nullptr;
}

const StaticFiles::File* StaticFiles::look_up(std::string_view path, Unknown unknown) const {
    if (!path.starts_with('/')) return nullptr;
    path.remove_prefix(1);
    const auto found = files_.find(path.empty() ? std::string_view{"index.html"} : path);
    if (found != files_.end()) return &found->second;
    const bool names_a_file = path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
    if (unknown == Unknown::refused || names_a_file) return nullptr;
    const auto index = files_.find("index.html");
    return index == files_.end() ? nullptr : &index->second;
}

std::shared_ptr<const std::string> StaticFiles::find(std::string_view path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : found->second.plain.bytes;
}

std::optional<Response> StaticFiles::answer(const Request& request, Unknown unknown) const {
    if (request.method != Method::get && request.method != Method::head) return std::nullopt;
    const File* const file = look_up(request.path, unknown);
    if (file == nullptr) return std::nullopt;

    const Accepted accept = accepted(request.header("Accept-Encoding"));
    Encoding encoding = Encoding::identity;
    const Variant* variant = nullptr;
    if (accept.brotli) {
        variant = packed(*file, Encoding::brotli);
        if (variant != nullptr) encoding = Encoding::brotli;
    }
    if (variant == nullptr && accept.gzip) {
        variant = packed(*file, Encoding::gzip);
        if (variant != nullptr) encoding = Encoding::gzip;
    }
    if (variant == nullptr) variant = &file->plain;

    Response response;
    response.headers.emplace_back("ETag", variant->etag);
    response.headers.emplace_back("Cache-Control", file->cache_control);
    if (file->gzip || file->brotli) response.headers.emplace_back("Vary", "Accept-Encoding");
    if (matches(request.header("If-None-Match"), variant->etag)) {
        response.status = 304;
        return response;
    }
    response.content_type = file->content_type;
    if (encoding != Encoding::identity) {
        response.headers.emplace_back("Content-Encoding", text(encoding));
    }
    response.shared_body = variant->bytes;
    return response;
}

}  // namespace http
