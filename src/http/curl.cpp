#include "http/curl.hpp"

#include <stdexcept>

namespace http {
namespace {

template <class Handle>
Handle held(typename Handle::pointer handle) {
    if (handle == nullptr) throw std::runtime_error("libcurl has no handle");
    return Handle(handle);
}

}  // namespace

void wake_curl() {
    static const CURLcode woken = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (woken != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

CurlHandle make_curl() {
    return held<CurlHandle>(curl_easy_init());
}

CurlMulti make_curl_multi() {
    return held<CurlMulti>(curl_multi_init());
}

void append(CurlList& list, const std::string& line) {
    list.reset(curl_slist_append(list.release(), line.c_str()));
}

}  // namespace http
