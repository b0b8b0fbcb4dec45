#pragma once

// There are two kinds of "no".
//
// A Refusal is an answer: the last unit is gone, this order is not yours. It is part of the
// function's type and the compiler makes the caller look at it.
//
// An exception is an accident: the database went away, the disk is full. Nobody catches it but
// the writer and the request loop, which undo what was begun, write it down and answer 500.

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/ensure.hpp"

namespace base {

/// What sort of "no" it is. Which HTTP status a kind becomes is decided once, in http/problem.cpp.
enum class Kind {
    invalid,      ///< the form makes no sense: 422
    not_signed,   ///< nobody is signed in: 401
    denied,       ///< known, and not allowed: 403
    missing,      ///< there is no such thing, or it is none of your business: 404
    conflict,     ///< true at another moment, not now: 409
    limited,      ///< too often: 429
    too_large,    ///< more than we take: 413
    unavailable,  ///< not now, try again: 503
    full,         ///< no room left on the disk: 507
};

/// A reason is a constant at the top of a module's header. `code` is for programs and never
/// changes; the sentence for people stands under "refusal.<code>" in words/.
struct Reason {
    Kind kind;
    std::string_view code;
};

/// A name and a value that complete a refusal's sentence: {"left", "2"}.
using Argument = std::pair<std::string, std::string>;

/// One field of a form that is wrong, with the path a program understands: "lines.0.quantity".
struct FieldProblem {
    std::string field;
    std::string_view code;
    std::vector<Argument> args;
};

/// Why something was not done. Nothing of it was: a refusal undoes its command.
class Refusal {
public:
    Refusal(Reason reason) : reason_(reason) {}  // NOLINT(google-explicit-constructor)

    Kind kind() const { return reason_.kind; }
    std::string_view code() const { return reason_.code; }
    const std::vector<Argument>& args() const { return args_; }
    const std::vector<FieldProblem>& fields() const { return fields_; }

    Refusal with(std::string name, std::string value) && {
        args_.emplace_back(std::move(name), std::move(value));
        return std::move(*this);
    }
    Refusal field(FieldProblem problem) && {
        fields_.push_back(std::move(problem));
        return std::move(*this);
    }
    void add(FieldProblem problem) { fields_.push_back(std::move(problem)); }

    friend bool operator==(const Refusal& a, Reason b) { return a.code() == b.code; }

private:
    Reason reason_;
    std::vector<Argument> args_;
    std::vector<FieldProblem> fields_;
};

/// A refusal that says more: `return with(sold_out, "left", "0");`
inline Refusal with(Reason reason, std::string name, std::string value) {
    return Refusal(reason).with(std::move(name), std::move(value));
}

/// The form is readable but one or more of its fields are wrong.
inline constexpr Reason form_invalid{Kind::invalid, "form_invalid"};

/// A refusal of one field: `return wrong_field("price.minor", "too_small", {{"min", "1"}});`
inline Refusal wrong_field(std::string field, std::string_view code,
                           std::vector<Argument> args = {}) {
    return Refusal(form_invalid).field({std::move(field), code, std::move(args)});
}

/// The result of a function that has nothing to say but "done".
struct Done {};
inline constexpr Done done;

/// Either a T or the reason why there is none. Read like std::expected; returned more simply, for
/// a refusal needs no std::unexpected around it.
template <class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    // Implicit, so that a function returns its value or its refusal as it is.
    // NOLINTBEGIN(google-explicit-constructor)
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Refusal refusal) : state_(std::in_place_index<1>, std::move(refusal)) {}
    Result(Reason reason) : state_(std::in_place_index<1>, reason) {}
    // NOLINTEND(google-explicit-constructor)

    explicit operator bool() const { return state_.index() == 0; }
    const Refusal& error() const {
        ensure(state_.index() == 1);
        return std::get<1>(state_);
    }

    T& operator*() & { return value(); }
    const T& operator*() const& { return const_cast<Result*>(this)->value(); }
    T&& operator*() && { return std::move(value()); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &const_cast<Result*>(this)->value(); }

private:
    T& value() {
        ensure(state_.index() == 0);
        return std::get<0>(state_);
    }

    std::variant<T, Refusal> state_;
};

}  // namespace base

/// Unwraps a Result, or returns its refusal from the enclosing function.
///
///     Order order = TRY(find(tx, id));
///
/// Not for coroutines: GCC 12 cannot compile a statement expression around co_await.
#define TRY(...)                                    \
    __extension__({                                 \
        auto try_result = (__VA_ARGS__);            \
        if (!try_result) return try_result.error(); \
        *std::move(try_result);                     \
    })
