#pragma once

// Asking another company's program by HTTP: one thread that libcurl runs all questions on, so that
// a slow answer keeps nobody waiting but who asked.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace payments {

struct WebQuestion {
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};  // Of a POST, form-encoded; a GET where `post` says nothing else.
    bool post = false;
};

struct WebAnswer {
    long status = 0;  // 0: none came.
    std::string body;
};

class Web {
public:
    /// A question that has not been answered after so many seconds gets the answer that none came.
    explicit Web(long patience_seconds);
    ~Web();
    Web(const Web&) = delete;
    Web& operator=(const Web&) = delete;

    /// Any thread. `done` is called once, on a thread of its own or, at the end of the program, on
    /// that of the destructor; it may ask again.
    void ask(WebQuestion question, std::function<void(WebAnswer)> done);

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

/// As a part of an address or of a form, whatever is in it.
std::string escaped(std::string_view text);

/// "a=1&b=2", escaped.
std::string form_body(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace payments
