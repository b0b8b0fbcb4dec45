#include "notices/mime.hpp"

#include <gtest/gtest.h>

#include "notices/letter.hpp"

namespace notices {
namespace {

/// What a reader's program makes of base64.
std::string decoded(std::string_view text) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    unsigned bits = 0, count = 0;
    for (const char c : text) {
        const auto place = letters.find(c);
        if (place == std::string_view::npos) continue;
        bits = (bits << 6U) | static_cast<unsigned>(place);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>((bits >> count) & 0xffU);
    }
    return out;
}

/// What a reader's program makes of a header in encoded words.
std::string read_header(std::string_view text) {
    constexpr std::string_view begin = "=?UTF-8?B?";
    if (!text.starts_with(begin)) return std::string{text};
    std::string out;
    while (text.starts_with(begin)) {
        text.remove_prefix(begin.size());
        const std::size_t end = text.find("?=");
        out += decoded(text.substr(0, end));
        text.remove_prefix(end + 2);
        if (text.starts_with("\r\n ")) text.remove_prefix(3);
    }
    return out;
}

/// What a reader's program makes of quoted-printable; what is none of it stays as it is.
std::string read_quoted(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view code = text.substr(i + 1, 2);
        const bool is_code =
            code.size() == 2 && code.find_first_not_of(digits) == std::string_view::npos;
        if (text[i] != '=' || (code != "\r\n" && !is_code)) {
            out += text[i];
            continue;
        }
        if (is_code) {
            out += static_cast<char>(digits.find(code[0]) * 16 + digits.find(code[1]));
        }
        i += 2;
    }
    return out;
}

std::vector<std::string> lines_of(const std::string& mail) {
    std::vector<std::string> lines;
    std::size_t from = 0;
    while (from < mail.size()) {
        const std::size_t end = mail.find("\r\n", from);
        if (end == std::string::npos) {
            ADD_FAILURE() << "the last line does not end";
            break;
        }
        lines.push_back(mail.substr(from, end - from));
        from = end + 2;
    }
    return lines;
}

void expect_lines_of_mail(const std::string& mail, std::size_t most) {
    for (const std::string& line : lines_of(mail)) {
        EXPECT_LE(line.size(), most) << line;
        EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos) << line;
        for (const char c : line) EXPECT_TRUE(c >= ' ' && c < 0x7f) << line;
    }
}

TEST(Mime, ShortPlainHeadersStayReadable) {
    EXPECT_EQ(header_text("Your password was changed"), "Your password was changed");
    EXPECT_EQ(mailbox("Fair Ground", "no-reply@x.example"), "Fair Ground <no-reply@x.example>");
    EXPECT_EQ(mailbox("", "no-reply@x.example"), "<no-reply@x.example>");
}

TEST(Mime, EveryHeaderIsReadAsItWasMeantAndEndsNoLineOfItsOwn) {
    const std::string nines(300, '9');
    for (const std::string& text :
         {std::string{"确认你的邮箱地址，很长很长很长很长很长很长很长很长很长的标题"}, nines,
          std::string{"Zoë’s tea & “mugs”"}, std::string{"=?UTF-8?B?ZXZpbA==?="},
          std::string{"Hello\r\nBcc: all@example.org"}, std::string{"a\nb"},
          std::string{"😀😀😀😀😀😀😀😀😀😀😀😀"}}) {
        const std::string said = header_text(text);
        EXPECT_EQ(read_header(said), text);
        expect_lines_of_mail("Subject: " + said + "\r\n", 78);
        EXPECT_EQ(said.find("\r\nBcc"), std::string::npos);
    }
}

TEST(Mime, ANameThatIsNoPlainWordsIsEncoded) {
    for (const auto* name : {"Ann, Ben & Co.", "<script>", "集市", "\"quoted\"", "a@b"}) {
        const std::string said = mailbox(name, "x@y.example");
        EXPECT_TRUE(said.ends_with(" <x@y.example>")) << said;
        EXPECT_EQ(read_header(said.substr(0, said.size() - 14)), name);
    }
}

