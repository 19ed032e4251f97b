#include "crawlers/html/selector_syntax.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "crawlers/html/markup_scan.h"
#include "crawlers/html/tag_traits.h"

namespace forumwatch {
namespace {

constexpr int kMaxNth = 100'000;

bool IsDigit(char c) noexcept {
  return c >= '0' && c <= '9';
}
bool IsNameByte(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || IsDigit(c) || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
std::string Lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), AsciiLower);
  return text;
}

NameBits NamesIn(const AttributeCondition& condition) {
  const NameBits name = AttributeBit(condition.name);
  if (condition.name == "id" && condition.test == AttributeTest::Equals) {
    return name | IdBit(condition.value);
  }
  const bool one_word = std::none_of(condition.value.begin(), condition.value.end(), IsMarkupSpace);
  if (condition.name == "class" && condition.test == AttributeTest::HasWord && one_word) {
    return name | ClassBit(condition.value);
  }
  return name;
}

NameBits NamesIn(const Compound& compound) {
  NameBits names = compound.type.empty() ? 0 : TagBit(TagNamed(compound.type));
  for (const AttributeCondition& condition : compound.attributes) {
    names |= NamesIn(condition);
  }
  return names;
}

class Reader {
 public:
  explicit Reader(std::string_view css) : css_(css) {}

  std::vector<Path> List() {
    std::vector<Path> paths;
    do {
      SkipSpace();
      paths.push_back(ReadPath());
    } while (Take(','));
    if (!AtEnd()) {
      Fail("不认得的写法");
    }
    return paths;
  }

 private:
  Path ReadPath() {
    Path path;
    path.push_back({Combinator::Descendant, ReadCompound(true)});
    while (true) {
      const bool spaced = SkipSpace();
      if (AtEnd() || Peek() == ',') {
        return path;
      }
      Combinator relation = Combinator::Descendant;
      if (Take('>')) {
        relation = Combinator::Child;
      } else if (Take('+')) {
        relation = Combinator::Adjacent;
      } else if (!spaced) {
        Fail("不认得的写法");
      }
      SkipSpace();
      if (path.size() == kMaxSteps) {
        Fail("层次太多（最多 " + std::to_string(kMaxSteps) + " 层）");
      }
      path.push_back({relation, ReadCompound(true)});
    }
  }

  Compound ReadCompound(bool may_negate) {
    Compound compound;
    bool any = Take('*');
    if (!any && !AtEnd() && (IsNameByte(Peek()) || Peek() == '\\')) {
      compound.type = Lowered(Name("标签名"));
      any = true;
    }
    while (!AtEnd()) {
      if (Take('.')) {
        compound.attributes.push_back({"class", AttributeTest::HasWord, Name("类名")});
      } else if (Take('#')) {
        compound.attributes.push_back({"id", AttributeTest::Equals, Name("id")});
      } else if (Take('[')) {
        compound.attributes.push_back(ReadAttribute());
      } else if (Take(':')) {
        ReadPseudoClass(compound, may_negate);
      } else {
        break;
      }
      any = true;
    }
    if (!any) {
      Fail("这里缺少标签名、.类名、#id 或 [属性]");
    }
    compound.names = NamesIn(compound);
    return compound;
  }

  AttributeCondition ReadAttribute() {
    AttributeCondition condition;
    SkipSpace();
    condition.name = Lowered(Name("属性名"));
    SkipSpace();
    if (Take(']')) {
      return condition;
    }
    condition.test = ReadAttributeTest();
    SkipSpace();
    condition.value = !AtEnd() && (Peek() == '"' || Peek() == '\'') ? Quoted() : Name("属性值");
    SkipSpace();
    Expect(']');
    return condition;
  }

  AttributeTest ReadAttributeTest() {
    constexpr std::pair<char, AttributeTest> kTests[] = {{'^', AttributeTest::StartsWith},
                                                         {'$', AttributeTest::EndsWith},
                                                         {'*', AttributeTest::Contains},
                                                         {'~', AttributeTest::HasWord}};
    AttributeTest test = AttributeTest::Equals;
    for (const auto& [sign, meaning] : kTests) {
      if (Take(sign)) {
        test = meaning;
        break;
      }
    }
    Expect('=');
    return test;
  }

