#pragma once

// People for tests, without the cost of hashing: a member and a session are two lines.
//
//     class Friends : public tests::WithPeople<tests::RoutesTest> { ... };
//     const auto ann = join("ann");
//     call(Method::get, "/api/v1/friends", "", cookie_of(ann));

#include <string>

#include "events/events.hpp"
#include "members/members.hpp"

namespace tests {

/// A MarketTest or RoutesTest whose modules include members.
template <class Base>
class WithPeople : public Base {
protected:
    using Base::Base;

    /// A new member; the name is the handle with a capital letter.
    base::MemberId join(const std::string& handle) {
        std::string name = handle;
        name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
        return this->must([&](db::Tx& tx) {
            return members::create(tx, {handle, name, "no password", members::Language::en});
        });
    }

    /// A cookie with which requests come from `member`.
    std::string cookie_of(base::MemberId member) {
        return "fairground=" + this->must([&](db::Tx& tx) -> base::Result<std::string> {
            return members::open_session(tx, {member, "test", "192.0.2.1"});
        });
    }

    void make_operator(base::MemberId member) {
        this->must([&](db::Tx& tx) {
            return members::set_permissions(
                tx, {member, {std::string{members::operator_permission}}, {}, "for a test"});
        });
    }

    /// The kinds of all events so far, in their order.
    std::vector<std::string> told() {
        return this->look([](db::Snapshot& snapshot) {
            std::vector<std::string> kinds;
            for (const auto& event : events::after(snapshot, 0, 10'000)) {
                kinds.push_back(event.kind);
            }
            return kinds;
        });
    }
};

}  // namespace tests
