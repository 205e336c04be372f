// A record of a field file, described once: which keyword holds which member. The description writes and reads it.
//
// One policy for all files: a keyword or a value that the table doesn't know is an error. The files are written and
// read by the same version of Ferrule, so what one doesn't understand would be ignored to the user's cost.
#pragma once

#include <charconv>
#include <concepts>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "base/result.h"

namespace ferrule {

/// Reads all of `text` as a decimal number; false if it is anything else.
template <std::integral Number>
bool read_number(std::string_view text, Number& number) {
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && stop == text.data() + text.size();
}

/// What a member holds that may hold nothing.
template <typename Member>
struct ChosenIn {
  using Type = Member;
};
template <typename Choice>
struct ChosenIn<std::optional<Choice>> {
  using Type = Choice;
};
template <typename Member>
using Chosen = typename ChosenIn<Member>::Type;

template <typename T>
class FieldTable {
 public:
  using Add = std::function<void(std::string_view value)>;
  using Write = std::function<void(const T& value, const Add& add)>;
  /// False for a value that it doesn't understand.
  using Read = std::function<bool(T& value, std::string_view text)>;

  /// Left out where it is empty.
  FieldTable& text(std::string_view keyword, std::string T::*member) {
    return other(
        keyword,
        [=](const T& value, const Add& add) {
          if (!(value.*member).empty()) add(value.*member);
        },
        [=](T& value, std::string_view text) {
          value.*member = text;
          return true;
        });
  }

  /// A field for each element.
  FieldTable& list(std::string_view keyword, std::vector<std::string> T::*member) {
    return other(
        keyword,
        [=](const T& value, const Add& add) {
          for (const std::string& element : value.*member) add(element);
        },
        [=](T& value, std::string_view text) {
          (value.*member).emplace_back(text);
          return true;
        });
  }

  /// "yes" or "no"; left out where it is `usual`.
  FieldTable& flag(std::string_view keyword, bool T::*member, bool usual) {
    return other(
        keyword,
        [=](const T& value, const Add& add) {
          if (value.*member != usual) add(value.*member ? "yes" : "no");
        },
        [=](T& value, std::string_view text) {
          value.*member = text == "yes";
          return text == "yes" || text == "no";
        });
  }

  /// Left out where it is 0.
  template <std::integral Number>
  FieldTable& number(std::string_view keyword, Number T::*member) {
    return other(
        keyword,
        [=](const T& value, const Add& add) {
          if (value.*member != 0) add(std::to_string(value.*member));
        },
        [=](T& value, std::string_view text) { return read_number(text, value.*member); });
  }

  /// Left out where it isn't set.
  template <std::integral Number>
  FieldTable& number(std::string_view keyword, std::optional<Number> T::*member) {
    return other(
        keyword,
        [=](const T& value, const Add& add) {
          if (value.*member) add(std::to_string(*(value.*member)));
        },
        [=](T& value, std::string_view text) { return read_number(text, (value.*member).emplace()); });
  }

  /// One of the `words`, each with what it stands for. Left out where that has no word, or where there is none of
  /// them.
  template <typename Member>
  FieldTable& word(std::string_view keyword, Member T::*member,
                   std::initializer_list<std::pair<Chosen<Member>, std::string_view>> words) {
    std::vector<std::pair<Chosen<Member>, std::string_view>> known(words);
    return other(
        keyword,
        [=](const T& value, const Add& add) {
          for (const auto& [choice, word] : known)
            if (value.*member == choice) add(word);
        },
        [=](T& value, std::string_view text) {
          for (const auto& [choice, word] : known)
            if (word == text) {
              value.*member = choice;
              return true;
            }
          return false;
        });
  }

  /// The rows of another table, for a member.
  template <typename Part>
  FieldTable& part(Part T::*member, const FieldTable<Part>& table) {
    for (const auto& row : table.rows_)
      other(
          row.keyword, [=](const T& value, const Add& add) { row.write(value.*member, add); },
          [=](T& value, std::string_view text) { return row.read(value.*member, text); });
    return *this;
  }

  /// What none of the above describes. Fields are written in the order of the table.
  FieldTable& other(std::string_view keyword, Write write, Read read) {
    rows_.push_back({keyword, std::move(write), std::move(read)});
    return *this;
  }

  /// What errors tell the user to do.
  FieldTable& help(std::string_view text) {
    help_ = text;
    return *this;
  }

  void write(FieldWriter& writer, const T& value) const {
    for (const Row& row : rows_) row.write(value, [&](std::string_view text) { writer.add(row.keyword, text); });
  }

  std::string write(const T& value) const {
    FieldWriter writer;
    write(writer, value);
    return writer.text();
  }

  /// Reads a record on top of `value`. `origin` is the file's name, for errors.
  Result<T> read(const std::vector<Field>& record, std::string_view origin, T value = {}) const {
    for (const Field& field : record)
      if (!read_field(value, field))
        return Error{"cannot understand `" + field.keyword + " " + field.value + "`", std::string(origin), help_};
    return value;
  }

  /// The same for a file that holds one record.
  Result<T> read(std::string_view text, std::string_view origin, T value = {}) const {
    Result<std::vector<Field>> fields = parse_fields(text, origin);
    if (!fields) return Error{fields.error().message, fields.error().where, help_};
    return read(*fields, origin, std::move(value));
  }

 private:
  template <typename Whole>
  friend class FieldTable;

  struct Row {
    std::string_view keyword;
    Write write;
    Read read;
  };

  bool read_field(T& value, const Field& field) const {
    for (const Row& row : rows_)
      if (row.keyword == field.keyword) return row.read(value, field.value);
    return false;
  }

  std::vector<Row> rows_;
  std::string help_ = "run `ferrule generate` again in this build directory";
};

}  // namespace ferrule
