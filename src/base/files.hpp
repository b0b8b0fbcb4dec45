#pragma once

// Files that have to survive a power cut. Everything here throws std::runtime_error with the
// file's name in it.

#include <filesystem>
#include <string>
#include <string_view>

namespace base {

std::string read_file(const std::filesystem::path& file);

/// Writes a file so that after a power cut there is all of it or what was there before: beside it,
/// synced, then renamed. Only its owner may read it.
void write_file(const std::filesystem::path& file, std::string_view bytes);

enum class Sync { now, later };

/// Adds `bytes` at the file's end; makes the file. When not all of them find room, none stay.
void append_file(const std::filesystem::path& file, std::string_view bytes, Sync when);

/// What was written to a file, or made and renamed in a folder, is durable afterwards.
void sync(const std::filesystem::path& path);

/// Syncs every file and folder below `folder`, and itself.
void sync_all(const std::filesystem::path& folder);

}  // namespace base
