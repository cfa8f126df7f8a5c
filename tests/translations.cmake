# Every text of the interface is translated: cmake -D ROOT=… -D LUPDATE=… -D WORK=… -P translations.cmake
#
# lupdate reads the sources into copies of the translation files; what has no translation there is reported.
cmake_minimum_required(VERSION 3.24)

file(GLOB includes LIST_DIRECTORIES true ${ROOT}/app ${ROOT}/app/*/include ${ROOT}/ui/include)
list(TRANSFORM includes PREPEND "-I")
file(GLOB files ${ROOT}/translations/*.ts)
if(NOT files)
    message(FATAL_ERROR "There are no translations in ${ROOT}.")
endif()

foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME)
    set(copy ${WORK}/${name})
    file(COPY_FILE ${file} ${copy})
    set(options -silent -no-obsolete -locations none)
    if(name STREQUAL "bobbin_en.ts")
        list(APPEND options -pluralonly)
    endif()
    execute_process(COMMAND ${LUPDATE} ${ROOT}/app ${ROOT}/ui ${includes} ${options} -ts ${copy} COMMAND_ERROR_IS_FATAL ANY)

    file(READ ${copy} text)
    string(REGEX REPLACE "[][;]" " " text "${text}") # these would take part in lists
    string(REGEX MATCHALL "<source>[^<]*</source>[^/]*<translation type=\"unfinished\"" unfinished "${text}")
    foreach(message IN LISTS unfinished)
        string(REGEX REPLACE "<source>([^<]*)</source>.*" "\\1" source "${message}")
        message(SEND_ERROR "${name} has no translation of “${source}”; see CONTRIBUTING.md.")
    endforeach()
    if(text MATCHES "<numerusform></numerusform>")
        message(SEND_ERROR "${name} lacks a plural form.")
    endif()
endforeach()
