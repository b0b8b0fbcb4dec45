#include "sim/disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <new>
#include <utility>

#include "base/ensure.hpp"
#include "db/files.hpp"

namespace sim {
namespace {

constexpr int locks_count = SQLITE_SHM_NLOCK;
constexpr std::int64_t torn_one_in = 16;

/// What was done to a file since its last sync. A cut has no bytes and sets the length.
struct Change {
    std::size_t offset = 0;
    std::string bytes;
    bool cut = false;
};

void put(std::string& file, std::size_t offset, std::string_view bytes) {
    if (file.size() < offset + bytes.size()) file.resize(offset + bytes.size());
    file.replace(offset, bytes.size(), bytes);
}

struct File {
    std::string now;      // As the program sees it.
    std::string durable;  // As of the last sync.
    std::vector<Change> changes;
    bool named = false;  // Its folder was synced since it was made.

    // Locks of the whole file, as SQLite names them.
    int shared = 0;
    const void* reserved = nullptr;
    const void* exclusive = nullptr;

    // Shared memory.
    std::vector<std::unique_ptr<std::string>> regions;
    std::array<int, locks_count> readers{};
    std::array<const void*, locks_count> writer{};
    int mapped = 0;

    void sync() {
        for (const Change& change : changes) {
            if (change.cut) {
                durable.resize(change.offset);
            } else {
                put(durable, change.offset, change.bytes);
            }
        }
        changes.clear();
    }

    /// The system takes for written what it could not write.
    void fail_sync(Chance& chance, std::size_t sector) {
        durable = after_power_loss(chance, sector);
        changes.clear();
    }

    /// Each sector of each write arrives or does not; some arrive in part.
    std::string after_power_loss(Chance& chance, std::size_t sector) const {
        std::string left = durable;
        for (const Change& change : changes) {
            if (change.cut) {
                if (chance.one_in(2)) left.resize(change.offset);
                continue;
            }
            const std::string_view bytes = change.bytes;
            for (std::size_t at = 0; at < bytes.size();) {
                const std::size_t place = change.offset + at;
                std::size_t size = std::min(bytes.size() - at, sector - place % sector);
                const std::size_t step = size;
                if (chance.one_in(torn_one_in)) {
                    size = static_cast<std::size_t>(chance.below(static_cast<std::int64_t>(size)));
                }
                if (chance.one_in(2)) put(left, place, bytes.substr(at, size));
                at += step;
            }
        }
        return left;
    }
};

}  // namespace

struct Disk::Inside {
    explicit Inside(Disk& owner) : disk(owner) {}

    /// Notes a call; what it is to answer instead of doing it, if so.
    std::optional<Failure> begin(Call call) {
        const std::int64_t number = ++disk.counts_[static_cast<std::size_t>(call)];
        const bool changes =
            call == Call::write || call == Call::sync || call == Call::cut || call == Call::erase;
        if (changes && ++disk.changes_ == disk.power_fails_at_) {
            disk.picture_ = picture();
            disk.power_fails_at_.reset();
        }
        const auto& fault = disk.fault_;
        if (!fault || fault->call != call || fault->at != number) return std::nullopt;
        disk.failed_ = true;
        const Failure how = fault->how;
        disk.fault_.reset();
        return how;
    }

    Picture picture() {
        Picture all;
        for (const auto& [name, file] : files) {
            if (!file->named && disk.chance_.one_in(2)) continue;
            std::string left = file->after_power_loss(disk.chance_, disk.sector_);
            if (!left.empty()) all.emplace(name, std::move(left));
        }
        for (const auto& [name, file] : erased) {
            if (all.contains(name) || disk.chance_.one_in(2)) continue;
            all.emplace(name, file->after_power_loss(disk.chance_, disk.sector_));
        }
        return all;
    }

    void sync_folder() {
        erased.clear();
        for (const auto& [name, file] : files) file->named = true;
    }

    Disk& disk;
    std::map<std::string, std::shared_ptr<File>> erased;  // And the folder not synced since.
    std::map<std::string, std::shared_ptr<File>> files;
    sqlite3_vfs vfs{};
};

/// An open file, in the memory that SQLite gives.
struct Disk::Handle {
    sqlite3_file base;
    Disk::Inside* inside;
    std::shared_ptr<File> file;
    bool syncs_folder = false;  // With its next sync.
    int lock = SQLITE_LOCK_NONE;
    bool maps = false;

