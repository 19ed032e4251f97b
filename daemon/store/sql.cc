#include "daemon/store/sql.h"

#include <cassert>

#include "daemon/store/connection.h"

namespace forumwatch::sql {
namespace {

// "INSERT INTO post": the text up to where names of columns begin.
std::string Heading(const char* text) {
  const std::string_view all(text);
  const auto from = all.find_first_not_of(" \n");
  return from == std::string_view::npos
             ? std::string()
             : std::string(all.substr(from, all.find_first_of("(\n", from) - from));
}

[[maybe_unused]] bool Writes(const char* text) {
  const std::string heading = Heading(text);
  return heading.starts_with("INSERT") || heading.starts_with("UPDATE") ||
         heading.starts_with("DELETE");
}

}  // namespace

WithBytes::WithBytes(const char* name, Session& session, std::string_view bytes)
    : name_(name), blob_(session.connection().sql) {
  blob_.append(bytes.data(), bytes.size());
}

IntoBytes::IntoBytes(Session& session, std::string& target)
    : target_(target), blob_(session.connection().sql) {}

void IntoBytes::Deliver() {
  target_.resize(blob_.get_len());
  if (!target_.empty()) {
    blob_.read(0, target_.data(), target_.size());
  }
}

Run::Run(Session& session, const char* text) : connection_(session.connection()), text_(text) {
  assert((connection_.in_transaction || !Writes(text)) && "writing needs a transaction");
  auto& known = connection_.statements[text];
  try {
    if (!known) {
      known = std::make_unique<PreparedStatement>(connection_.sql);
      known->statement.alloc();
      known->statement.prepare(text);
    }
  } catch (const soci::soci_error& error) {
    connection_.statements.erase(text);
    throw FromSoci(Heading(text), error);
  }
  assert(!known->in_use && "a statement is used within itself");
  known->in_use = true;
  statement_ = &known->statement;
}

Run::~Run() {
  // A statement left half-way would hold its read lock: it ends here.
  if (!finished_) {
    connection_.statements.erase(text_);
    return;
  }
  statement_->bind_clean_up();
  connection_.statements[text_]->in_use = false;
}

bool Run::Execute() {
  try {
    statement_->define_and_bind();
    const bool row = statement_->execute(true);
    finished_ = !row;
    return row;
  } catch (const soci::soci_error& error) {
    throw FromSoci(Heading(text_), error);
  }
}

bool Run::Next() {
  try {
    const bool row = statement_->fetch();
    finished_ = !row;
    return row;
  } catch (const soci::soci_error& error) {
    throw FromSoci(Heading(text_), error);
  }
}

long long Run::Changed() {
  return statement_->get_affected_rows();
}

}  // namespace forumwatch::sql
