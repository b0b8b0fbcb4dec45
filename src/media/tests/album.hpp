#pragma once

// Pictures for tests without decoding any: two sizes whose bytes are words.

#include <algorithm>

#include "media/media.hpp"
#include "media/store.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace tests {

inline Migrations media_modules() {
    return {events::migrations(), members::migrations(), media::migrations()};
}

/// A MarketTest or RoutesTest with a store, and Ann and Ben who put pictures into it.
template <class Base>
class WithAlbum : public WithPeople<Base> {
protected:
    using WithPeople<Base>::WithPeople;
    /// A command that was answered may still hold what it put into the store.
    ~WithAlbum() override {
        if (this->writer) this->writer->stop();
    }

    void SetUp() override {
        media::add_jobs(this->hub, store);
        ann = this->join("ann");
        ben = this->join("ben");
        this->must([](db::Tx& tx) -> base::Result<base::Done> {
            media::prepare(tx);
            return base::done;
        });
    }

    std::filesystem::path folder() const { return this->place.directory() / "pictures"; }

    static std::string small(const std::string& words) { return "small " + words; }
    static std::string large(const std::string& words) { return "large " + words; }

    std::shared_ptr<const media::Kept> put(const std::string& words) {
        return store.put({{{320, 240}, small(words)}, {{640, 480}, large(words)}});
    }
    media::PictureId picture(base::MemberId owner, const std::string& words) {
        const auto kept = put(words);
        return this->must([&](db::Tx& tx) { return media::add(tx, owner, *kept, media::Quota{}); });
    }
    std::string bytes_of(media::PictureId id, std::int64_t size) {
        return this->look([&](db::Snapshot& snapshot) {
            const auto digest = snapshot.one<std::string>(
                "select digest from picture_sizes where picture = $1 and size = $2", id, size);
            const auto bytes = store.read(snapshot, digest.value_or(std::string(64, '0')));
            return bytes ? *bytes : "(nothing)";
        });
    }
    std::vector<std::filesystem::path> files() const {
        std::vector<std::filesystem::path> found;
        if (!std::filesystem::exists(folder())) return found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder())) {
            if (entry.is_regular_file()) found.push_back(entry.path());
        }
        std::ranges::sort(found);
        return found;
    }
    /// Does the job that sweeps, whenever it is due.
    void sweep() {
        const auto jobs = this->look([&](db::Snapshot& snapshot) {
            return events::due(snapshot, this->now + std::chrono::hours{24}, 100);
        });
        for (const events::Job& job : jobs) (*this->hub.errand_of(job.kind))(*this->writer, job);
    }

    media::Store store{this->GetParam(), folder()};
    base::MemberId ann, ben;
};

}  // namespace tests