    static Handle& of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
};

namespace {

using Handle = Disk::Handle;
using Inside = Disk::Inside;

Inside& inside_of(sqlite3_vfs* vfs) {
    return *static_cast<Inside*>(vfs->pAppData);
}

}  // namespace

/// The calls of SQLite. Every one is under the disk's own lock.
struct Vfs {
    static std::mutex& mutex(Inside& inside);
    static int close(sqlite3_file* file);
    static int read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset);
    static int write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset);
    static int cut(sqlite3_file* file, sqlite3_int64 size);
    static int sync(sqlite3_file* file, int flags);
    static int size(sqlite3_file* file, sqlite3_int64* out);
    static int lock(sqlite3_file* file, int level);
    static int unlock(sqlite3_file* file, int level);
    static int reserved(sqlite3_file* file, int* out);
    static int map(sqlite3_file* file, int region, int size, int extend, void volatile** out);
    static int map_lock(sqlite3_file* file, int first, int count, int flags);
    static int unmap(sqlite3_file* file, int erase);
    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out);
    static int erase(sqlite3_vfs* vfs, const char* name, int sync);
    static int access(sqlite3_vfs* vfs, const char* name, int flags, int* out);
};

int Vfs::close(sqlite3_file* file) {
    Handle& handle = Handle::of(file);
    unlock(file, SQLITE_LOCK_NONE);
    handle.~Handle();
    return SQLITE_OK;
}

int Vfs::read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
    Handle& handle = Handle::of(file);
    const std::lock_guard lock(mutex(*handle.inside));
    if (handle.inside->begin(Call::read)) return SQLITE_IOERR_READ;
    const std::string& bytes = handle.file->now;
    const auto begin = std::min(static_cast<std::size_t>(offset), bytes.size());
    const auto wanted = static_cast<std::size_t>(amount);
    const std::size_t size = std::min(wanted, bytes.size() - begin);
    std::memcpy(to, bytes.data() + begin, size);
    if (size == wanted) return SQLITE_OK;
    std::memset(static_cast<char*>(to) + size, 0, wanted - size);
    return SQLITE_IOERR_SHORT_READ;
}

int Vfs::write(sqlite3_file* file, const void* from, int amount, sqlite3_int64 offset) {
    Handle& handle = Handle::of(file);
    Inside& inside = *handle.inside;
    const std::lock_guard lock(mutex(inside));
    const auto failure = inside.begin(Call::write);
    std::string_view bytes{static_cast<const char*>(from), static_cast<std::size_t>(amount)};
    const auto place = static_cast<std::size_t>(offset);
    const bool longer = place + bytes.size() > handle.file->now.size();
    if (failure == Failure::full || (inside.disk.is_full() && longer)) return SQLITE_FULL;
    if (failure == Failure::io) return SQLITE_IOERR_WRITE;
    if (failure == Failure::half) bytes = bytes.substr(0, bytes.size() / 2);
    put(handle.file->now, place, bytes);
    handle.file->changes.push_back({place, std::string{bytes}});
    return failure ? SQLITE_IOERR_WRITE : SQLITE_OK;
}

int Vfs::cut(sqlite3_file* file, sqlite3_int64 size) {
    Handle& handle = Handle::of(file);
    const std::lock_guard lock(mutex(*handle.inside));
    if (handle.inside->begin(Call::cut)) return SQLITE_IOERR_TRUNCATE;
    handle.file->now.resize(static_cast<std::size_t>(size));
    handle.file->changes.push_back({static_cast<std::size_t>(size), {}, true});
    return SQLITE_OK;
}

int Vfs::sync(sqlite3_file* file, int) {
    Handle& handle = Handle::of(file);
    const std::lock_guard lock(mutex(*handle.inside));
    Inside& inside = *handle.inside;
    if (inside.begin(Call::sync)) {
        handle.file->fail_sync(inside.disk.chance(), inside.disk.sector());
        return SQLITE_IOERR_FSYNC;
    }
    if (inside.disk.is_lying()) return SQLITE_OK;
    handle.file->sync();
    if (std::exchange(handle.syncs_folder, false)) inside.sync_folder();
    return SQLITE_OK;
}

int Vfs::size(sqlite3_file* file, sqlite3_int64* out) {
    Handle& handle = Handle::of(file);
    const std::lock_guard lock(mutex(*handle.inside));
    if (handle.inside->begin(Call::size)) return SQLITE_IOERR_FSTAT;
    *out = static_cast<sqlite3_int64>(handle.file->now.size());
    return SQLITE_OK;
}

