# The standard library's headers take longer to read than most files take to compile: they are read
# once, for every library of the tree. Each file still includes what it uses; the tidy preset builds
# without this and proves it.
target_precompile_headers(fw_model PRIVATE
  <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <set> <span>
  <stdexcept> <string> <string_view> <utility> <vector>)

function(forumwatch_precompile directory)
  get_property(targets DIRECTORY ${directory} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(type ${target} TYPE)
    if(type STREQUAL "STATIC_LIBRARY" AND NOT target STREQUAL "fw_model")
      target_precompile_headers(${target} REUSE_FROM fw_model)
    endif()
  endforeach()
  get_property(inner DIRECTORY ${directory} PROPERTY SUBDIRECTORIES)
  foreach(child IN LISTS inner)
    forumwatch_precompile(${child})
  endforeach()
endfunction()
forumwatch_precompile(${PROJECT_SOURCE_DIR})
