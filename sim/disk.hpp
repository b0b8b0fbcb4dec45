#pragma once

// A disk in memory that behaves as badly as real ones do, and an SQLite VFS on it. When the power
// goes, what was not synced is lost, arrives in any order, or is torn, and a file that was erased
// may be there again; the k-th call of a kind fails; there is no room left. What a failed sync was
// to write is never written by a later one. Chance comes from a seed alone.
//
//     sim::Disk disk(seed);
//     db::SqliteOptions options{.file = "market.db", .vfs = disk.name()};
//     disk.power_fails_at(disk.changes() + 17);   // A picture of the disk is taken there.
//     ...
//     disk.become(*disk.picture());             // What is found after the power came back.
//
// The files of one disk are shared by all connections of the program, with SQLite's shared memory,
// so that WAL mode works as on a real disk.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sim/chance.hpp"

struct sqlite3_vfs;

namespace sim {

/// What is asked of a disk; each kind is counted by itself.
enum class Call { open, read, write, sync, cut, size, erase, map };
constexpr std::array every_call{Call::open, Call::read, Call::write, Call::sync,
                                Call::cut,  Call::size, Call::erase, Call::map};
constexpr std::size_t call_kinds = every_call.size();

std::string_view name_of(Call call);

/// How a call fails.
enum class Failure { io, full, half };  ///< EIO; ENOSPC; half is done, then EIO.

/// The files as they lie on the plates.
using Picture = std::map<std::string, std::string>;

class Disk {
public:
    /// `sector` bytes are written whole or not at all, unless they are torn: 512 or 4096.
    explicit Disk(std::uint64_t seed, std::size_t sector = 512);
    Disk(const Disk&) = delete;
    Disk& operator=(const Disk&) = delete;
    ~Disk();

    /// For db::SqliteOptions::vfs.
    const std::string& name() const { return name_; }

    /// How many calls changed something or synced so far.
    std::int64_t changes() const { return changes_; }
    std::int64_t count(Call call) const { return counts_[static_cast<std::size_t>(call)]; }

    /// Takes a picture at the change of this number, before it is done.
    void power_fails_at(std::int64_t change) { power_fails_at_ = change; }
    /// Takes it now.
    Picture take_picture();
    /// The files as the program sees them: what is found when the power stays.
    Picture files();
    std::optional<Picture>& picture() { return picture_; }
    bool has_picture() const { return picture_.has_value(); }

    /// The disk is what `picture` shows; no connection may be open.
    void become(const Picture& picture);

    /// The k-th call of this kind from now on fails, once.
    void fail(Call call, std::int64_t k, Failure how);
    bool failed() const { return failed_; }
    /// Takes back what is still to go wrong.
    void behave() {
        fault_.reset();
        power_fails_at_.reset();
        full_ = false;
    }
    /// Writes that make a file longer find no room.
    void full(bool is_full) { full_ = is_full; }
    bool is_full() const { return full_; }

    /// It says that it has synced and has not, as cheap ones do. Nothing can be promised on such a
    /// disk: it shows that a test finds what is lost.
    void lies(bool about_syncs) { lies_ = about_syncs; }
    bool is_lying() const { return lies_; }

    /// Takes back only the call that was to fail.
    void spare_the_call() { fault_.reset(); }
    std::mutex& mutex() { return mutex_; }
    Chance& chance() { return chance_; }
    std::size_t sector() const { return sector_; }

    struct Inside;
    struct Handle;

private:
    friend struct Inside;

    std::mutex mutex_;
    Chance chance_;
    std::size_t sector_;
    std::string name_;
    std::unique_ptr<Inside> inside_;
    std::int64_t changes_ = 0;
    std::array<std::int64_t, call_kinds> counts_{};
    std::optional<std::int64_t> power_fails_at_;
    std::optional<Picture> picture_;
    struct Fault {
        Call call;
        std::int64_t at;
        Failure how;
    };
    std::optional<Fault> fault_;
    bool failed_ = false;
    bool full_ = false;
    bool lies_ = false;
};

}  // namespace sim
