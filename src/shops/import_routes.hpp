#pragma once

#include "http/router.hpp"

namespace shops {

/// Importing a catalogue and asking how far it is.
/// `origin`: what addresses begin with in files that go out; "": as who fetches one asked for it.
void add_import_routes(http::Router& router, const std::string& origin);

}  // namespace shops
