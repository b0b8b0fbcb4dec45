#pragma once

// A sheet as PDF: A4, as many pages as it takes, the text selectable in every language of ours, and
// no more of the font in it than what it shows. The same sheet has the same bytes with the same
// versions of cairo, FreeType and the font.

#include <memory>
#include <string>

#include "base/result.hpp"
#include "documents/sheet.hpp"

namespace documents {

/// Debian's fonts-noto-cjk.
inline constexpr const char* font_file = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

class Press {
public:
    explicit Press(std::string font = font_file);
    Press(const Press&) = delete;
    Press& operator=(const Press&) = delete;
    ~Press();

    /// One at a time, for the whole program: who waits longer than some seconds is refused with
    /// pdf_busy, so that PDFs never take more than one thread and one document's memory. no_pdf
    /// where the font is not there. Any thread that may wait.
    base::Result<std::string> print(const Sheet& sheet) const;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace documents