  void ReadPseudoClass(Compound& compound, bool may_negate) {
    const std::size_t at = at_;
    const std::string name = Lowered(Name("伪类名"));
    if (name == "first-child") {
      compound.nth.push_back({0, 1});
    } else if (name == "nth-child") {
      Expect('(');
      compound.nth.push_back(ReadNth());
      Expect(')');
    } else if (name == "not" && may_negate) {
      Expect('(');
      SkipSpace();
      compound.none_of.push_back(ReadCompound(false));
      SkipSpace();
      Expect(')');
    } else {
      at_ = at;
      Fail(name == "not" ? ":not() 里不能再写 :not()" : "不支持 :" + name);
    }
  }

  // "3", "odd", "even", "2n+1", "-n + 3", "n".
  NthChild ReadNth() {
    SkipSpace();
    if (TakeWord("odd")) {
      return Closed({2, 1});
    }
    if (TakeWord("even")) {
      return Closed({2, 0});
    }
    const int sign = Sign(1);
    const bool has_number = !AtEnd() && IsDigit(Peek());
    const int number = has_number ? Number() : 1;
    if (!Take('n') && !Take('N')) {
      if (!has_number) {
        Fail("这里要写 3、odd、even 或 2n+1 这样的序号");
      }
      return Closed({0, sign * number});
    }
    SkipSpace();
    const int offset_sign = Sign(0);
    if (offset_sign == 0) {
      return Closed({sign * number, 0});
    }
    SkipSpace();
    return Closed({sign * number, offset_sign * Number()});
  }

  NthChild Closed(NthChild nth) {
    SkipSpace();
    return nth;
  }

  int Sign(int when_absent) {
    if (Take('-')) {
      return -1;
    }
    return Take('+') ? 1 : when_absent;
  }

  int Number() {
    int number = 0;
    const char* const end = css_.data() + css_.size();
    const auto [next, error] = std::from_chars(css_.data() + at_, end, number);
    if (error != std::errc() || number > kMaxNth || !IsDigit(css_[at_])) {
      Fail("这里要写一个不太大的数");
    }
    at_ = static_cast<std::size_t>(next - css_.data());
    return number;
  }

  std::string Name(std::string_view what) {
    std::string name;
    while (!AtEnd() && (IsNameByte(Peek()) || Peek() == '\\')) {
      if (Take('\\') && AtEnd()) {
        break;
      }
      name += css_[at_++];
    }
    if (name.empty()) {
      Fail("这里缺少" + std::string(what));
    }
    return name;
  }

  std::string Quoted() {
    const char quote = css_[at_++];
    std::string value;
    while (!AtEnd() && Peek() != quote) {
      if (Take('\\') && AtEnd()) {
        break;
      }
      value += css_[at_++];
    }
    Expect(quote);
    return value;
  }

  bool SkipSpace() {
    const std::size_t from = at_;
    while (!AtEnd() && IsMarkupSpace(Peek())) {
      ++at_;
    }
    return at_ != from;
  }

  [[nodiscard]] bool AtEnd() const noexcept { return at_ == css_.size(); }
  [[nodiscard]] char Peek() const noexcept { return css_[at_]; }

  bool Take(char c) noexcept {
    const bool found = !AtEnd() && Peek() == c;
    at_ += found ? 1 : 0;
    return found;
  }

  bool TakeWord(std::string_view word) {
    const bool found = Lowered(std::string(css_.substr(at_, word.size()))) == word;
    at_ += found ? word.size() : 0;
    return found;
  }

  void Expect(char c) {
    if (!Take(c)) {
      Fail(std::string("这里应当是 ") + c);
    }
  }

  [[noreturn]] void Fail(const std::string& why) const {
    std::size_t position = 1;
    for (const char c : css_.substr(0, at_)) {
      position += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    }
    throw std::invalid_argument("选择器“" + std::string(css_) + "”第 " + std::to_string(position) +
                                " 个字符：" + why);
  }

  std::string_view css_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Path> ReadSelector(std::string_view css) {
  return Reader(css).List();
}

}  // namespace forumwatch
