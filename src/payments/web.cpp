#include "payments/web.hpp"

#include <deque>
#include <map>
#include <mutex>
#include <thread>

#include "base/ensure.hpp"
#include "http/curl.hpp"

namespace payments {
namespace {

constexpr long connect_seconds = 10;
constexpr std::size_t answer_bytes_max = 1 << 20;
constexpr int longest_wait_millis = 60'000;

/// A question under way. It stays where it is: libcurl holds addresses of its parts.
struct Talk {
    WebQuestion question;
    std::function<void(WebAnswer)> done;
    WebAnswer answer{};
    http::CurlHandle handle{};
    http::CurlList headers{};
};

std::size_t hear(char* from, std::size_t size, std::size_t count, void* to) {
    auto& body = static_cast<Talk*>(to)->answer.body;
    if (body.size() + size * count > answer_bytes_max) return 0;
    body.append(from, size * count);
    return size * count;
}

void prepare(Talk& talk, long patience_seconds) {
    talk.handle = http::make_curl();
    CURL* const curl = talk.handle.get();
    for (const auto& [name, value] : talk.question.headers) {
        http::append(talk.headers, name + ": " + value);
    }
    curl_easy_setopt(curl, CURLOPT_URL, talk.question.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);  // The secret goes to whom it is for.
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, patience_seconds);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, talk.headers.get());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, hear);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &talk);
    if (!talk.question.post) return;
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, talk.question.body.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(talk.question.body.size()));
}

}  // namespace

struct Web::Inside {
    explicit Inside(long patience) : patience_seconds(patience) {
        http::wake_curl();
        multi = http::make_curl_multi();
        thread = std::thread([this] { loop(); });
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        curl_multi_wakeup(multi.get());
        thread.join();
        for (auto& [handle, talk] : talks) {
            curl_multi_remove_handle(multi.get(), handle);
            talk->done({});
        }
        talks.clear();
        for (auto& talk : waiting) talk->done({});
    }

    void loop() {
        while (begin_waiting()) {
            int running = 0;
            curl_multi_perform(multi.get(), &running);
            finish();
            curl_multi_poll(multi.get(), nullptr, 0, longest_wait_millis, nullptr);
        }
    }

    bool begin_waiting() {
        std::deque<std::unique_ptr<Talk>> fresh;
        {
            const std::lock_guard lock(mutex);
            if (stopping) return false;
            fresh.swap(waiting);
        }
        for (auto& talk : fresh) {
            prepare(*talk, patience_seconds);
            CURL* const handle = talk->handle.get();
            base::ensure(curl_multi_add_handle(multi.get(), handle) == CURLM_OK);
            talks.emplace(handle, std::move(talk));
        }
        return true;
    }

    void finish() {
        int left = 0;
        while (const CURLMsg* said = curl_multi_info_read(multi.get(), &left)) {
            if (said->msg != CURLMSG_DONE) continue;
            const CURLcode code = said->data.result;
            auto node = talks.extract(said->easy_handle);
            Talk& talk = *node.mapped();
            if (code == CURLE_OK) {
                curl_easy_getinfo(talk.handle.get(), CURLINFO_RESPONSE_CODE, &talk.answer.status);
            }
            curl_multi_remove_handle(multi.get(), talk.handle.get());
            talk.done(code == CURLE_OK ? std::move(talk.answer) : WebAnswer{});
        }
    }

    const long patience_seconds;
    http::CurlMulti multi;
    std::mutex mutex;
    std::deque<std::unique_ptr<Talk>> waiting;     // Guarded by the mutex.
    bool stopping = false;                         // Guarded by the mutex.
    std::map<CURL*, std::unique_ptr<Talk>> talks;  // The thread's alone.
    std::thread thread;
};

Web::Web(long patience_seconds) : inside_(std::make_unique<Inside>(patience_seconds)) {}
Web::~Web() = default;

void Web::ask(WebQuestion question, std::function<void(WebAnswer)> done) {
    auto talk = std::make_unique<Talk>();
    talk->question = std::move(question);
    talk->done = std::move(done);
    {
        const std::lock_guard lock(inside_->mutex);
        if (!inside_->stopping) inside_->waiting.push_back(std::move(talk));
    }
    if (talk) return talk->done({});  // The program ends.
    curl_multi_wakeup(inside_->multi.get());
}

std::string escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                           (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

std::string form_body(const std::vector<std::pair<std::string, std::string>>& fields) {
    std::string body;
    for (const auto& [name, value] : fields) {
        body += (body.empty() ? "" : "&") + escaped(name) + "=" + escaped(value);
    }
    return body;
}

}  // namespace payments
