# Everything that every target of the project agrees on.
add_library(bobbin_options INTERFACE)
target_compile_features(bobbin_options INTERFACE cxx_std_20)
target_compile_definitions(bobbin_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400
    QT_WARN_DEPRECATED_UP_TO=0x060400) # what takes its place came later than the oldest Qt that builds Bobbin

option(BOBBIN_WARNINGS_AS_ERRORS "Treat warnings as errors" OFF)
set(BOBBIN_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize= takes them")
option(BOBBIN_FUZZERS "Build the fuzzers of tests/fuzz (needs clang and -fsanitize=fuzzer-no-link in BOBBIN_SANITIZE)" OFF)
option(BOBBIN_COVERAGE "Record which lines the tests reach" OFF)

if(MSVC)
    target_compile_options(bobbin_options INTERFACE
        /W4 /permissive- /utf-8 $<$<BOOL:${BOBBIN_WARNINGS_AS_ERRORS}>:/WX>)
else()
    target_compile_options(bobbin_options INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Woverloaded-virtual -Wnon-virtual-dtor -Wold-style-cast
        $<$<BOOL:${BOBBIN_WARNINGS_AS_ERRORS}>:-Werror>)
    if(BOBBIN_SANITIZE)
        target_compile_options(bobbin_options INTERFACE -fsanitize=${BOBBIN_SANITIZE} -fno-omit-frame-pointer)
        target_link_options(bobbin_options INTERFACE -fsanitize=${BOBBIN_SANITIZE})
    endif()
    if(BOBBIN_COVERAGE)
        target_compile_options(bobbin_options INTERFACE --coverage)
        target_link_options(bobbin_options INTERFACE --coverage)
    endif()
endif()

# Behind bobbin_options: what QTRY_… expands to in Qt 6.8 converts numbers.
add_library(bobbin_test_options INTERFACE)
if(NOT MSVC)
    target_compile_options(bobbin_test_options INTERFACE -Wno-conversion)
endif()

# bobbin_add_library(<name> SOURCES … PUBLIC … PRIVATE …)
# One static library per layer, with its public headers in include/<name>. A layer sees only the layers
# named in PUBLIC and PRIVATE: nothing in this project calls include_directories(), so an undeclared
# dependency does not compile.
function(bobbin_add_library name)
    cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    file(GLOB_RECURSE public_headers CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/include/*.h")
    qt_add_library(${name} STATIC ${arg_SOURCES} ${public_headers})
    add_library(bobbin::${name} ALIAS ${name})
    set_target_properties(${name} PROPERTIES AUTOMOC ON OUTPUT_NAME bobbin_${name})
    target_include_directories(${name} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}/include")
    target_link_libraries(${name} PUBLIC bobbin_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
endfunction()

# bobbin_add_test(<name> [SOURCES …] LIBRARIES …)
# One executable from <name>.cpp, run without a display and away from the user's own files.
function(bobbin_add_test name)
    cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LIBRARIES;LABELS" ${ARGN})
    qt_add_executable(${name} ${name}.cpp ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE bobbin_options bobbin_test_options Qt6::Test ${arg_LIBRARIES})
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300) # seconds; a busy machine is no fault of a test
    endif()
    set_tests_properties(${name} PROPERTIES
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=bobbin.*.debug=false;LC_ALL=C.UTF-8;XDG_CONFIG_HOME=${CMAKE_BINARY_DIR}/test-home/config;XDG_DATA_HOME=${CMAKE_BINARY_DIR}/test-home/data;XDG_CACHE_HOME=${CMAKE_BINARY_DIR}/test-home/cache"
        LABELS "${arg_LABELS}"
        TIMEOUT ${arg_TIMEOUT})
endfunction()
