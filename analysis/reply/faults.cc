#include "analysis/reply/faults.h"

#include <algorithm>

#include "analysis/understanding/reading.h"
#include "analysis/understanding/reply.h"

namespace forumwatch {
namespace {

struct Faults {
  FoundFault blame{Fault::Blame, {}};
  FoundFault shirking{Fault::Shirking, {}};
  FoundFault coldness{Fault::Coldness, {}};
  FoundFault beyond_power{Fault::BeyondPower, {}};
  FoundFault undated{Fault::Undated, {}};
  bool warm = false;
};

void AddOnce(std::string word, FoundFault& fault) {
  if (std::find(fault.words.begin(), fault.words.end(), word) == fault.words.end()) {
    fault.words.push_back(std::move(word));
  }
}

// The sentence that byte `at` stands in says when.
bool IsDated(const Wording& reading, std::uint32_t at) {
  std::uint32_t begin = 0;
  std::uint32_t end = static_cast<std::uint32_t>(reading.text().size());
  for (const Clause& clause : reading.clauses) {
    if (clause.begins_sentence && clause.begin <= at) {
      begin = clause.begin;
    } else if (clause.begins_sentence) {
      end = clause.begin;
      break;
    }
  }
  return std::any_of(reading.evidence.begin(), reading.evidence.end(), [&](const Evidence& e) {
    return SaysWhen(e) && e.begin >= begin && e.begin < end;
  });
}

void Note(const FoundSign& found, const Wording& reading, Faults& faults) {
  std::string word(reading.text().substr(found.begin, found.end - found.begin));
  switch (found.sign) {
    case DraftSign::Blame:
      AddOnce(std::move(word), faults.blame);
      break;
    case DraftSign::Shirking:
      AddOnce(std::move(word), faults.shirking);
      break;
    case DraftSign::Coldness:
      AddOnce(std::move(word), faults.coldness);
      break;
    case DraftSign::Warmth:
      faults.warm = true;
      break;
    case DraftSign::BeyondPower:
      AddOnce(std::move(word), faults.beyond_power);
      break;
    case DraftSign::Undated:
      if (!IsDated(reading, found.begin)) {
        AddOnce(std::move(word), faults.undated);
      }
      break;
  }
}

}  // namespace

std::string_view Name(Fault fault) {
  switch (fault) {
    case Fault::BareReceipt:
      return "bare_receipt";
    case Fault::Blame:
      return "blame";
    case Fault::Shirking:
      return "shirking";
    case Fault::Coldness:
      return "coldness";
    case Fault::BeyondPower:
      return "beyond_power";
    case Fault::Undated:
      return "undated";
  }
  return {};
}

std::vector<FoundFault> FaultsOf(std::string_view reply, const Lexicon& lexicon,
                                 const DraftWords& words) {
  const Wording reading = Read(reply, lexicon);
  Faults faults;
  for (const FoundSign& sign : words.Find(reading.text())) {
    Note(sign, reading, faults);
  }
  const ReplyKind kind = JudgeReply(reply, lexicon);
  if (kind == ReplyKind::Measures) {
    faults.shirking.words.clear();
  }
  std::vector<FoundFault> found;
  if (kind == ReplyKind::Acknowledgement) {
    found.push_back({Fault::BareReceipt, {}});
  }
  for (FoundFault* const fault :
       {&faults.blame, &faults.shirking, &faults.coldness, &faults.beyond_power, &faults.undated}) {
    const bool plainly_cold =
        fault == &faults.coldness && !faults.warm && !words.empty() && kind != ReplyKind::Measures;
    if (!fault->words.empty() || plainly_cold) {
      found.push_back(std::move(*fault));
    }
  }
  return found;
}

std::string InWords(const FoundFault& fault) {
  std::string words;
  for (const std::string& word : fault.words) {
    words += (words.empty() ? "：" : "、") + word;
  }
  switch (fault.fault) {
    case Fault::BareReceipt:
      return "没有说做什么、谁做、什么时候：只算首次回复（B2），不算具体措施（B3）";
    case Fault::Blame:
      return "像在指责业主" + words + "（B13）";
    case Fault::Shirking:
      return "像在推责，又没有说我们做什么" + words + "（B13）";
    case Fault::Coldness:
      return words.empty() ? "没有一句称呼、问候、致歉或感谢（B13 诚恳）"
                           : "读来冷淡" + words + "（B13 诚恳）";
    case Fault::BeyondPower:
      return "承诺可能超出权限" + words + "（B13）";
    case Fault::Undated:
      return "说了要做，没有说什么时候" + words + "（B3、B13）";
  }
  return {};
}

}  // namespace forumwatch
