// Mail as files, where there is no mail server: for a first look, and for programs that carry mail
// by themselves.

#include "base/files.hpp"
#include "notices/mailer.hpp"

namespace notices {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::hours kept{7 * 24};
constexpr int sends_between = 100;  // Two looks at what is old.

class Folder final : public Mailer {
public:
    explicit Folder(fs::path folder) : folder_(std::move(folder)) {}

    void send(const Envelope& envelope) override {
        try {
            fs::create_directories(folder_);
            fs::permissions(folder_, fs::perms::owner_all);
            const fs::path file = folder_ / (envelope.name + ".eml");
            base::write_file(file, envelope.mail);
            if (sent_++ % sends_between == 0) forget_before(fs::last_write_time(file) - kept);
        } catch (const std::exception& error) {
            throw NotTaken(error.what(), NotTaken::Way::for_now);
        }
    }

private:
    /// They hold addresses, and links that have ended long ago. Counted by the clock that dates
    /// files, which need not be this program's.
    void forget_before(fs::file_time_type oldest) const {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder_, error)) {
            const auto written = entry.last_write_time(error);
            if (error || entry.path().extension() != ".eml") continue;
            if (written < oldest) fs::remove(entry.path(), error);
        }
    }

    const fs::path folder_;
    int sent_ = 0;
};

}  // namespace

std::unique_ptr<Mailer> make_folder(fs::path folder) {
    return std::make_unique<Folder>(std::move(folder));
}

}  // namespace notices
