#include "http/parser.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

namespace http {
namespace {

using namespace std::string_literals;

const Limits small_limits{
    .head_bytes_max = 512, .target_bytes_max = 64, .head_count_max = 8, .body_bytes_max = 32};

/// All that a stream of bytes means: its requests and, where it ends in one, its fault.
struct Meaning {
    std::vector<std::string> requests;
    std::optional<Fault> fault;
    bool idle = true;

    friend bool operator==(const Meaning&, const Meaning&) = default;
};

std::string in_words(const Request& request) {
    std::string words = std::string{text(request.method)} + ' ' + std::string{request.path} + '?' +
                        std::string{request.query} + (request.keep_alive ? " keep" : " close");
    for (const Header& header : request.headers) {
        words += '\n' + std::string{header.name} + '=' + std::string{header.value};
    }
    return words + "\n\n" + std::string{request.body};
}

class Reading {
public:
    explicit Reading(const Limits& limits) : parser_(limits) {}

    void feed(std::string_view bytes) {
        while (!bytes.empty() && !parser_.fault()) {
            bytes.remove_prefix(parser_.feed(bytes));
            if (parser_.done()) meaning_.requests.push_back(in_words(parser_.take()));
        }
    }

    Meaning meaning() {
        meaning_.fault = parser_.fault();
        meaning_.idle = parser_.idle();
        return meaning_;
    }

private:
    Parser parser_;
    Meaning meaning_;
};

Meaning read_whole(std::string_view bytes, const Limits& limits = small_limits) {
    Reading reading(limits);
    reading.feed(bytes);
    return reading.meaning();
}

/// "A: 1\r\nB: 2" -> a GET with these headers and a Host.
std::string get(const std::string& headers) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n";
}

std::string post(const std::string& headers, const std::string& body) {
    return "POST /p HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n" + body;
}

struct Good {
    const char* why;
    std::string bytes;
    std::vector<std::string> requests;
};

const std::string chunked = "Transfer-Encoding: chunked";

const std::vector<Good> good{
    {"the least there is", "GET / HTTP/1.1\r\nHost:\r\n\r\n", {"GET /? keep\nHost=\n\n"}},
    {"1.0 needs no host and does not stay", "GET / HTTP/1.0\r\n\r\n", {"GET /? close\n\n"}},
    {"1.0 may ask to stay",
     "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n",
     {"GET /? keep\nConnection=Keep-Alive\n\n"}},
    {"close wins in a list",
     get("Connection: keep-alive, x , CLOSE"),
     {"GET /? close\nHost=a\nConnection=keep-alive, x , CLOSE\n\n"}},
    {"query",
     "GET /a%20b?c=d?e HTTP/1.1\r\nHost: a\r\n\r\n",
     {"GET /a%20b?c=d?e keep\nHost=a\n\n"}},
    {"the form that proxies use",
     "GET HTTP://A:80/b?c HTTP/1.1\r\nHost: a:80\r\n\r\n",
     {"GET /b?c keep\nHost=a:80\n\n"}},
    {"all of the server", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", {"OPTIONS *? keep\nHost=a\n\n"}},
    {"a method without a word here",
     "BREW / HTTP/1.1\r\nHost: a\r\n\r\n",
     {"OTHER /? keep\nHost=a\n\n"}},
    {"blanks around values, none at all, bytes above ASCII",
     get("A:\t b c \t\r\nB:\r\nC: \xe4\xb8\xad"),
     {"GET /? keep\nHost=a\nA=b c\nB=\nC=\xe4\xb8\xad\n\n"}},
    {"body",
     post("Content-Length: 5", "abcde"),
     {"POST /p? keep\nHost=a\nContent-Length=5\n\nabcde"}},
    {"empty body", post("Content-Length: 0", ""), {"POST /p? keep\nHost=a\nContent-Length=0\n\n"}},
    {"a body of exactly the limit",
     post("Content-Length: 32", std::string(32, 'x')),
     {"POST /p? keep\nHost=a\nContent-Length=32\n\n" + std::string(32, 'x')}},
    {"chunks, an extension, trailers",
     post(chunked, "3\r\nabc\r\n00A;x=y\r\n0123456789\r\n0\r\nT: v\r\nU: w\r\n\r\n"),
     {"POST /p? keep\nHost=a\nTransfer-Encoding=chunked\n\nabc0123456789"}},
    {"no chunk at all",
     post("transfer-encoding: Chunked", "0\r\n\r\n"),
     {"POST /p? keep\nHost=a\ntransfer-encoding=Chunked\n\n"}},
    {"two in a row with an empty line between",
     post("Content-Length: 1", "x") + "\r\n" + get("A: b"),
     {"POST /p? keep\nHost=a\nContent-Length=1\n\nx", "GET /? keep\nHost=a\nA=b\n\n"}},
};

struct Bad {
    const char* why;
    std::string bytes;
    Fault fault;
};

std::string head_of(std::size_t size) {
    const std::string start = "GET / HTTP/1.1\r\nHost: a\r\nA: ";
    return start + std::string(size - start.size() - 4, 'x') + "\r\n\r\n";
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

const std::vector<Bad> bad{
    {"TLS", "\x16\x03\x01", Fault::bad_request},
    {"a blank first", " GET / HTTP/1.1\r\n\r\n", Fault::bad_request},
    {"no target", "GET HTTP/1.1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"two blanks", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"a tab for a blank", "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"a blank in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"NUL in the target", "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n"s, Fault::bad_request},
    {"a fragment", "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"bytes above ASCII in the target", "GET /\xe4 HTTP/1.1\r\nHost: a\r\n\r\n",
     Fault::bad_request},
    {"no slash", "GET a HTTP/1.1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"* for one thing", "GET * HTTP/1.1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"a tunnel", "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n", Fault::bad_request},
    {"two hosts", "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"no host before the path", "GET http:///x HTTP/1.1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"a method that is no token", "G(T / HTTP/1.1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"no version", "GET /\r\n\r\n", Fault::bad_request},
    {"version without a minor", "GET / HTTP/1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"version in small letters", "GET / http/1.1\r\nHost: a\r\n\r\n", Fault::bad_request},
    {"HTTP/2", "PRI * HTTP/2.0\r\n\r\n", Fault::version_not_supported},
    {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", Fault::version_not_supported},
    {"no host", "GET / HTTP/1.1\r\n\r\n", Fault::bad_request},
    {"host twice", get("Host: a"), Fault::bad_request},
    {"a host with a slash", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", Fault::bad_request},
    {"a bare line feed after the request line", "GET / HTTP/1.1\n", Fault::bad_request},
    {"a bare line feed after a header", "GET / HTTP/1.1\r\nHost: a\n", Fault::bad_request},
    {"a line feed first", "\nGET / HTTP/1.1\r\n\r\n", Fault::bad_request},
    {"a carriage return in a value", get("A: b\rc"), Fault::bad_request},
    {"two carriage returns", get("A: b\r"), Fault::bad_request},
    {"five empty lines", repeated("\r\n", 5), Fault::bad_request},
    {"blank before the colon", get("Content-Length : 0"), Fault::bad_request},
    {"blank before the name", get(" A: b"), Fault::bad_request},
    {"a folded line", get("A: b\r\n c"), Fault::bad_request},
    {"no colon", get("A"), Fault::bad_request},
    {"no name", get(": b"), Fault::bad_request},
    {"a name that is no token", get("A@: b"), Fault::bad_request},
    {"NUL in a name", get("A\0: b"s), Fault::bad_request},
    {"NUL in a value", get("A: b\0c"s), Fault::bad_request},
    {"DEL in a value", get("A: b\x7f"), Fault::bad_request},
    {"vertical tab before chunked", post("Transfer-Encoding:\vchunked", ""), Fault::bad_request},
    {"both framings", post("Content-Length: 1\r\n" + chunked, "0\r\n\r\n"), Fault::bad_request},
    {"both framings, the other way", post(chunked + "\r\nContent-Length: 1", ""),
     Fault::bad_request},
    {"two lengths", post("Content-Length: 1\r\nContent-Length: 2", "x"), Fault::bad_request},
    {"one length twice", post("Content-Length: 1\r\nContent-Length: 1", "x"), Fault::bad_request},
    {"a list of lengths", post("Content-Length: 1, 1", "x"), Fault::bad_request},
    {"a length below zero", post("Content-Length: -1", ""), Fault::bad_request},
    {"a length with a sign", post("Content-Length: +1", "x"), Fault::bad_request},
    {"a length in hex", post("Content-Length: 0x1", "x"), Fault::bad_request},
    {"no length after all", post("Content-Length:", ""), Fault::bad_request},
    {"a length above 64 bits", post("Content-Length: 18446744073709551617", "x"),
     Fault::body_too_large},
    {"a length above the limit", post("Content-Length: 33", ""), Fault::body_too_large},
    {"chunked twice", post(chunked + "\r\n" + chunked, ""), Fault::bad_request},
    {"another coding", post("Transfer-Encoding: gzip, chunked", ""), Fault::not_implemented},
    {"nearly chunked", post("Transfer-Encoding: xchunked", ""), Fault::not_implemented},
    {"chunked in 1.0", "POST / HTTP/1.0\r\n" + chunked + "\r\n\r\n", Fault::bad_request},
    {"another expectation", post("Expect: miracles", ""), Fault::expectation_failed},
    {"a chunk above the limit", post(chunked, "21\r\n"), Fault::body_too_large},
    {"chunks above the limit together",
     post(chunked, "20\r\n" + std::string(32, 'x') + "\r\n1\r\n"), Fault::body_too_large},
    {"a chunk size above 64 bits", post(chunked, "10000000000000001\r\n"), Fault::body_too_large},
    {"a chunk size below zero", post(chunked, "-1\r\n"), Fault::bad_request},
    {"a chunk size with 0x", post(chunked, "0x1\r\n"), Fault::bad_request},
    {"no chunk size", post(chunked, "\r\n"), Fault::bad_request},
    {"a blank after the chunk size", post(chunked, "1 \r\nx"), Fault::bad_request},
    {"a chunk size with a bare line feed", post(chunked, "1\nx"), Fault::bad_request},
    {"an endless extension", post(chunked, "1;" + std::string(300, 'x')), Fault::bad_request},
    {"control character in an extension", post(chunked, "1;\x01\r\n"), Fault::bad_request},
    {"a chunk longer than it says", post(chunked, "1\r\nxx\r\n"), Fault::bad_request},
    {"a chunk that ends in a bare line feed", post(chunked, "1\r\nx\n"), Fault::bad_request},
    {"endless trailers",
     post(chunked, "0\r\n" + repeated("T: " + std::string(60, 'x') + "\r\n", 9)),
     Fault::head_too_large},
    {"a target above the limit", "GET /" + std::string(64, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n",
     Fault::target_too_long},
    {"an endless request line", "GET /" + std::string(600, 'x'), Fault::target_too_long},
    {"a head one byte above the limit", head_of(513), Fault::head_too_large},
    {"an endless header", head_of(512).substr(0, 508) + std::string(99, 'x'),
     Fault::head_too_large},
    {"nine headers", get(repeated("A: b\r\n", 7) + "A: b"), Fault::head_too_large},
};

TEST(Parser, understands_what_is_a_request) {
    for (const Good& row : good) {
        SCOPED_TRACE(row.why);
        const Meaning meaning = read_whole(row.bytes);
        EXPECT_EQ(meaning.requests, row.requests);
        EXPECT_FALSE(meaning.fault);
        EXPECT_TRUE(meaning.idle);
    }
}

TEST(Parser, refuses_what_two_readers_could_understand_differently) {
    for (const Bad& row : bad) {
        SCOPED_TRACE(row.why);
        const Meaning meaning = read_whole(row.bytes);
        EXPECT_TRUE(meaning.requests.empty());
        ASSERT_TRUE(meaning.fault);
        EXPECT_EQ(words(*meaning.fault).code, words(row.fault).code);
    }
}

TEST(Parser, stays_refused_and_eats_nothing_more) {
    Parser parser(small_limits);
    parser.feed("GET / HTTP/1.1\n");
    ASSERT_TRUE(parser.fault());
    EXPECT_EQ(parser.feed(get("A: b")), 0U);
    EXPECT_FALSE(parser.done());
}

TEST(Parser, takes_heads_and_counts_up_to_the_limit_itself) {
    EXPECT_EQ(read_whole(head_of(512)).requests.size(), 1U);
    EXPECT_EQ(read_whole(get(repeated("A: b\r\n", 6) + "A: b")).requests.size(), 1U);
    const std::string target = "/" + std::string(63, 'x');
    EXPECT_EQ(read_whole("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").requests.size(), 1U);
}

TEST(Parser, asks_for_the_body_limit_of_a_path) {
    Limits limits = small_limits;
    limits.body_limit = [](Method method, std::string_view path) {
        return std::size_t{method == Method::post && path == "/p" ? 64U : 0U};
    };
    EXPECT_EQ(read_whole(post("Content-Length: 64", std::string(64, 'x')), limits).requests.size(),
              1U);
    EXPECT_EQ(read_whole(post("Content-Length: 65", ""), limits).fault, Fault::body_too_large);
    EXPECT_EQ(read_whole("PUT /p HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n", limits).fault,
              Fault::body_too_large);
}

TEST(Parser, takes_no_byte_of_the_next_request) {
    const std::string first = post("Content-Length: 2", "ab");
    Parser parser(small_limits);
    EXPECT_EQ(parser.feed(first + get("A: b")), first.size());
    ASSERT_TRUE(parser.done());
    EXPECT_EQ(parser.take().body, "ab");
    EXPECT_TRUE(parser.idle());
}

TEST(Parser, knows_when_the_client_waits_for_100_continue) {
    const std::string head = post("Expect: 100-Continue\r\nContent-Length: 2", "");
    Parser parser(small_limits);
    parser.feed(head);
    EXPECT_TRUE(parser.wants_continue());
    parser.feed("a");
    EXPECT_FALSE(parser.wants_continue()) << "the body has begun without it";

    Parser told(small_limits);
    told.feed(head);
    told.continued();
    EXPECT_FALSE(told.wants_continue());

    Parser old(small_limits);
    old.feed("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    EXPECT_FALSE(old.wants_continue());
}

TEST(Parser, tells_how_far_it_is) {
    Parser parser(small_limits);
    EXPECT_TRUE(parser.idle());
    parser.feed("G");
    EXPECT_FALSE(parser.idle());
    EXPECT_FALSE(parser.in_body());
    parser.feed("ET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab");
    EXPECT_TRUE(parser.in_body());
    EXPECT_EQ(parser.body_bytes(), 2U);
    parser.feed("c");
    EXPECT_TRUE(parser.done());
    EXPECT_FALSE(parser.in_body());
}

TEST(Parser, gives_the_same_however_the_bytes_are_cut_in_two) {
    std::vector<std::string> all;
    for (const Good& row : good) all.push_back(row.bytes);
    for (const Bad& row : bad) all.push_back(row.bytes);
    for (const std::string& bytes : all) {
        SCOPED_TRACE(bytes);
        const Meaning whole = read_whole(bytes);
        for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
            Reading reading(small_limits);
            reading.feed(bytes.substr(0, cut));
            reading.feed(bytes.substr(cut));
            ASSERT_EQ(reading.meaning(), whole) << "cut at " << cut;
        }
    }
}

TEST(Parser, gives_the_same_however_a_stream_of_requests_is_cut) {
    std::size_t read = 0;
    std::size_t refused = 0;
    for (unsigned seed = 1; seed <= 300; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 chance(seed);
        std::string bytes;
        for (int i = 0; i < 5; ++i) bytes += good[chance() % good.size()].bytes;
        if (chance() % 2 == 0) bytes += bad[chance() % bad.size()].bytes;
        if (chance() % 4 == 0) bytes[chance() % bytes.size()] = static_cast<char>(chance() % 256);

        const Meaning whole = read_whole(bytes);
        Reading reading(small_limits);
        for (std::size_t at = 0; at < bytes.size();) {
            const std::size_t size = 1 + chance() % (seed % 3 == 0 ? 3 : 90);
            reading.feed(std::string_view{bytes}.substr(at, size));
            at += size;
        }
        ASSERT_EQ(reading.meaning(), whole);
        read += whole.requests.size();
        refused += whole.fault.has_value();
    }
    EXPECT_GT(read, 900U);
    EXPECT_GT(refused, 100U);
}

TEST(Parser, keeps_the_views_of_a_request_valid_when_it_moves) {
    auto parsed = parse_whole("POST /a?b HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nxy");
    ASSERT_TRUE(parsed);
    std::vector<Request> moved;
    moved.push_back(std::move(*parsed));
    moved.reserve(100);
    EXPECT_EQ(moved[0].target, "/a?b");
    EXPECT_EQ(moved[0].header("HOST"), "h");
    EXPECT_EQ(moved[0].header("absent"), "");
    EXPECT_EQ(moved[0].body, "xy");
    EXPECT_EQ(moved[0].take_body(), "xy");
    EXPECT_EQ(moved[0].body, "");
}

TEST(Parser, parse_whole_wants_one_request_and_nothing_more) {
    EXPECT_TRUE(parse_whole(get("A: b")));
    EXPECT_FALSE(parse_whole(get("A: b") + "G"));
    EXPECT_FALSE(parse_whole("GET / HTTP/1.1\r\n"));
    EXPECT_FALSE(parse_whole("GET / HTTP/1.1\n\n"));
}

TEST(Parser, every_fault_has_its_words) {
    const std::array statuses{400, 408, 413, 414, 417, 431, 500, 501, 503, 505};
    for (std::size_t i = 0; i < fault_count; ++i) {
        const auto fault = static_cast<Fault>(i);
        EXPECT_EQ(words(fault).status, statuses[i]);
        const Response response = problem(fault);
        EXPECT_EQ(response.content_type, "application/problem+json");
        EXPECT_NE(response.body.find("\"code\":\"" + std::string{words(fault).code} + '"'),
                  std::string::npos);
        EXPECT_EQ(response.close, fault != Fault::internal);
    }
}

TEST(Lists, are_taken_apart_at_commas) {
    std::string_view list = " a , b,,c";
    std::vector<std::string_view> elements;
    while (const auto element = take_element(list)) elements.push_back(*element);
    EXPECT_EQ(elements, (std::vector<std::string_view>{"a", "b", "", "c"}));
}

}  // namespace
}  // namespace http
