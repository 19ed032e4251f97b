# Debian 12 packages only. Each is an imported target, so that a room names what it uses.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(CURL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS uc i18n data)
find_package(pugixml REQUIRED)
find_package(spdlog REQUIRED)
find_package(date REQUIRED)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(CTEMPLATE REQUIRED IMPORTED_TARGET libctemplate)
pkg_check_modules(OPENCC REQUIRED IMPORTED_TARGET opencc)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SYSTEMD REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(PSL REQUIRED IMPORTED_TARGET libpsl)
pkg_check_modules(IDN2 REQUIRED IMPORTED_TARGET libidn2)

# SOCI's headers raise warnings of their own; they are taken as a system library.
find_path(SOCI_INCLUDE_DIR soci/soci.h REQUIRED)
find_library(SOCI_CORE_LIBRARY soci_core REQUIRED)
find_library(SOCI_SQLITE3_LIBRARY soci_sqlite3 REQUIRED)
add_library(forumwatch_soci INTERFACE)
target_include_directories(forumwatch_soci SYSTEM INTERFACE ${SOCI_INCLUDE_DIR})
target_link_libraries(forumwatch_soci INTERFACE ${SOCI_SQLITE3_LIBRARY} ${SOCI_CORE_LIBRARY}
                                                SQLite::SQLite3)

# liblinear comes without a pkg-config file. It is linked in where it can be: only `train` needs it, and a service that
# never trains should not carry two shared libraries.
find_path(LINEAR_INCLUDE_DIR linear.h REQUIRED)
find_library(LINEAR_LIBRARY NAMES liblinear.a linear REQUIRED)
find_library(BLAS_LIBRARY NAMES libblas.a blas REQUIRED)
add_library(forumwatch_linear INTERFACE)
target_include_directories(forumwatch_linear SYSTEM INTERFACE ${LINEAR_INCLUDE_DIR})
target_link_libraries(forumwatch_linear INTERFACE ${LINEAR_LIBRARY} ${BLAS_LIBRARY})

if(FORUMWATCH_TESTS)
  find_package(GTest REQUIRED)
  find_package(OpenSSL 3 REQUIRED)  # the tests' own certificates
  find_path(VALIJSON_INCLUDE_DIR valijson/validator.hpp REQUIRED)
  include(GoogleTest)
endif()
if(FORUMWATCH_TESTS AND FORUMWATCH_BENCH)
  find_package(benchmark REQUIRED)
endif()
