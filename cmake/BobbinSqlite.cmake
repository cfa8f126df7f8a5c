# The SQLite that Bobbin is built with: bobbin_sqlite.
#
# Where the npm packages are there, it is one that can encrypt: SQLite3 Multiple Ciphers, whose amalgamated source
# comes with the package better-sqlite3-multiple-ciphers. It is built as a library with the name that the system's
# has (its soname), and linked to the program: so it is in the process before Qt's driver for SQLite is, and the
# driver uses it, too. That works where Qt's driver uses SQLite as a library of the system, as all distributions of
# Linux have it. Elsewhere, and without npm, the system's SQLite is used, and histories cannot be encrypted.
set(BOBBIN_ENCRYPTION AUTO CACHE STRING "Build with an SQLite that can encrypt: ON, OFF, or AUTO (if it can be had)")
set_property(CACHE BOBBIN_ENCRYPTION PROPERTY STRINGS AUTO ON OFF)

set(cipher_sources ${BOBBIN_NODE_MODULES}/better-sqlite3-multiple-ciphers/deps/sqlite3)
# SQLite3 Multiple Ciphers (2.4.0) takes a read that the disk refused for one that went well: a checkpoint would then
# write what happened to be in memory over good pages. tst_diskfaults finds that. <result> is the mended source.
function(bobbin_mend_ciphers source result)
    set(mended ${PROJECT_BINARY_DIR}/sqlite/sqlite3.c)
    set(${result} ${mended} PARENT_SCOPE)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
    file(READ ${source} text)
    set(call "  int rc = REALFILE(pFile)->pMethods->xRead(REALFILE(pFile), buffer, count, offset);\n")
    string(REPLACE "${call}  if (rc == SQLITE_IOERR_SHORT_READ)\n" "${call}  if (rc != SQLITE_OK)\n" changed "${text}")
    if(changed STREQUAL text)
        message(FATAL_ERROR "${source}: a fault that is mended here is not where it was. "
            "Is it gone? Then this function can go, too.")
    endif()
    if(EXISTS ${mended})
        file(SHA256 ${mended} present)
        string(SHA256 wanted "${changed}")
        if(present STREQUAL wanted)
            return() # else it would be compiled again
        endif()
    endif()
    file(WRITE ${mended} "${changed}")
endfunction()

if(NOT UNIX OR APPLE)
    set(missing "Qt's driver has an SQLite of its own on this system")
elseif(NOT BOBBIN_NODE_MODULES)
    set(missing "there are no npm packages")
elseif(NOT EXISTS ${cipher_sources}/sqlite3.c)
    set(missing "the npm package has no source in it")
else()
    set(missing "")
endif()

if(BOBBIN_ENCRYPTION AND NOT missing)
    set(BOBBIN_CAN_ENCRYPT ON)
    message(STATUS "SQLite: with encryption")
    if(BOBBIN_CCACHE AND NOT DEFINED CMAKE_C_COMPILER_LAUNCHER)
        set(CMAKE_C_COMPILER_LAUNCHER ${BOBBIN_CCACHE})
    endif()
    enable_language(C)
    find_package(Threads REQUIRED)
    bobbin_mend_ciphers(${cipher_sources}/sqlite3.c mended_source)
    add_library(bobbin_sqlite SHARED ${mended_source})
    set_target_properties(bobbin_sqlite PROPERTIES
        OUTPUT_NAME sqlite3
        SOVERSION 0
        LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/sqlite
        AUTOMOC OFF)
    target_include_directories(bobbin_sqlite SYSTEM INTERFACE ${cipher_sources})
    target_compile_definitions(bobbin_sqlite PRIVATE
        CODEC_TYPE=CODEC_TYPE_SQLCIPHER
        SQLITE_ENABLE_COLUMN_METADATA  # Qt's driver
        SQLITE_ENABLE_UNLOCK_NOTIFY    # Qt's driver
        SQLITE_ENABLE_FTS5
        SQLITE_ENABLE_MATH_FUNCTIONS
        SQLITE_TEMP_STORE=3            # never in a file, where it would not be encrypted
        SQLITE_DQS=0
        SQLITE_LIKE_DOESNT_MATCH_BLOBS
        SQLITE_DEFAULT_MEMSTATUS=0
        SQLITE_MAX_VARIABLE_NUMBER=250000
        HAVE_FDATASYNC=1               # else each commit writes the file's time, too
        _FILE_OFFSET_BITS=64)
    target_compile_options(bobbin_sqlite PRIVATE -O2 -w) # not ours to mend
    target_link_libraries(bobbin_sqlite PRIVATE Threads::Threads ${CMAKE_DL_LIBS} m)
elseif(BOBBIN_ENCRYPTION AND NOT BOBBIN_ENCRYPTION STREQUAL "AUTO")
    message(FATAL_ERROR "SQLite cannot be built with encryption: ${missing}")
else()
    set(BOBBIN_CAN_ENCRYPT OFF)
    message(STATUS "SQLite: without encryption; ${missing}")
    find_package(SQLite3 REQUIRED)
    add_library(bobbin_sqlite INTERFACE)
    target_link_libraries(bobbin_sqlite INTERFACE SQLite::SQLite3)
endif()
