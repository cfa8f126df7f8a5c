#pragma once

#include <QtGlobal>

#include <utility>
#include <variant>

namespace bobbin {

/// Wraps an error so that `return Failure{error};` converts to any Result with that error type.
template<typename E>
struct Failure {
    E error;
};
template<typename E>
Failure(E) -> Failure<E>;

/// Either a value or the reason there is none; the subset of std::expected (C++23) the project uses.
///
/// Functions that can fail for a reason outside the program return a Result. Functions that can only
/// fail through a bug assert instead. Nothing in the project throws.
template<typename T, typename E>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) { }
    Result(Failure<E> failure) : m_state(std::in_place_index<1>, std::move(failure.error)) { }

    [[nodiscard]] bool isOk() const { return m_state.index() == 0; }
    explicit operator bool() const { return isOk(); }

    /// The value. Requires isOk().
    [[nodiscard]] const T &value() const &
    {
        Q_ASSERT(isOk());
        return *std::get_if<0>(&m_state);
    }
    [[nodiscard]] T value() && // not a reference: `for (x : f().value())` must be safe
    {
        Q_ASSERT(isOk());
        return std::move(*std::get_if<0>(&m_state));
    }
    const T *operator->() const { return &value(); }

    /// The error. Requires !isOk().
    [[nodiscard]] const E &error() const
    {
        Q_ASSERT(!isOk());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, E> m_state;
};

/// A Result that carries no value.
template<typename E>
using Status = Result<std::monostate, E>;
inline constexpr std::monostate Ok {};

} // namespace bobbin
