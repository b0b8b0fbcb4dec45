#include "ledger/heads.hpp"

#include <sodium.h>

#include <array>
#include <map>
#include <stdexcept>

#include "base/log.hpp"
#include "base/text.hpp"

namespace ledger {
namespace {

constexpr std::chrono::minutes sign_every{1};
constexpr std::string_view no_head = "-";
/// Two days of trade, before a start keeps only the last of each day.
constexpr std::size_t heads_max = 2 * 24 * 60;

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

void wake() {
    base::ensure(sodium_init() >= 0);
}

std::string digits_or_none(const std::string& head) {
    return head.empty() ? std::string{no_head} : base::to_hex(head);
}

/// What is signed: never anything else with this beginning.
std::string message_of(const SignedHead& head) {
    return "fairground chain head\n" + std::to_string(head.batch) + " " +
           std::to_string(base::micros_of(head.at)) + " " + digits_or_none(head.head) + "\n";
}

std::string key_in(const std::filesystem::path& file) {
    const std::string text = base::read_file(file);
    const auto key = base::from_hex(base::trimmed(text));
    if (!key ||
        (key->size() != crypto_sign_SECRETKEYBYTES && key->size() != crypto_sign_PUBLICKEYBYTES)) {
        throw std::runtime_error(file.string() + " is no signing key");
    }
    return *key;
}

std::optional<SignedHead> parse(std::string_view line) {
    std::array<std::string_view, 4> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t end = i + 1 < parts.size() ? line.find(' ') : line.size();
        if (end == line.npos) return std::nullopt;
        parts[i] = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    const auto batch = base::to_number(parts[0]), at = base::to_number(parts[1]);
    const auto head = parts[2] == no_head ? std::string{} : base::from_hex(parts[2]);
    const auto signature = base::from_hex(parts[3]);
    if (!batch || !at || !head || !signature) return std::nullopt;
    return SignedHead{*batch, base::time_of(*at), *head, *signature};
}

/// Whatever is left of a line would spoil the next one.
void cut_torn_line(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return;
    const std::string text = base::read_file(file);
    const std::size_t end = text.rfind('\n');
    const std::size_t whole = end == text.npos ? 0 : end + 1;
    if (whole == text.size()) return;
    std::filesystem::resize_file(file, whole);
    base::log(base::Level::warning,
              file.string() + " ended within a line: " + std::to_string(text.size() - whole) +
                  " bytes were cut off, all before them is whole");
}

/// The last head of each day: a later one vouches for all before it, and those only tell when.
std::string thinned(const std::vector<SignedHead>& heads) {
    std::map<std::chrono::sys_days, const SignedHead*> days;
    for (const SignedHead& head : heads) {
        const SignedHead*& kept = days[std::chrono::floor<std::chrono::days>(head.at)];
        if (kept == nullptr || head.batch >= kept->batch) kept = &head;
    }
    std::string text;
    for (const auto& [day, head] : days) text += line_of(*head);
    return text;
}

}  // namespace

SigningKey SigningKey::open(const std::filesystem::path& file, const std::filesystem::path& heads) {
    wake();
    if (!std::filesystem::exists(file)) {
        if (!read_heads(heads).empty()) {
            throw std::runtime_error("the key " + file.string() +
                                     " is gone, with which the heads in " + heads.string() +
                                     " were signed: put it back");
        }
        std::string half(crypto_sign_PUBLICKEYBYTES, '\0');
        std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
        crypto_sign_keypair(raw(half), raw(secret));
        std::filesystem::path beside = file;
        beside += ".pub";
        base::write_file(beside, base::to_hex(half) + "\n");
        base::write_file(file, base::to_hex(secret) + "\n");
    }
    std::string secret = key_in(file);
    if (secret.size() != crypto_sign_SECRETKEYBYTES) {
        throw std::runtime_error(file.string() +
                                 " is the public half of a key; nothing can be "
                                 "signed with it");
    }
    return SigningKey(std::move(secret));
}

std::string SigningKey::sign(std::string_view message) const {
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(raw(signature), nullptr, raw(message), message.size(), raw(secret_));
    return signature;
}

std::string SigningKey::public_half() const {
    return secret_.substr(crypto_sign_SECRETKEYBYTES - crypto_sign_PUBLICKEYBYTES);
}

std::string public_half_in(const std::filesystem::path& file) {
    const std::string key = key_in(file);
    return key.substr(key.size() - crypto_sign_PUBLICKEYBYTES);
}

bool is_signed_by(std::string_view public_half, std::string_view message,
                  std::string_view signature) {
    wake();
    return public_half.size() == crypto_sign_PUBLICKEYBYTES &&
           signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(raw(signature), raw(message), message.size(),
                                       raw(public_half)) == 0;
}

SignedHead sign_head(const SigningKey& key, const db::Position& position) {
    SignedHead head{position.batch, position.at, position.head.value, {}};
    head.signature = key.sign(message_of(head));
    return head;
}

std::string line_of(const SignedHead& head) {
    return std::to_string(head.batch) + " " + std::to_string(base::micros_of(head.at)) + " " +
           digits_or_none(head.head) + " " + base::to_hex(head.signature) + "\n";
}

std::vector<SignedHead> read_heads(const std::filesystem::path& file) {
    std::vector<SignedHead> heads;
    if (!std::filesystem::exists(file)) return heads;
    const std::string text = base::read_file(file);
    for (std::string_view rest = text; rest.find('\n') != rest.npos;) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        const auto head = parse(line);
        if (!head) throw std::runtime_error(file.string() + " has a line that is no signed head");
        heads.push_back(*head);
        rest.remove_prefix(line.size() + 1);
    }
    return heads;
}

