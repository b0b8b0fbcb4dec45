#pragma once

// How a node hands a request on to the one that writes, and how that one reads it. The request goes
// as it came, Host and cookies and all, with three headers besides: the secret that the nodes of a
// market share, the client's address, and whether the client came by https. A node never hands on
// what was handed to it, so nothing can go round in circles.

#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace http {

/// The request as it goes to the other node.
std::string handed_on(const Request& request, std::string_view secret);

/// Whether its sender says that it is a node; most are not.
bool says_node(const Request& request);

/// Who sent a request.
enum class Sender {
    client,
    node,      ///< one of this market's; peer and scheme are now the client's
    stranger,  ///< says it is a node and does not know the secret
};

/// Finds out who sent it. `secret` is empty where nobody may hand anything on.
Sender read_sender(Request& request, std::string_view secret);

/// An answer as far as it has come.
struct Incoming {
    enum class State { more, whole, broken } state = State::more;
    Response response{};
    bool keep_alive = true;
};

/// Reads the answer to anything but HEAD from the bytes that came.
Incoming read_answer(std::string_view bytes);

}  // namespace http
