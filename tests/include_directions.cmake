# The layers of app/ include one way, and ui/ stands on top of them: cmake -D ROOT=… -P include_directions.cmake
#
# The build refuses most of what is forbidden here, since a layer sees only what it links. What it lets
# through is found by reading: layers that come in by way of another layer, relative paths, Qt modules
# whose headers are reachable all the same, and circles, which static libraries permit.

cmake_minimum_required(VERSION 3.24)

# From the bottom up: a layer only names layers that stand before it.
set(layers core diff markdown highlight maths images tokens store net secrets models settings context practice exchange session ui)

function(folder_of layer result)
    set(folder app/${layer})
    if(layer STREQUAL "ui")
        set(folder ui)
    endif()
    set(${result} ${folder} PARENT_SCOPE)
endfunction()

function(sources_in folder result)
    file(GLOB_RECURSE files LIST_DIRECTORIES false ${ROOT}/${folder}/*.h ${ROOT}/${folder}/*.cpp)
    set(${result} ${files} PARENT_SCOPE)
endfunction()

function(complain file what)
    file(RELATIVE_PATH name ${ROOT} ${file})
    message(SEND_ERROR "${name}: ${what}")
endfunction()

# forbid_includes(<regular expression> <files…>)
function(forbid_includes pattern)
    foreach(file IN LISTS ARGN)
        file(STRINGS ${file} hits REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"](${pattern})")
        foreach(hit IN LISTS hits)
            complain(${file} "${hit}")
        endforeach()
    endforeach()
endfunction()

# The layers that a layer's CMakeLists.txt names after PUBLIC and PRIVATE.
function(layers_named_by layer result)
    folder_of(${layer} folder)
    file(READ ${ROOT}/${folder}/CMakeLists.txt text)
    string(REGEX REPLACE "#[^\n]*" "" text "${text}")
    string(REGEX MATCH "bobbin_add_library\\(${layer}[^)]*\\)" call "${text}")
    string(REGEX MATCH "(PUBLIC|PRIVATE).*" links "${call}")
    string(REGEX MATCHALL "[A-Za-z0-9_:-]+" words "${links}")
    set(named)
    foreach(word IN LISTS words)
        if(word IN_LIST layers)
            list(APPEND named ${word})
        endif()
    endforeach()
    set(${result} ${named} PARENT_SCOPE)
endfunction()

set(below)
foreach(layer IN LISTS layers)
    folder_of(${layer} folder)
    sources_in(${folder} files)
    if(NOT files)
        message(SEND_ERROR "${folder} has no sources: is ROOT right?")
    endif()
    layers_named_by(${layer} named)
    foreach(other IN LISTS named)
        if(NOT other IN_LIST below)
            message(SEND_ERROR "${folder}/CMakeLists.txt: ${layer} must not depend on ${other}, which does not stand below it")
        endif()
    endforeach()

    set(unnamed ${layers})
    list(REMOVE_ITEM unnamed ${layer} ${named})
    list(JOIN unnamed "/|" pattern)
    forbid_includes("${pattern}/" ${files})
    forbid_includes("\\.\\./" ${files})
    if(layer STREQUAL "ui")
        forbid_includes("Qt(Sql|Network)/|QSql|QNetwork|QTcp|sqlite3" ${files})
    else()
        forbid_includes("QtWidgets|QWidget|QApplication" ${files})
    endif()
    list(APPEND below ${layer})
endforeach()

# A folder that nobody listed would escape all of the above.
file(GLOB folders LIST_DIRECTORIES true RELATIVE ${ROOT}/app ${ROOT}/app/*)
foreach(folder IN LISTS folders)
    if(IS_DIRECTORY ${ROOT}/app/${folder} AND NOT folder IN_LIST layers)
        message(SEND_ERROR "app/${folder} is no known layer")
    endif()
endforeach()

# Only main.cpp puts the window together with what is below it.
file(GLOB program ${ROOT}/app/*.h ${ROOT}/app/*.cpp)
forbid_includes("\\.\\./" ${program})
list(REMOVE_ITEM program ${ROOT}/app/main.cpp)
forbid_includes("ui/|QtWidgets|QWidget|QApplication" ${program})

# All SQL stands in the store.
sources_in(app files)
sources_in(ui ui_files)
list(FILTER files EXCLUDE REGEX "^${ROOT}/app/store/")
set(verbs "SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|PRAGMA|ATTACH|DETACH|VACUUM|SAVEPOINT|WITH")
set(lower_case "select .* from |insert .*into |update .* set |delete from |create (table|index|view|trigger|virtual)|pragma ")
foreach(file IN LISTS files ui_files)
    file(STRINGS ${file} hits REGEX "\"[ ]*((${verbs})[ \"]|${lower_case})")
    foreach(hit IN LISTS hits)
        complain(${file} "SQL outside app/store: ${hit}")
    endforeach()
endforeach()
