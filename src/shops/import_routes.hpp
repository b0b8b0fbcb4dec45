#pragma once

#include "http/router.hpp"

namespace shops {

/// Importing a catalogue and asking how far it is.
void add_import_routes(http::Router& router);

}  // namespace shops
