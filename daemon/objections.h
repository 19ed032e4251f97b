// A customer who objects to revisits is marked so, and not asked again unless he takes it back
// (C2): not when the complaint is opened again and handled anew, nor about another one. Works
// inside the caller's transaction. Loop thread. Throws StoreError.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/model/complaint.h"
#include "analysis/model/step.h"
#include "daemon/store/complaints.h"
#include "daemon/store/objections.h"
#include "daemon/store/session.h"
#include "daemon/store/steps.h"

namespace forumwatch {

class Objections {
 public:
  explicit Objections(Session& session);

  // A person has put on record that the customer objects: who opened the complaint again last, else
  // who spoke of it first.
  void Note(ComplaintId complaint, UtcTime at);

  // A person has put on record that the customer may be asked again, or that somebody objected in
  // this complaint by mistake: of all who did so in it or in what was merged into it, else of its
  // customer, wherever he did. What was handled before stays as it is. How those call themselves,
  // "" of one who is not known; nullopt: nobody objected.
  std::optional<std::vector<std::string>> TakeBack(ComplaintId complaint);

  // What the service puts on record in a person's place when the matter was handled: no revisit is
  // due, since everybody who would be asked objects. That is who wrote since it was last said of
  // this complaint, or all who wrote. nullopt: somebody is to be asked, has been, or need not be.
  std::optional<Step> Waiver(const Complaint& complaint, std::span<const Mention> mentions,
                             const std::vector<Step>& steps, UtcTime now);

 private:
  std::string CustomerOf(ComplaintId complaint);  // "" none

  ComplaintStore complaints_;
  StepStore steps_;
  ObjectionStore objections_;
};

}  // namespace forumwatch
