#include "app/openings.hpp"

#include <stdexcept>

#include "base/files.hpp"
#include "base/text.hpp"

namespace app {
namespace {

constexpr std::int64_t sqlite_batch_max = 1024;
/// On PostgreSQL each command of a batch is a subtransaction, and past 64 of them snapshots get
/// slower for everybody.
constexpr std::int64_t postgres_batch_max = 60;

}  // namespace

db::WriterOptions writer_options(const Settings& settings, db::Dialect dialect) {
    const std::int64_t usual =
        dialect == db::Dialect::sqlite ? sqlite_batch_max : postgres_batch_max;
    db::WriterOptions options;
    options.batch_max = static_cast<std::size_t>(
        settings.writer_batch_max == 0 ? usual : settings.writer_batch_max);
    options.queue_max = static_cast<std::size_t>(settings.writer_queue_max);
    options.pressure.burst = std::chrono::milliseconds{settings.writer_burst_millis};
    options.pressure.steady = std::chrono::milliseconds{settings.writer_wait_millis};
    options.slow = std::chrono::milliseconds{settings.slow_millis};
    return options;
}

media::DecoderOptions decoder_options(const Settings& settings) {
    media::DecoderOptions options;
    options.at_once = settings.picture_decoders;
    options.pixels_most = settings.picture_pixels_max;
    options.memory_bytes = settings.picture_memory_mib << 20;
    options.seconds = settings.picture_seconds_max;
    return options;
}

std::unique_ptr<payments::CardPage> open_card_page(const Settings& settings) {
    if (settings.card_key_file.empty()) return nullptr;
    const auto secret = [](const std::string& file) {
        return std::string{base::trimmed(base::read_file(file))};
    };
    payments::CardOptions options;
    options.api = settings.card_api;
    options.key = secret(settings.card_key_file);
    options.webhook = secret(settings.card_webhook_file);
    if (options.key.empty() || options.webhook.empty()) {
        throw std::runtime_error("card_key_file or card_webhook_file is empty");
    }
    options.come_back = settings.public_url;
    while (options.come_back.ends_with('/')) options.come_back.pop_back();
    options.come_back += "/orders/";
    return payments::make_card_page(std::move(options));
}

}  // namespace app
