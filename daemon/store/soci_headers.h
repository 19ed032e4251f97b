// SOCI and its SQLite backend, without the Boost bridges: they are templates in its headers alone,
// nobody here uses them, and Debian's libsoci-dev does not bring Boost. Every use of SOCI comes
// through here. Inside daemon/store only.
#pragma once

#include <soci/soci-config.h>
#undef SOCI_HAVE_BOOST
#undef SOCI_HAVE_BOOST_DATE_TIME
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
