# Warnings and hardening for every target of this tree.
add_compile_options(
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wextra-semi
  -Wcast-qual -Wformat=2 -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wuseless-cast -Wduplicated-cond -Wduplicated-branches -Wlogical-op
                      -Wsuggest-override)
  # GCC's guess, wrong where it inlines the destructors of what an exception leaves behind.
  add_compile_options($<$<NOT:$<CONFIG:Debug>>:-Wno-maybe-uninitialized>)
  if(CMAKE_UNITY_BUILD)
    add_compile_options(-Wno-subobject-linkage)  # of headers; a source may use what is its own
  endif()
endif()
if(FORUMWATCH_WERROR)
  add_compile_options(-Werror)
endif()

if(FORUMWATCH_SANITIZE)
  add_compile_options(-fsanitize=${FORUMWATCH_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${FORUMWATCH_SANITIZE})
  if(FORUMWATCH_SANITIZE MATCHES "undefined")
    # SOCI's library does not export the type information that this one check links against.
    add_compile_options(-fno-sanitize=vptr)
    add_link_options(-fno-sanitize=vptr)
  endif()
else()
  add_compile_options(-fstack-protector-strong -fstack-clash-protection -fcf-protection
                      $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
endif()
add_compile_definitions(_GLIBCXX_ASSERTIONS)

# For rooms that wait for people, files or the network: compiling them at -O2 takes a third longer
# than anybody gains.
function(forumwatch_seldom_busy)
  foreach(room ${ARGN})
    target_compile_options(${room} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O1>)
  endforeach()
endfunction()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
add_link_options(-Wl,-z,relro,-z,now)

find_program(MOLD_LINKER mold)
if(MOLD_LINKER AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
endif()
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache asks for before it caches users of precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-fpch-preprocess)
  endif()
endif()
