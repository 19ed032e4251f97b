// A forum engine as data: what config/engines/*.json describes and html_forum reads. Filled by
// config/engine_file; immutable once made; any thread.
#pragma once

namespace forumwatch {

struct HtmlEngine {};

}  // namespace forumwatch