TEST(Mime, TextsComeOutAsTheyWentIn) {
    const std::string texts[] = {
        "Hello Ann,\n\nall is well.\n", "one = two\n",  "a blank at the end \n",
        std::string(500, 'x') + "\n",   "你好\n再见\n", ".\n..\nFrom here\n",
    };
    for (const std::string& text : texts) {
        std::string sent = text;
        for (std::size_t i = 0; (i = sent.find('\n', i)) != std::string::npos; i += 2) {
            sent.insert(i, "\r");
        }
        EXPECT_EQ(read_quoted(quoted_printable(text)), sent);
        EXPECT_EQ(decoded(base64_lines(text)), sent);
        expect_lines_of_mail(quoted_printable(text), 76);
        expect_lines_of_mail(base64_lines(text), 76);
        EXPECT_EQ(quoted_printable(text).find(" \r\n"), std::string::npos);
    }
}

TEST(Mime, DatesAreThoseOfMail) {
    const auto at = std::chrono::sys_days{std::chrono::year{2030} / 1 / 1} + std::chrono::hours{3} +
                    std::chrono::minutes{4} + std::chrono::seconds{5};
    EXPECT_EQ(mail_date(at), "Tue, 01 Jan 2030 03:04:05 +0000");
}

Letter letter() {
    Letter one;
    one.id = "17.reset_wanted@market.example";
    one.market = "Fairground";
    one.from = "no-reply@market.example";
    one.to = "ann@example.org";
    one.language = "en";
    one.subject = "A new password for @ann";
    one.paragraphs = {"Hello <Ann>,", "Somebody forgot a password & asked."};
    one.link = {"Set a new password", "https://market.example/reset-password#abc"};
    one.small = {"This cannot be turned off."};
    one.at = std::chrono::sys_days{std::chrono::year{2030} / 1 / 1};
    return one;
}

TEST(Letters, SayTheSameAsTextAndAsHtml) {
    const std::string mail = written(letter());
    expect_lines_of_mail(mail, 78);
    for (const auto* header :
         {"From: Fairground <no-reply@market.example>\r\n", "To: <ann@example.org>\r\n",
          "Subject: A new password for @ann\r\n", "Auto-Submitted: auto-generated\r\n",
          "Message-ID: <17.reset_wanted@market.example>\r\n"}) {
        EXPECT_NE(mail.find(header), std::string::npos) << header;
    }
    EXPECT_EQ(mail.find("List-Unsubscribe"), std::string::npos);
    const std::string read = read_quoted(mail);
    EXPECT_NE(read.find("Hello <Ann>,"), std::string::npos);
    EXPECT_NE(read.find("Hello &lt;Ann&gt;,"), std::string::npos);
    EXPECT_NE(read.find("a password &amp; asked."), std::string::npos);
    EXPECT_NE(read.find("\r\nhttps://market.example/reset-password#abc\r\n"), std::string::npos);
    EXPECT_NE(read.find("<a href=\"https://market.example/reset-password#abc\">"),
              std::string::npos);
}

TEST(Letters, SayWhereTheirKindIsTurnedOff) {
    Letter one = letter();
    one.unsubscribe = "https://market.example/settings";
    EXPECT_NE(written(one).find("List-Unsubscribe: <https://market.example/settings>\r\n"),
              std::string::npos);
}

TEST(Letters, OfAnotherLanguageStayLinesOfAscii) {
    Letter one = letter();
    one.language = "zh-Hans";
    one.market = "大集市";
    one.subject = "为 @ann 设置新密码";
    one.paragraphs = {"安，你好：", std::string(3, '\n') + "有人忘记了密码。"};
    const std::string mail = written(one);
    expect_lines_of_mail(mail, 78);
    EXPECT_NE(mail.find("Content-Transfer-Encoding: base64"), std::string::npos);
}

}  // namespace
}  // namespace notices
