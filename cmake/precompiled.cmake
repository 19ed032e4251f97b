# The standard headers that nearly every source reads, read once for all libraries. For builds that start from
# nothing: with it a compiler cache shares nothing between two checkouts, so it is off where people develop.
function(forumwatch_precompile directory)
  get_property(targets DIRECTORY ${directory} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "STATIC_LIBRARY" AND NOT target STREQUAL fw_model)
      target_precompile_headers(${target} REUSE_FROM fw_model)
    endif()
  endforeach()
  get_property(below DIRECTORY ${directory} PROPERTY SUBDIRECTORIES)
  foreach(subdirectory IN LISTS below)
    forumwatch_precompile(${subdirectory})
  endforeach()
endfunction()

if(FORUMWATCH_PRECOMPILE)
  target_precompile_headers(fw_model PRIVATE
    <algorithm> <charconv> <chrono> <filesystem> <functional> <map> <memory> <optional> <set> <span> <sstream>
    <string> <string_view> <tuple> <unordered_map> <utility> <variant> <vector>)
  foreach(room analysis crawlers config daemon)
    forumwatch_precompile(${PROJECT_SOURCE_DIR}/${room})
  endforeach()
  if(FORUMWATCH_TESTS)
    forumwatch_precompile(${PROJECT_SOURCE_DIR}/tests/support)
  endif()
endif()
