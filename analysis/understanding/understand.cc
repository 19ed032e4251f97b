#include "analysis/understanding/understand.h"

#include "analysis/text/code_points.h"
#include "analysis/understanding/judge.h"
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
      : post_(post), lexicon_(lexicon), text_(Read(post.text, lexicon)) {
    if (post.is_first) {
      title_ = Read(post.title, lexicon);
    } else {
      thread_title_ = Normalise(post.title);
    }
    length_ = CountCodePoints(post.text);
  }

  std::vector<Segment> Segments() {
    std::vector<Segment> segments;
    ForEachMatter([&](const ReadMatter& matter, Stretch stretch) {
      segments.push_back(lexicon_.learned() == nullptr ? *matter.rules
                                                       : SecondOpinion(matter, lexicon_));
      Locate(stretch, segments.size() == 1, segments.back());
    });
    if (segments.size() == kMostMatters) {
      segments.back().reasons.push_back("一帖最多分成 " + std::to_string(kMostMatters) +
                                        " 件事，后面的都在这一件里");
    }
    return segments;
  }

  std::vector<TaughtSegment> Taught() {
    std::vector<TaughtSegment> taught;
    ForEachMatter([&](const ReadMatter& matter, Stretch stretch) {
      taught.push_back({*matter.rules, MannerOf(matter), FeaturesOf(matter, lexicon_.handbook())});
      Locate(stretch, taught.size() == 1, taught.back().by_rules);
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
    const auto matters = CutMatters(text_, lexicon_, ThreadTopic(post_, lexicon_.handbook()));
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
};

}  // namespace

std::vector<TaughtSegment> FeaturesOfPost(const PostInContext& post, const Lexicon& lexicon) {
  return Understander(post, lexicon).Taught();
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
