#include "notices/letter.hpp"

#include "http/html.hpp"
#include "notices/mime.hpp"

namespace notices {
namespace {

std::string plain(const Letter& letter) {
    std::string text;
    for (const std::string& paragraph : letter.paragraphs) text += paragraph + "\n\n";
    text += letter.link.label + ":\n" + letter.link.url + "\n\n-- \n";
    for (const std::string& line : letter.small) text += line + "\n";
    return text;
}

std::string html(const Letter& letter) {
    std::string text = "<!doctype html>\n<html lang=\"" + letter.language +
                       "\">\n<head><meta charset=\"utf-8\"><title>" +
                       http::escaped(letter.subject) +
                       "</title></head>\n"
                       "<body style=\"font-family: sans-serif; font-size: 16px; "
                       "line-height: 1.5; max-width: 36em\">\n";
    for (const std::string& paragraph : letter.paragraphs) {
        text += "<p>" + http::escaped(paragraph) + "</p>\n";
    }
    text += "<p><a href=\"" + http::escaped(letter.link.url) + "\">" +
            http::escaped(letter.link.label) + "</a></p>\n<hr>\n";
    for (const std::string& line : letter.small) {
        text += "<p><small>" + http::escaped(line) + "</small></p>\n";
    }
    return text + "</body>\n</html>\n";
}

}  // namespace

std::string written(const Letter& letter) {
    // Neither encoding of a body ever writes "=_".
    const std::string boundary = "=_" + letter.id.substr(0, letter.id.find('@'));
    std::string mail;
    mail += "From: " + mailbox(letter.market, letter.from) + "\r\n";
    mail += "To: <" + letter.to + ">\r\n";
    mail += "Subject: " + header_text(letter.subject) + "\r\n";
    mail += "Date: " + mail_date(letter.at) + "\r\n";
    mail += "Message-ID: <" + letter.id + ">\r\n";
    mail += "Auto-Submitted: auto-generated\r\n";
    if (letter.unsubscribe) mail += "List-Unsubscribe: <" + *letter.unsubscribe + ">\r\n";
    mail += "Content-Language: " + letter.language + "\r\n";
    mail += "MIME-Version: 1.0\r\n";
    mail += "Content-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n";
    mail += "--" + boundary + "\r\n" + body_part("text/plain", plain(letter));
    mail += "--" + boundary + "\r\n" + body_part("text/html", html(letter));
    mail += "--" + boundary + "--\r\n";
    return mail;
}

}  // namespace notices
