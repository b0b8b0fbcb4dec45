# SQLite, as the target fairground_sqlite.
#
# Releases before 3.51.3 can damage a write-ahead log when two connections write or checkpoint at
# the same moment, and Debian 12 has 3.40. So the amalgamation comes out of an npm package, whose
# content the lock file pins by its digest. -DFAIRGROUND_SYSTEM_SQLITE=ON takes the system's
# library instead, if it is new enough.

option(FAIRGROUND_SYSTEM_SQLITE "Use the system's SQLite (3.51.3 or newer)" OFF)

if(FAIRGROUND_SYSTEM_SQLITE)
    find_package(SQLite3 3.51.3 REQUIRED)
    add_library(fairground_sqlite INTERFACE)
    target_link_libraries(fairground_sqlite INTERFACE SQLite::SQLite3)
    return()
endif()

set(sqlite_dir ${CMAKE_CURRENT_LIST_DIR}/../third_party/sqlite)
set(sqlite_lock ${sqlite_dir}/package-lock.json)
set(sqlite_installed ${sqlite_dir}/node_modules/.package-lock.json)

# Two configurations may run at once; only one of them may fetch.
file(LOCK ${sqlite_dir} DIRECTORY TIMEOUT 300)
if(${sqlite_lock} IS_NEWER_THAN ${sqlite_installed})
    message(STATUS "Fetching the SQLite amalgamation")
    execute_process(
        COMMAND npm ci --ignore-scripts --no-audit --no-fund
        WORKING_DIRECTORY ${sqlite_dir}
        OUTPUT_QUIET
        COMMAND_ERROR_IS_FATAL ANY)
    file(TOUCH ${sqlite_installed})
endif()
file(LOCK ${sqlite_dir} DIRECTORY RELEASE)

enable_language(C)
add_subdirectory(${sqlite_dir} third_party/sqlite)
