#pragma once

// The front end's files, served from memory.
//
// Everything is read and hashed once, when the program starts, and compressed once, when somebody
// asks for it who takes that: a start waits for nothing that may never be asked for. A request is
// looked up in a map and never touches the disk, so no path can leave the directory.

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "http/compression.hpp"
#include "http/message.hpp"

namespace http {

/// A file that was built into the program. The path is relative: "assets/app-1f2e3d.js".
struct EmbeddedFile {
    std::string_view path;
    std::string_view bytes;
};

class StaticFiles {
public:
    /// What a path without a file and without a dot in its last part gets. A front end that makes
    /// its own pages wants index.html for them.
    enum class Unknown { refused, index };

    StaticFiles() = default;
    /// "name.br" and "name.gz" are what "name" is sent as to who takes that; they have no address
    /// of their own.
    explicit StaticFiles(std::span<const EmbeddedFile> files);

    /// Reads every file under `directory`; names that begin with a dot are left out. Throws
    /// std::filesystem::filesystem_error or std::system_error.
    static StaticFiles load(const std::filesystem::path& directory);

    /// Later files replace earlier ones of the same path.
    void add(std::string path, std::string bytes);

    /// The answer to a GET or HEAD; nothing where there is no such file or the method is another.
    /// From any thread.
    std::optional<Response> answer(const Request& request, Unknown unknown) const;

    bool empty() const { return files_.empty(); }

    /// The bytes of a file as they were added; nothing where there is none.
    std::shared_ptr<const std::string> find(std::string_view path) const;

private:
    struct Variant {
        std::shared_ptr<const std::string> bytes;
        std::string etag;
    };

    /// One encoding of a file, made when it is first asked for; none where it would be longer.
    struct Packed {
        std::once_flag once;
        std::optional<Variant> made;
    };

    struct File {
        std::string content_type;
        std::string_view cache_control;
        std::string hash;
        Variant plain;
        std::unique_ptr<Packed> gzip;  // None where its kind does not get shorter.
        std::unique_ptr<Packed> brotli;
    };

    static Variant variant(const File& file, Encoding coding, std::string bytes);
    static void set_packed(File& file, Encoding coding, std::string_view bytes);
    static const Variant* packed(const File& file, Encoding coding);

    const File* look_up(std::string_view path, Unknown unknown) const;

    std::map<std::string, File, std::less<>> files_;  // "index.html", "assets/app-1f2e3d.js".
};

/// Gives a whole answer an ETag of its bytes, and makes it 304 where the client has them already.
void tag(const Request& request, Response& response);

/// The type that browsers are told, by the name's ending; application/octet-stream when unknown.
std::string_view content_type_of(std::string_view path);

}  // namespace http
