#pragma once

// What everybody needs who has libcurl speak for them: mail, webhooks, card providers.

#include <curl/curl.h>

#include <memory>
#include <string>

namespace http {

struct FreeCurl {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct FreeCurlMulti {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
using CurlHandle = std::unique_ptr<CURL, FreeCurl>;
using CurlMulti = std::unique_ptr<CURLM, FreeCurlMulti>;
using CurlList = std::unique_ptr<curl_slist, FreeCurl>;

/// Once in a program, before its second thread: libcurl asks for it. Throws std::runtime_error, as
/// those below do where libcurl has no handle.
void wake_curl();

CurlHandle make_curl();
CurlMulti make_curl_multi();

void append(CurlList& list, const std::string& line);

}  // namespace http