int Vfs::lock(sqlite3_file* file, int level) {
    Handle& handle = Handle::of(file);
    const std::lock_guard guard(mutex(*handle.inside));
    File& held = *handle.file;
    if (level <= handle.lock) return SQLITE_OK;
    const bool taken = held.exclusive != nullptr && held.exclusive != &handle;
    if (taken) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_SHARED) {
        ++held.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
        if (held.reserved != nullptr && held.reserved != &handle) return SQLITE_BUSY;
        held.reserved = &handle;
    } else {
        if (held.reserved != nullptr && held.reserved != &handle) return SQLITE_BUSY;
        if (held.shared > 1) return SQLITE_BUSY;
        held.exclusive = &handle;
    }
    handle.lock = level;
    return SQLITE_OK;
}

int Vfs::unlock(sqlite3_file* file, int level) {
    Handle& handle = Handle::of(file);
    const std::lock_guard guard(mutex(*handle.inside));
    File& held = *handle.file;
    if (level >= handle.lock) return SQLITE_OK;
    if (held.exclusive == &handle) held.exclusive = nullptr;
    if (held.reserved == &handle) held.reserved = nullptr;
    if (level == SQLITE_LOCK_NONE) --held.shared;
    handle.lock = level;
    return SQLITE_OK;
}

int Vfs::reserved(sqlite3_file* file, int* out) {
    const Handle& handle = Handle::of(file);
    const std::lock_guard guard(mutex(*handle.inside));
    *out = handle.file->reserved != nullptr || handle.file->exclusive != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int Vfs::map(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    Handle& handle = Handle::of(file);
    const std::lock_guard guard(mutex(*handle.inside));
    *out = nullptr;
    if (handle.inside->begin(Call::map)) return SQLITE_IOERR_SHMMAP;
    File& held = *handle.file;
    if (!handle.maps) ++held.mapped;
    handle.maps = true;
    const auto number = static_cast<std::size_t>(region);
    if (number >= held.regions.size()) {
        if (extend == 0) return SQLITE_OK;
        while (held.regions.size() <= number) {
            held.regions.push_back(
                std::make_unique<std::string>(static_cast<std::size_t>(size), '\0'));
        }
    }
    *out = held.regions[number]->data();
    return SQLITE_OK;
}

int Vfs::map_lock(sqlite3_file* file, int first, int count, int flags) {
    Handle& handle = Handle::of(file);
    const std::lock_guard guard(mutex(*handle.inside));
    File& held = *handle.file;
    const auto begin = static_cast<std::size_t>(first);
    const auto end = begin + static_cast<std::size_t>(count);
    const bool alone = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    for (std::size_t i = begin; i < end && (flags & SQLITE_SHM_LOCK) != 0; ++i) {
        if (held.writer[i] != nullptr || (alone && held.readers[i] > 0)) return SQLITE_BUSY;
    }
    for (std::size_t i = begin; i < end; ++i) {
        if ((flags & SQLITE_SHM_LOCK) != 0) {
            if (alone) held.writer[i] = &handle;
            if (!alone) ++held.readers[i];
        } else {
            if (alone && held.writer[i] == &handle) held.writer[i] = nullptr;
            if (!alone && held.readers[i] > 0) --held.readers[i];
        }
    }
    return SQLITE_OK;
}

int Vfs::unmap(sqlite3_file* file, int) {
    Handle& handle = Handle::of(file);
    const std::lock_guard guard(mutex(*handle.inside));
    if (handle.maps && --handle.file->mapped == 0) handle.file->regions.clear();
    handle.maps = false;
    return SQLITE_OK;
}

std::mutex& Vfs::mutex(Inside& inside) {
    return inside.disk.mutex();
}

namespace {

const sqlite3_io_methods methods{
    2,
    Vfs::close,
    Vfs::read,
    Vfs::write,
    Vfs::cut,
    Vfs::sync,
    Vfs::size,
    Vfs::lock,
    Vfs::unlock,
    Vfs::reserved,
    [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; },
    // As SQLite's own file system says of every disk: a write leaves the bytes beside it alone.
    [](sqlite3_file*) { return 4096; },
    [](sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; },
    Vfs::map,
    Vfs::map_lock,
    [](sqlite3_file*) { std::atomic_thread_fence(std::memory_order_seq_cst); },
    Vfs::unmap,
    nullptr,
    nullptr,
};

}  // namespace

int Vfs::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    Inside& inside = inside_of(vfs);
    const std::lock_guard lock(mutex(inside));
    file->pMethods = nullptr;
    if (inside.begin(Call::open)) return SQLITE_CANTOPEN;
    std::shared_ptr<File> found;
    if (name == nullptr) {
        found = std::make_shared<File>();
    } else {
        const auto known = inside.files.find(name);
        if (known == inside.files.end() && (flags & SQLITE_OPEN_CREATE) == 0) {
            return SQLITE_CANTOPEN;
        }
        auto& place = inside.files[name];
        if (!place) place = std::make_shared<File>();
        found = place;
    }
    // As SQLite's own: the first sync of a log or journal syncs its folder too, no other file's
    // does.
    const bool log = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    const bool syncs_folder = log && (flags & SQLITE_OPEN_CREATE) != 0;
    auto* handle = new (file) Handle{{}, &inside, std::move(found), syncs_folder};
    handle->base.pMethods = &methods;
    if (out != nullptr) *out = flags;
    return SQLITE_OK;
}

