#include "notices/mime.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace notices {
namespace {

constexpr std::size_t line_max = 76;

bool is_plain(char c) {
    return c >= ' ' && c < 0x7f;
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t bits = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            const auto byte = j < left ? static_cast<unsigned char>(bytes[i + j]) : 0U;
            bits = (bits << 8U) | byte;
        }
        for (std::size_t j = 0; j < 4; ++j) {
            out += j <= left ? letters[(bits >> (18U - 6U * j)) & 63U] : '=';
        }
    }
    return out;
}

/// Cuts a text into pieces of at most `most` bytes, never within a code point.
std::vector<std::string_view> pieces(std::string_view utf8, std::size_t most) {
    std::vector<std::string_view> list;
    while (!utf8.empty()) {
        std::size_t end = std::min(most, utf8.size());
        while (end > 1 && end < utf8.size() && (static_cast<unsigned char>(utf8[end]) >> 6U) == 2) {
            --end;
        }
        list.push_back(utf8.substr(0, end));
        utf8.remove_prefix(end);
    }
    return list;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// One line; a blank at its very end would be lost on the way.
std::string quoted_line(std::string_view line) {
    std::string out;
    std::size_t column = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool last = i + 1 == line.size();
        const bool plain = is_plain(c) && c != '=' && !(c == ' ' && last);
        const std::string said =
            plain ? std::string(1, c) : fmt::format("={:02X}", static_cast<unsigned char>(c));
        if (column + said.size() > line_max - 1) {
            out += "=\r\n";
            column = 0;
        }
        out += said;
        column += said.size();
    }
    return out;
}

}  // namespace

std::string header_text(std::string_view utf8) {
    constexpr std::size_t plain_max = 60, piece_max = 39;  // "=?UTF-8?B?" 52 letters "?="
    const bool plain = std::ranges::all_of(utf8, is_plain) && utf8.find("=?") == utf8.npos;
    if (plain && utf8.size() <= plain_max) return std::string{utf8};
    std::string out;
    for (const std::string_view piece : pieces(utf8, piece_max)) {
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + base64(piece) + "?=";
    }
    return out;
}

std::string mailbox(std::string_view name, std::string_view address) {
    if (name.empty()) return "<" + std::string{address} + ">";
    const auto is_atom = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == ' ' || c == '-' || c == '_';
    };
    const bool plain = std::ranges::all_of(name, is_atom) && name.size() <= 40;
    std::string said{name};
    if (!plain) {
        said = header_text(name);
        // What is plain text but no word has to be quoted, and is encoded instead.
        if (said == name) said = "=?UTF-8?B?" + base64(name.substr(0, 45)) + "?=";
    }
    return said + " <" + std::string{address} + ">";
}

std::string quoted_printable(std::string_view utf8) {
    std::string out;
    for (const std::string_view line : lines_of(utf8)) out += quoted_line(line) + "\r\n";
    return out;
}

std::string base64_lines(std::string_view utf8) {
    std::string text;
    for (const std::string_view line : lines_of(utf8)) text += std::string{line} + "\r\n";
    const std::string all = base64(text);
    std::string out;
    for (std::size_t i = 0; i < all.size(); i += line_max) {
        out += all.substr(i, line_max) + "\r\n";
    }
    return out;
}

std::string mail_date(base::Time at) {
    using namespace std::chrono;
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<std::chrono::days>(at);
    const year_month_day date(day);
    const hh_mm_ss time(floor<seconds>(at - day));
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", days[weekday(day).c_encoding()],
                       static_cast<unsigned>(date.day()),
                       months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

std::string body_part(std::string_view type, std::string_view utf8) {
    const auto foreign = std::ranges::count_if(utf8, [](char c) { return !is_plain(c); });
    const bool quoted = static_cast<std::size_t>(foreign) * 5 < utf8.size();
    return fmt::format("Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: {}\r\n\r\n{}",
                       type, quoted ? "quoted-printable" : "base64",
                       quoted ? quoted_printable(utf8) : base64_lines(utf8));
}

}  // namespace notices
