// What the one who drafts a reply, and the one who approves it, should see beside it (B11, B13, H):
// the points it has to answer, which of them it leaves out, what it must not say, and how the
// handbook deals with the topic. It warns and never stops anything. Works inside the caller's
// transaction; a reader will do. Throws StoreError.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/model/complaint.h"
#include "analysis/model/step.h"
#include "analysis/reply/asks.h"
#include "analysis/reply/coverage.h"
#include "analysis/reply/faults.h"
#include "analysis/reply/guidance.h"
#include "analysis/reply/point.h"
#include "config/config.h"
#include "daemon/store/session.h"

namespace forumwatch {

// One point: the complaint the reply is for, or another open one, without measures yet, that was
// voiced in a thread where owners lately spoke of the first. Who reads it sees the reply to both.
struct PointToAnswer {
  ComplaintId complaint{};
  std::string summary;
  Point point;
};

// The complaint itself first.
std::vector<PointToAnswer> PointsToAnswer(Session& session, const Config& config,
                                          const Complaint& complaint);

// What the complaint's owners have asked that no staff post since answers: points within the point.
std::vector<FoundAsk> AsksToAnswer(Session& session, const Config& config,
                                   const Complaint& complaint);

struct DraftReview {
  std::vector<PointToAnswer> points;
  std::vector<PointVerdict> verdicts;  // of the points
  std::vector<FoundAsk> asks;          // of the first of them
  std::vector<std::string> answers;    // to the asks: the word that may be one, "" none is
  std::vector<FoundFault> faults;

  [[nodiscard]] int Points() const { return static_cast<int>(points.size() + asks.size()); }

  [[nodiscard]] int LeftOut() const;
};

DraftReview ReviewDraft(Session& session, const Config& config, const Complaint& complaint,
                        std::string_view draft, UtcTime written_at);

// For whoever approves: what the latest draft leaves out and what is to be said of it, from "；"
// on;
// "" nothing.
std::string WhatTheDraftLacks(Session& session, const Config& config, const Complaint& complaint,
                              std::span<const Step> steps);

// B11: replies that were approved for the same topic, the latest first.
struct ApprovedExample {
  ComplaintId complaint{};
  std::string text;
};
std::vector<ApprovedExample> ApprovedExamples(Session& session, const Complaint& complaint);

// How the handbook deals with what the complaint is about (B11, H).
std::vector<Guidance> GuidanceBeside(Session& session, const Config& config,
                                     const Complaint& complaint);

}  // namespace forumwatch