HeadsFound check_heads(db::Snapshot& snapshot, const std::vector<SignedHead>& heads,
                       std::string_view public_half) {
    HeadsFound found;
    std::int64_t newest = 0;
    for (const SignedHead& head : heads) {
        if (!is_signed_by(public_half, message_of(head), head.signature)) {
            ++found.forged;
            continue;
        }
        newest = std::max(newest, head.batch);
        const auto chain =
            snapshot.one<db::Bytes>("select chain from batches where seq = $1", head.batch);
        const bool in_chain = head.batch == 0 || (chain && chain->value == head.head);
        if (!in_chain) ++found.not_in_chain;
    }
    found.unsigned_batches = snapshot.number("select count(*) from batches where seq > $1", newest);
    return found;
}

HeadBook::HeadBook(std::filesystem::path file, SigningKey key)
    : file_(std::move(file)), key_(std::move(key)) {
    const std::vector<SignedHead> heads = read_heads(file_);
    // The newest by number, not the last line: a file that was put together by hand may be mixed.
    for (const SignedHead& head : heads) {
        if (!last_ || head.batch >= last_->batch) last_ = head;
    }
    if (heads.size() > heads_max) base::write_file(file_, thinned(heads));
    cut_torn_line(file_);
    if (last_) due_ = last_->at + sign_every;
}

void HeadBook::check(db::Snapshot& snapshot) const {
    if (!last_) return;
    const HeadsFound found = check_heads(snapshot, {*last_}, key_.public_half());
    if (found.forged == 0 && found.not_in_chain == 0) return;
    const std::string batch = std::to_string(last_->batch);
    throw std::runtime_error(
        found.forged > 0
            ? "the head of batch " + batch + " in " + file_.string() +
                  " was not signed with this market's key; run fairground verify"
            : "batch " + batch +
                  " of this market is not the one whose head was signed; run "
                  "fairground verify. If you put an older database back by hand, restore " +
                  file_.string() + " with it");
}

void HeadBook::check_new() const {
    if (!last_) return;
    throw std::runtime_error("there is no market in this database, but " + file_.string() +
                             " has signed heads of one: say where it is, or restore it");
}

void HeadBook::after_batch(const db::Position& position) {
    if (position.at < due_) return;
    try {
        append(sign_head(key_, position), base::Sync::later);
    } catch (const std::exception& error) {
        base::log(base::Level::error, "the head of batch " + std::to_string(position.batch) +
                                          " is not signed: " + error.what());
    }
}

void HeadBook::sign(const db::Position& position) {
    if (position.batch == 0 || (last_ && last_->batch == position.batch)) return;
    append(sign_head(key_, position), base::Sync::now);
}

void HeadBook::append(const SignedHead& head, base::Sync when) {
    due_ = head.at + sign_every;
    if (failed_) cut_torn_line(file_);
    failed_ = true;
    base::append_file(file_, line_of(head), when);
    failed_ = false;
    last_ = head;
}

}  // namespace ledger
