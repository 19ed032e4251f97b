#include "analysis/understanding/understand.h"

#include <algorithm>
#include <utility>

#include "analysis/text/code_points.h"
#include "analysis/understanding/borders.h"
#include "analysis/understanding/judge.h"
#include "analysis/understanding/learned.h"
#include "analysis/understanding/matters.h"
#include "analysis/understanding/reply.h"
#include "analysis/understanding/second_opinion.h"
#include "analysis/understanding/taught.h"

namespace forumwatch {
namespace {

Stretch WholeOf(const Wording& reading) {
  return {0, static_cast<std::uint32_t>(reading.text().size())};
}

std::size_t ThreadTopic(const PostInContext& post, const Handbook& handbook) {
  if (post.is_first || post.thread_matter == nullptr || post.thread_matter->topics.empty()) {
    return handbook.topics.size();
  }
  return FindTopic(handbook, post.thread_matter->topics.front()).value_or(handbook.topics.size());
}

// The most exact place of the stretch, the first of equals; null when there is none.
const FoundPlace* PlaceIn(const Wording& reading, Stretch stretch) {
  const FoundPlace* best = nullptr;
  for (const FoundPlace& place : BeginningIn(reading.places, stretch)) {
    if (best == nullptr || place.rank < best->rank) {
      best = &place;
    }
  }
  return best;
}

bool IsAnnounced(const Wording& reading, Stretch stretch) {
  const auto clauses = BeginningIn(reading.clauses, stretch);
  return !clauses.empty() && clauses.front().begin == stretch.begin && clauses.front().shifts;
}

class Understander {
 public:
  Understander(const PostInContext& post, const Lexicon& lexicon)
      : post_(post),
        lexicon_(lexicon),
        text_(Read(post.text, lexicon)),
        border_reader_(text_, post.is_first) {
    if (post.is_first) {
      title_ = Read(post.title, lexicon);
    } else {
      thread_title_ = Normalise(post.title);
    }
    length_ = CountCodePoints(post.text);
    manner_ = MannerOf(post.is_first, text_.text());
  }

  std::vector<Segment> Segments() {
    std::vector<Segment> segments;
    ForEachMatter([&](const ReadMatter& matter, Stretch stretch) {
      segments.push_back(lexicon_.learned() == nullptr ? *matter.rules
                                                       : SecondOpinion(matter, lexicon_));
      Locate(stretch, segments.size() == 1, segments.back());
      AddReasonsOfBorders(stretch, segments.back());
    });
    if (segments.size() == kMostMatters) {
      segments.back().reasons.push_back("一帖最多分成 " + std::to_string(kMostMatters) +
                                        " 件事，后面的都在这一件里");
    }
    return segments;
  }

  TaughtPost Taught(bool with_borders) {
    TaughtPost taught;
    borders_ = with_borders ? &taught.borders : nullptr;
    ForEachMatter([&](const ReadMatter& matter, Stretch stretch) {
      taught.segments.push_back({*matter.rules, manner_, FeaturesOf(matter, lexicon_.handbook())});
      Locate(stretch, taught.segments.size() == 1, taught.segments.back().by_rules);
    });
    return taught;
  }

 private:
  // Calls `each` with every matter as the rules see it and where it stands.
  template <typename Each>
  void ForEachMatter(const Each& each) {
    if (text_.text().empty() && title_.text().empty()) {
      return;
    }
    const auto matters = CutMatters(text_, lexicon_, ThreadTopic(post_, lexicon_.handbook()),
                                    [this](const Border& border) { return PartsAt(border); });
    for (std::size_t i = 0; i < matters.size(); ++i) {
      const Stretch matter = matters[i];
      Tally tally(lexicon_.handbook());
      Count(text_, matter, lexicon_, tally);
      if (i == 0) {
        Count(title_, WholeOf(title_), lexicon_, tally, lexicon_.scoring().title);
      }
      const Setting setting{post_.is_first, post_.thread_matter, IsAnnounced(text_, matter)};
      const Segment rules = Judge(tally, setting, lexicon_);
      const auto words = text_.text().substr(matter.begin, matter.end - matter.begin);
      const std::string_view title = post_.is_first ? title_.text() : thread_title_;
      each(ReadMatter{words, text_.text(), title, &tally, &setting, &rules}, matter);
    }
  }