int Vfs::erase(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    Inside& inside = inside_of(vfs);
    const std::lock_guard lock(mutex(inside));
    const auto found = inside.files.find(name);
    if (found == inside.files.end()) return SQLITE_IOERR_DELETE_NOENT;
    if (inside.begin(Call::erase)) return SQLITE_IOERR_DELETE;
    if (found->second->named) inside.erased.insert_or_assign(name, found->second);
    inside.files.erase(found);
    if (sync_folder != 0 && !inside.disk.is_lying()) inside.sync_folder();
    return SQLITE_OK;
}

int Vfs::access(sqlite3_vfs* vfs, const char* name, int, int* out) {
    Inside& inside = inside_of(vfs);
    const std::lock_guard lock(mutex(inside));
    const auto found = inside.files.find(name);
    *out = found != inside.files.end() && !found->second->now.empty() ? 1 : 0;
    return SQLITE_OK;
}

std::string_view name_of(Call call) {
    constexpr std::array<std::string_view, call_kinds> names{"open", "read", "write", "sync",
                                                             "cut",  "size", "erase", "map"};
    return names[static_cast<std::size_t>(call)];
}

Disk::Disk(std::uint64_t seed, std::size_t sector)
    : chance_(seed), sector_(sector), inside_(std::make_unique<Inside>(*this)) {
    static std::atomic<int> count{0};
    name_ = "sim" + std::to_string(count.fetch_add(1));
    sqlite3_vfs& vfs = inside_->vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(Handle);
    vfs.mxPathname = 512;
    vfs.zName = name_.c_str();
    vfs.pAppData = inside_.get();
    vfs.xOpen = Vfs::open;
    vfs.xDelete = Vfs::erase;
    vfs.xAccess = Vfs::access;
    vfs.xFullPathname = [](sqlite3_vfs*, const char* name, int size, char* out) {
        sqlite3_snprintf(size, out, "%s", name);
        return SQLITE_OK;
    };
    vfs.xRandomness = [](sqlite3_vfs* self, int size, char* out) {
        Inside& inside = inside_of(self);
        for (int i = 0; i < size; ++i) out[i] = static_cast<char>(inside.disk.chance().below(256));
        return size;
    };
    vfs.xSleep = [](sqlite3_vfs*, int micros) { return micros; };
    vfs.xCurrentTimeInt64 = [](sqlite3_vfs*, sqlite3_int64* out) {
        *out = 0;  // Nothing of ours asks SQLite for the time.
        return SQLITE_OK;
    };
    vfs.xGetLastError = [](sqlite3_vfs*, int, char*) { return 0; };
    base::ensure(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

Disk::~Disk() {
    db::forget_steady_files(name_);
    sqlite3_vfs_unregister(&inside_->vfs);
}

Picture Disk::take_picture() {
    const std::lock_guard lock(mutex_);
    return inside_->picture();
}

Picture Disk::files() {
    const std::lock_guard lock(mutex_);
    Picture all;
    for (const auto& [name, file] : inside_->files) all.emplace(name, file->now);
    return all;
}

void Disk::become(const Picture& picture) {
    const std::lock_guard lock(mutex_);
    inside_->files.clear();
    inside_->erased.clear();
    for (const auto& [name, bytes] : picture) {
        auto file = std::make_shared<File>();
        file->now = bytes;
        file->durable = bytes;
        file->named = true;
        inside_->files.emplace(name, std::move(file));
    }
    fault_.reset();
    power_fails_at_.reset();
    picture_.reset();
    full_ = false;
}

void Disk::fail(Call call, std::int64_t k, Failure how) {
    fault_ = Fault{call, count(call) + k, how};
    failed_ = false;
}

}  // namespace sim
