#pragma once

// What the settings make of the parts that the program opens.

#include <memory>

#include "app/settings.hpp"
#include "db/map.hpp"
#include "db/writer.hpp"
#include "media/decoder.hpp"
#include "payments/card_page.hpp"

namespace app {

db::WriterOptions writer_options(const Settings& settings, db::Dialect dialect);

media::DecoderOptions decoder_options(const Settings& settings);

/// Where buyers pay by card; none where the operator has no such provider. Throws where a file of
/// its secrets cannot be read or is empty.
std::unique_ptr<payments::CardPage> open_card_page(const Settings& settings);

}  // namespace app
