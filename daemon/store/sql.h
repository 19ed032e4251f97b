// How the rooms of daemon/store speak SQL: named parameters in, typed columns out, every statement
// prepared once a session. Texts are named constants: they are remembered by address. Inside
// daemon/store only.
//
//   FetchOne(session, kFindPost, With("id", id), Into(title), Into(posted_at));
//
// With and Into take integers, bool, double, text, UtcTime, strong ids and optionals of them
// (NULL).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "analysis/model/time.h"
#include "daemon/store/session.h"
#include "daemon/store/soci_headers.h"

namespace forumwatch::sql {

template <typename T>
struct Column {  // what SOCI exchanges for a T
  using Type = std::conditional_t<
      std::is_floating_point_v<T>, double,
      std::conditional_t<std::is_same_v<T, std::string>, std::string, long long>>;
};
template <typename T>
struct Column<std::optional<T>> : Column<T> {};

template <typename T>
inline constexpr bool kIsOptional = false;
template <typename T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

// A value for a named parameter; copied.
class With {
 public:
  template <typename T>
  With(const char* name, const T& value) : name_(name) {
    Take(value);
  }
  void Bind(soci::statement& statement) {
    std::visit([&](auto& value) { statement.exchange(soci::use(value, indicator_, name_)); },
               value_);
  }
  void Deliver() const {}

 private:
  template <typename T>
  void Take(const T& value) {
    if constexpr (kIsOptional<T>) {
      if (value) {
        Take(*value);
      } else {
        indicator_ = soci::i_null;
      }
    } else if constexpr (std::is_same_v<T, UtcTime>) {
      value_ = static_cast<long long>(ToMicros(value));
    } else if constexpr (std::is_floating_point_v<T>) {
      value_ = static_cast<double>(value);
    } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
      value_ = static_cast<long long>(value);
    } else {
      value_ = std::string(std::string_view(value));
    }
  }

  std::string name_;
  std::variant<long long, double, std::string> value_;
  soci::indicator indicator_ = soci::i_ok;
};

// A column, by position. Set when a row was fetched; NULL is nullopt, or T{} where T is no
// optional.
template <typename T>
class Into {
 public:
  explicit Into(T& target) : target_(target) {}
  void Bind(soci::statement& statement) { statement.exchange(soci::into(value_, indicator_)); }
  void Deliver() {
    if (indicator_ == soci::i_null) {
      target_ = T{};
    } else if constexpr (kIsOptional<T>) {
      target_ = As<typename T::value_type>();
    } else {
      target_ = As<T>();
    }
  }

 private:
  template <typename U>
  U As() {
    if constexpr (std::is_same_v<U, UtcTime>) {
      return FromMicros(value_);
    } else if constexpr (std::is_same_v<U, bool>) {
      return value_ != 0;
    } else if constexpr (std::is_same_v<U, std::string>) {
      return std::move(value_);
    } else {
      return static_cast<U>(value_);
    }
  }

  T& target_;
  typename Column<T>::Type value_{};
  soci::indicator indicator_ = soci::i_ok;
};

// Raw bytes, which no text column takes.
class WithBytes {
 public:
  WithBytes(const char* name, Session& session, std::string_view bytes);
  void Bind(soci::statement& statement) { statement.exchange(soci::use(blob_, name_)); }
  void Deliver() const {}

 private:
  std::string name_;
  soci::blob blob_;
};

class IntoBytes {
 public:
  IntoBytes(Session& session, std::string& target);
  void Bind(soci::statement& statement) { statement.exchange(soci::into(blob_)); }
  void Deliver();

 private:
  std::string& target_;
  soci::blob blob_;
};

// One use of a prepared statement. A statement cannot be used again while it is in use (asserted).
class Run {
 public:
  Run(Session& session, const char* text);
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  soci::statement& statement() noexcept { return *statement_; }
  bool Execute();  // true: the first row is there
  bool Next();
  long long Changed();

 private:
  Session::Connection& connection_;
  const char* text_;
  soci::statement* statement_ = nullptr;
  bool finished_ = false;
};

// False: no row. Rows after the first are not looked at.
template <typename... Exchange>
bool FetchOne(Session& session, const char* text, Exchange&&... exchange) {
  Run run(session, text);
  (exchange.Bind(run.statement()), ...);
  if (!run.Execute()) {
    return false;
  }
  (exchange.Deliver(), ...);
  while (run.Next()) {
  }
  return true;
}

template <typename Each, typename... Exchange>
void ForEachRow(Session& session, const char* text, Each&& each, Exchange&&... exchange) {
  Run run(session, text);
  (exchange.Bind(run.statement()), ...);
  for (bool row = run.Execute(); row; row = run.Next()) {
    (exchange.Deliver(), ...);
    each();
  }
}

// Rows changed.
template <typename... Exchange>
long long Execute(Session& session, const char* text, Exchange&&... exchange) {
  Run run(session, text);
  (exchange.Bind(run.statement()), ...);
  run.Execute();
  return run.Changed();
}

// Says what was being done when SQL refused; `doing` is only asked for then.
template <typename Work, typename Doing>
auto InContext(Doing&& doing, Work&& work) {
  try {
    return work();
  } catch (const StoreError& error) {
    std::throw_with_nested(StoreError(doing(), error.fault()));
  }
}

}  // namespace forumwatch::sql
