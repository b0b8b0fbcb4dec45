#include "documents/pdf.hpp"

#include <cairo-ft.h>
#include <cairo-pdf.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <string_view>
#include <vector>

#include "base/ensure.hpp"
#include "base/log.hpp"

namespace documents {
namespace {

// Lengths in thousandths of a point: there is no floating point of ours, and cairo gets whole ones
// divided by a thousand.
constexpr std::int64_t unit = 1'000;
constexpr std::int64_t page_width = 595'276, page_height = 841'890;  // A4
constexpr std::int64_t margin = 48 * unit, gap = 6 * unit;
constexpr std::int64_t text_size = 9 * unit, title_size = 16 * unit, line_height = 14 * unit;
constexpr std::int64_t simplified_chinese = 2;  // Of the faces in the file.
constexpr std::chrono::seconds patience{5};

auto points(std::int64_t length) {
    return static_cast<decltype(cairo_text_extents_t::x_advance)>(length) / unit;
}

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

/// Where a text may be cut: the bytes of one letter of UTF-8.
std::size_t letter_bytes(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    return end - at;
}

class Page {
public:
    Page(cairo_font_face_t* face, std::string& out, const Sheet& sheet) {
        surface_ = cairo_pdf_surface_create_for_stream(append, &out, points(page_width),
                                                       points(page_height));
        cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_TITLE, sheet.title.c_str());
        // Else it would be the time of day.
        cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATE_DATE,
                                       (sheet.created.substr(0, 19) + "Z").c_str());
        cairo_ = cairo_create(surface_);
        cairo_set_font_face(cairo_, face);
        size(text_size);
    }
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;
    ~Page() {
        cairo_destroy(cairo_);
        cairo_surface_destroy(surface_);
    }

    void size(std::int64_t height) { cairo_set_font_size(cairo_, points(height)); }

    std::int64_t width_of(const std::string& text) const {
        cairo_text_extents_t extents;
        cairo_text_extents(cairo_, text.c_str(), &extents);
        return static_cast<std::int64_t>(extents.x_advance * unit);
    }

    /// The text in lines that are no wider: cut at blanks, between letters where there are none.
    std::vector<std::string> lines_of(const std::string& text, std::int64_t width) const {
        std::vector<std::string> lines;
        std::string line;
        std::size_t blank = std::string::npos;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t bytes = letter_bytes(text, at);
            line.append(text, at, bytes);
            at += bytes;
            if (line.back() == ' ') blank = line.size();
            if (width_of(line) <= width || line.size() == bytes) continue;
            const std::size_t cut = blank == std::string::npos ? line.size() - bytes : blank;
            lines.push_back(line.substr(0, cut));
            line.erase(0, cut);
            blank = std::string::npos;
        }
        lines.push_back(line);
        return lines;
    }

    void write(std::int64_t x, std::int64_t width, const std::string& text, Align align) {
        const std::int64_t left = align == Align::left ? x : x + width - width_of(text);
        cairo_move_to(cairo_, points(left), points(y_ + text_size));
        cairo_show_text(cairo_, text.c_str());
    }

    /// A row of cells, each as many lines as it takes; a new page where it does not fit.
    void row(const std::vector<std::string>& cells, const std::vector<Column>& columns) {
        std::int64_t shares = 0;
        for (const Column& column : columns) shares += column.share;
        base::ensure(shares > 0);
        const std::int64_t whole = page_width - 2 * margin;
        std::vector<std::vector<std::string>> wrapped;
        std::size_t most = 1;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            wrapped.push_back(lines_of(cells[i], whole * columns[i].share / shares - gap));
            most = std::max(most, wrapped.back().size());
        }
        make_room(static_cast<std::int64_t>(most) * line_height);
        for (std::size_t n = 0; n < most; ++n) {
            std::int64_t x = margin;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const std::int64_t width = whole * columns[i].share / shares;
                if (n < wrapped[i].size()) {
                    write(x, width - gap, wrapped[i][n], columns[i].align);
                }
                x += width;
            }
            y_ += line_height;
        }
    }

    void rule() {
        cairo_set_line_width(cairo_, points(unit / 2));
        cairo_move_to(cairo_, points(margin), points(y_ + gap / 2));
        cairo_line_to(cairo_, points(page_width - margin), points(y_ + gap / 2));
        cairo_stroke(cairo_);
        y_ += gap;
    }

    void skip(std::int64_t height) { y_ += height; }

    bool finish() {
        cairo_show_page(cairo_);
        cairo_surface_finish(surface_);
        return cairo_surface_status(surface_) == CAIRO_STATUS_SUCCESS;
    }

private:
    void make_room(std::int64_t height) {
        if (y_ + height <= page_height - margin) return;
        cairo_show_page(cairo_);
        y_ = margin;
    }

    cairo_surface_t* surface_ = nullptr;
    cairo_t* cairo_ = nullptr;
    std::int64_t y_ = margin;
};

std::vector<std::string> titles_of(const Sheet& sheet) {
    std::vector<std::string> titles;
    for (const Column& column : sheet.columns) titles.push_back(column.title);
    return titles;
}

bool draw(Page& page, const Sheet& sheet) {
    const std::vector<Column> one{{"", Align::left, 1}};
    const std::vector<Column> fact{{"", Align::left, 1}, {"", Align::left, 3}};
    const std::vector<Column> sum{{"", Align::left, 3}, {"", Align::right, 1}};
    page.size(title_size);
    page.row({sheet.title}, one);
    page.size(text_size);
    page.skip(line_height);
    for (const auto& [name, value] : sheet.facts) page.row({name, value}, fact);
    page.skip(line_height);
    if (!sheet.columns.empty()) {
        page.row(titles_of(sheet), sheet.columns);
        page.rule();
        for (const auto& row : sheet.rows) page.row(row, sheet.columns);
        page.rule();
    }
    for (const auto& [name, value] : sheet.sums) page.row({name, value}, sum);
    page.skip(line_height);
    for (const std::string& note : sheet.notes) page.row({note}, one);
    return page.finish();
}

}  // namespace

/// The face is opened at the first PDF and stays: cairo keeps what it has read of it.
struct Press::Inside {
    std::string file;
    std::timed_mutex mutex;
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    cairo_font_face_t* font = nullptr;

    bool open() {
        if (font != nullptr) return true;
        if (library == nullptr && FT_Init_FreeType(&library) != 0) return false;
        if (FT_New_Face(library, file.c_str(), simplified_chinese, &face) != 0 &&
            FT_New_Face(library, file.c_str(), 0, &face) != 0) {
            return false;
        }
        font = cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING);
        return cairo_font_face_status(font) == CAIRO_STATUS_SUCCESS;
    }
};

Press::Press(std::string font) : inside_(std::make_unique<Inside>()) {
    inside_->file = std::move(font);
}

Press::~Press() {
    // Cairo may keep the face for a while; both end with the program, as the press does.
    if (inside_->font != nullptr) cairo_font_face_destroy(inside_->font);
}

base::Result<std::string> Press::print(const Sheet& sheet) const {
    const std::unique_lock lock(inside_->mutex, patience);
    if (!lock) return pdf_busy;
    if (!inside_->open()) {
        base::log(base::Level::error, "no PDF without the font " + inside_->file);
        return no_pdf;
    }
    std::string bytes;
    Page page(inside_->font, bytes, sheet);
    base::ensure(draw(page, sheet));
    return bytes;
}

}  // namespace documents
