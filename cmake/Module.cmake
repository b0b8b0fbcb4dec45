# module(orders NEEDS shops payments PUBLIC y.hpp LINKS X) makes a library from src/orders, which
# may include the doors of what it needs (and their PUBLIC headers) and of nothing else; embeds
# src/orders/migrations/*.sql; and makes a test program from src/orders/tests. Files named
# *_threads_test.cpp become a program of their own with the label `threads`, which runs under the
# thread sanitizer as well.

set(common_warnings -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
    -Werror=switch -Werror=return-type)

# Migrations travel inside the program: orders::migrations() answers with their texts.
function(embed_migrations name out)
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/migrations/*.sql)
    set(${out} "" PARENT_SCOPE)
    if(NOT files)
        return()
    endif()
    set(entries "")
    foreach(file IN LISTS files)
        get_filename_component(stem ${file} NAME_WE)
        string(REGEX MATCH "^[0-9]+" number ${stem})
        string(REGEX REPLACE "^0+" "" number ${number})
        file(READ ${file} text)
        string(REGEX MATCH "readable_from: ([0-9]+)" ignored "${text}")
        if(NOT CMAKE_MATCH_1)
            message(FATAL_ERROR "${file} does not say readable_from")
        endif()
        string(APPEND entries
            "    {\"${name}\", ${number}, ${CMAKE_MATCH_1}, R\"~~(${text})~~\"},\n")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    endforeach()
    set(generated ${CMAKE_BINARY_DIR}/generated/${name}_migrations.cpp)
    file(CONFIGURE OUTPUT ${generated} @ONLY CONTENT
"#include <array>

#include \"db/migrate.hpp\"

namespace ${name} {

std::span<const db::Migration> migrations() {
    static constexpr auto list = std::to_array<db::Migration>({
${entries}    });
    return list;
}

}  // namespace ${name}
")
    set(${out} ${generated} PARENT_SCOPE)
endfunction()

function(module_test program label)
    add_executable(${program} ${ARGN})
    target_include_directories(${program} PRIVATE ${CMAKE_SOURCE_DIR})
    # What is tested is optimised and instrumented; the tests themselves are to compile quickly.
    target_compile_options(${program} PRIVATE ${common_warnings} $<$<CONFIG:Debug>:-O0>)
    target_link_libraries(${program} PRIVATE ${module_under_test} GTest::gmock GTest::gtest_main)
    if(NOT module_under_test MATCHES "^(base|db)$")
        target_link_libraries(${program} PRIVATE events)  # tests/market.hpp has jobs and listeners
    endif()
    add_test(NAME ${program} COMMAND ${program} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${program} PROPERTIES LABELS "${label}" TIMEOUT 900)
endfunction()

function(module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "NEEDS;PUBLIC;LINKS")
    file(GLOB sources CONFIGURE_DEPENDS src/${name}/*.cpp)
    list(REMOVE_ITEM sources ${CMAKE_SOURCE_DIR}/src/${name}/main.cpp)
    embed_migrations(${name} migrations)
    if(sources)
        add_library(${name} STATIC ${sources} ${migrations})
        target_compile_options(${name} PRIVATE ${common_warnings})
        set(reach PUBLIC)
    else()
        add_library(${name} INTERFACE)
        set(reach INTERFACE)
    endif()
    target_include_directories(${name} ${reach} ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${name} ${reach} ${arg_NEEDS} ${arg_LINKS})

    set(module_under_test ${name})
    file(GLOB tests CONFIGURE_DEPENDS src/${name}/tests/*_test.cpp)
    set(threaded ${tests})
    list(FILTER tests EXCLUDE REGEX "_threads_test.cpp$")
    list(FILTER threaded INCLUDE REGEX "_threads_test.cpp$")
    if(tests)
        module_test(${name}_test module ${tests})
    endif()
    if(threaded)
        module_test(${name}_threads_test threads ${threaded})
    endif()
endfunction()

function(program name main)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "NEEDS")
    add_executable(${name} ${main})
    target_compile_options(${name} PRIVATE ${common_warnings})
    target_link_libraries(${name} PRIVATE ${arg_NEEDS})
endfunction()
