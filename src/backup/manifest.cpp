#include "backup/manifest.hpp"

#include <sodium.h>
#include <toml++/toml.h>

#include <array>
#include <fstream>
#include <stdexcept>

#include "backup/copy.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace backup {
namespace {

constexpr std::int64_t format = 1;
/// What is signed begins so, that no signature of something else can be put here.
constexpr std::string_view signed_as = "fairground backup\n";

template <class T>
T get(const toml::table& table, std::string_view key) {
    const auto value = table[key].value_exact<T>();
    if (!value) {
        throw Differs("the backup's " + std::string{manifest_name} + " has no " + std::string{key});
    }
    return *value;
}

base::Time instant(const toml::table& table, std::string_view key) {
    const auto at = base::from_iso(get<std::string>(table, key));
    if (!at) throw Differs("the backup's " + std::string{key} + " is no instant");
    return *at;
}

template <class Take>
void each_table(const toml::table& table, std::string_view key, Take take) {
    const toml::array* list = table[key].as_array();
    if (list == nullptr) {
        throw Differs("the backup's " + std::string{manifest_name} + " lists no " +
                      std::string{key});
    }
    for (const auto& item : *list) {
        if (const toml::table* entry = item.as_table()) take(*entry);
    }
}

Manifest parse(std::string_view text) {
    const toml::table table = toml::parse(text);
    if (get<std::int64_t>(table, "format") != format) {
        throw std::runtime_error("this backup was made by a newer Fairground");
    }
    Manifest manifest;
    manifest.program = get<std::string>(table, "program");
    manifest.made = instant(table, "made");
    manifest.market = get<std::string>(table, "market");
    manifest.batch = get<std::int64_t>(table, "batch");
    manifest.batch_at = instant(table, "batch_at");
    manifest.head = get<std::string>(table, "head");
    each_table(table, "table", [&](const toml::table& entry) {
        manifest.tables.push_back({get<std::string>(entry, "name"),
                                   get<std::int64_t>(entry, "rows"),
                                   get<std::string>(entry, "sha256")});
    });
    each_table(table, "file", [&](const toml::table& entry) {
        manifest.files.push_back({get<std::string>(entry, "name"),
                                  get<std::int64_t>(entry, "bytes"),
                                  get<std::string>(entry, "sha256")});
    });
    return manifest;
}

struct Cut {
    std::string_view body;  // What is signed.
    std::string signature;
};

/// Nothing may follow the line of the signature: nobody would have signed it.
Cut cut_signature(std::string_view text) {
    constexpr std::string_view begin = "\nsignature = \"", end = "\"\n";
    constexpr std::size_t digits = 2 * crypto_sign_BYTES, size = begin.size() + digits + end.size();
    if (text.size() >= size) {
        const std::string_view line = text.substr(text.size() - size);
        const auto signature = base::from_hex(line.substr(begin.size(), digits));
        if (line.starts_with(begin) && line.ends_with(end) && signature) {
            return {text.substr(0, text.size() - size + 1), *signature};
        }
    }
    throw Differs("the backup's " + std::string{manifest_name} +
                  " does not end with its signature");
}

}  // namespace

FileDigest digest_file(const std::filesystem::path& file, const std::string& name,
                       const std::filesystem::path& copy) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    std::ofstream out;
    if (!copy.empty()) {
        if (std::filesystem::exists(copy)) {
            throw std::runtime_error(name + " is in the backup twice");
        }
        std::filesystem::create_directories(copy.parent_path());
        out.open(copy, std::ios::binary | std::ios::trunc);
        std::filesystem::permissions(
            copy, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        if (!out) throw std::runtime_error("cannot write " + copy.string());
    }
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    FileDigest digest{name, 0, {}};
    constexpr std::size_t bytes_at_once = 1 << 20;
    std::string bytes(bytes_at_once, '\0');
    while (in) {
        in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        const std::streamsize got = in.gcount();
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()),
                                  static_cast<std::uint64_t>(got));
        if (!copy.empty() && !out.write(bytes.data(), got)) {
            throw std::runtime_error("cannot write " + copy.string());
        }
        digest.bytes += got;
    }
    if (in.bad() || (!copy.empty() && !out.flush())) {
        throw std::runtime_error("cannot copy " + file.string());
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> sha256{};
    crypto_hash_sha256_final(&state, sha256.data());
    digest.sha256 = base::to_hex({reinterpret_cast<const char*>(sha256.data()), sha256.size()});
    return digest;
}

std::string text_of(const Manifest& manifest, const ledger::SigningKey& key) {
    std::string text = "# A whole backup of a market; `fairground restore` takes it.\n";
    const auto line = [&](std::string_view name, const std::string& value) {
        text += std::string{name} + " = " + value + "\n";
    };
    line("format", std::to_string(format));
    line("program", base::toml_text(manifest.program));
    line("made", base::toml_text(base::to_iso(manifest.made)));
    line("market", base::toml_text(manifest.market));
    line("batch", std::to_string(manifest.batch));
    line("batch_at", base::toml_text(base::to_iso(manifest.batch_at)));
    line("head", base::toml_text(manifest.head));
    for (const TableDigest& table : manifest.tables) {
        text += "\n[[table]]\n";
        line("name", base::toml_text(table.table));
        line("rows", std::to_string(table.rows));
        line("sha256", base::toml_text(table.sha256));
    }
    for (const FileDigest& file : manifest.files) {
        text += "\n[[file]]\n";
        line("name", base::toml_text(file.name));
        line("bytes", std::to_string(file.bytes));
        line("sha256", base::toml_text(file.sha256));
    }
    text += "\n[signed]  # Everything above this line and the line itself.\n";
    const std::string signature = key.sign(std::string{signed_as} + text);
    return text + "signature = " + base::toml_text(base::to_hex(signature)) + "\n";
}

Read read_manifest(const std::filesystem::path& backup, std::string_view public_half) {
    const std::filesystem::path file = backup / manifest_name;
    if (!std::filesystem::exists(file)) {
        throw std::runtime_error(backup.string() + " is no whole backup: it has no " +
                                 std::string{manifest_name});
    }
    const std::string text = base::read_file(file);
    const auto [body, signature] = cut_signature(text);
    try {
        return {parse(body),
                ledger::is_signed_by(public_half, std::string{signed_as} + std::string{body},
                                     signature)};
    } catch (const toml::parse_error& error) {
        throw Differs(file.string() + ": " + std::string{error.description()});
    }
}

}  // namespace backup
