#pragma once

// A folder or a file that is called NAME.part until it is whole.

#include <filesystem>
#include <string_view>

namespace backup {

inline constexpr std::string_view part_mark = ".part";

/// Gone again unless it gets its name. One program at a time makes it, and only its owner reads it.
class Part {
public:
    enum class Kind { folder, file };

    /// Begins with nothing: what an interrupted program left behind is taken away. Throws
    /// std::runtime_error while another program is at it.
    Part(const std::filesystem::path& name, Kind kind);
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;
    ~Part();

    const std::filesystem::path& path() const { return part_; }

    /// Syncs all of it and gives it its name. Throws when that is taken by now, but for an empty
    /// folder.
    void keep();

    bool is_kept() const { return kept_; }

    /// Takes the name away again, for whoever could not do what belongs to it.
    void take_back() noexcept;

private:
    void clear() const;

    std::filesystem::path name_, part_;
    Kind kind_;
    int claim_ = -1;
    bool kept_ = false;
};

}  // namespace backup
