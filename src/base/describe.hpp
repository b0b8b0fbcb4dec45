#pragma once

// The one place that knows how to walk over a described struct. JSON, SQL and OpenAPI are all
// made from this walk, so a field is named once and has the same name in all of them.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace base {

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;

/// A member's name in JSON and SQL: without the underscore at its end, which a name wears that C++
/// keeps for itself (`new_`, `default_`).
constexpr std::string_view outside_name(std::string_view name) {
    if (name.ends_with('_')) name.remove_suffix(1);
    return name;
}

/// Calls visit(name, member) for every member of `object`, in the order of declaration.
template <class T, class Visit>
void each_member(T& object, Visit visit) {
    using Members =
        boost::describe::describe_members<std::remove_const_t<T>, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>(
        [&](auto member) { visit(outside_name(member.name), object.*member.pointer); });
}

/// All the words of E, in the order of declaration.
template <DescribedEnum E>
std::vector<E> every() {
    std::vector<E> words;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto enumerator) { words.push_back(enumerator.value); });
    return words;
}

/// The word that is written in SQL and JSON.
template <DescribedEnum E>
std::string_view name_of(E word) {
    return boost::describe::enum_to_string(word, "");
}

/// The enumerator that `word` names; false when there is none.
template <DescribedEnum E>
bool word_to(std::string_view word, E& out) {
    bool found = false;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto enumerator) {
        if (!found && word == enumerator.name) {
            out = enumerator.value;
            found = true;
        }
    });
    return found;
}

}  // namespace base