  // A letter is parted by the rules alone: those that are labelled are labelled whole.
  bool PartsAt(const Border& border) {
    const Learned* const learned = lexicon_.learned();
    const bool asked =
        learned != nullptr && learned->Knows(LearnedTask::Cut) && manner_ != Manner::Letter;
    if (!asked && borders_ == nullptr) {
      return border.by_rules;
    }
    bool parts = border.by_rules;
    if (asked) {
      const float odds = border_reader_.ScoreOf(border, *learned);
      const Surety& sure = learned->SuretyOf(LearnedTask::Cut, 0, manner_);
      parts = border.by_rules ? odds >= sure.no : odds > sure.yes;
    }
    const std::uint32_t begin = text_.clauses[border.clause].begin;
    if (borders_ != nullptr) {
      borders_->push_back({static_cast<int>(text_.normalised.origins[begin]), border.by_rules,
                           manner_, border_reader_.FeaturesOf(border)});
    }
    if (parts != border.by_rules) {
      (parts ? learnt_cuts_ : joined_).push_back(begin);
    }
    return parts;
  }

  // What a model made of the borders, said of the matter they are in.
  void AddReasonsOfBorders(Stretch matter, Segment& segment) const {
    const auto is_in = [&](std::uint32_t at) { return at > matter.begin && at < matter.end; };
    if (std::find(learnt_cuts_.begin(), learnt_cuts_.end(), matter.begin) != learnt_cuts_.end()) {
      segment.reasons.emplace_back("按学过的帖子，从这里起说的是另一件事");
    }
    if (std::any_of(joined_.begin(), joined_.end(), is_in)) {
      segment.reasons.emplace_back("按词和规则后半段是另一件事，按学过的帖子是同一件");
    }
  }

  void Locate(Stretch matter, bool first, Segment& segment) const {
    SetPlace(matter, first, segment);
    SetPosition(matter, segment);
  }

  void SetPlace(Stretch matter, bool first, Segment& segment) const {
    const FoundPlace* own = PlaceIn(text_, matter);
    const FoundPlace* const title = first ? PlaceIn(title_, WholeOf(title_)) : nullptr;
    if (title != nullptr && (own == nullptr || title->rank <= own->rank)) {
      own = title;
    }
    if (own != nullptr) {
      segment.place = own->name;
    }
    if (!segment.supports) {
      return;
    }
    if (own == nullptr) {
      segment.place = post_.thread_matter->place;
    } else if (own->is_building && own->name != post_.thread_matter->place) {
      segment.supports = false;  // the same trouble, but in another building
    }
  }

  // From bytes of the normalised text to code points of the original, white space left out.
  void SetPosition(Stretch matter, Segment& segment) const {
    const auto& origins = text_.normalised.origins;
    if (matter.begin >= matter.end) {
      return;
    }
    segment.start = matter.begin == 0 ? 0 : static_cast<int>(origins[matter.begin]);
    segment.end = matter.end < origins.size() ? static_cast<int>(origins[matter.end]) : length_;
  }

  const PostInContext& post_;
  const Lexicon& lexicon_;
  Wording text_;
  Wording title_;             // of an opening post
  std::string thread_title_;  // of a follow-up, normalised
  int length_ = 0;
  Manner manner_ = Manner::FollowUp;
  BorderReader border_reader_;
  std::vector<std::uint32_t> learnt_cuts_;        // where a model parts and the rules do not
  std::vector<std::uint32_t> joined_;             // … and the reverse
  std::vector<TaughtBorder>* borders_ = nullptr;  // where those asked about are to be kept
};

}  // namespace

TaughtPost FeaturesOfPost(const PostInContext& post, const Lexicon& lexicon, bool with_borders) {
  return Understander(post, lexicon).Taught(with_borders);
}

Understanding Understand(const PostInContext& post, const Lexicon& lexicon) {
  Understanding understanding;
  if (post.official) {
    understanding.reply = JudgeReply(post.text, lexicon);
    return understanding;
  }
  understanding.segments = Understander(post, lexicon).Segments();
  return understanding;
}

}  // namespace forumwatch
