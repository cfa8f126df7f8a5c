# Data that the program takes from npm packages: resources/node names them, with a lock file that pins version
# and checksum of each but says nothing about where they come from. They are installed into the build folder
# while CMake configures, and nothing of them is committed. None of their scripts is run.
#
# Sets BOBBIN_NODE_MODULES to the folder with the packages, or to nothing where there are none: what needs them
# is then left out of the program, which has to do without.
set(BOBBIN_NODE_PACKAGES AUTO CACHE STRING "Install the npm packages: ON, OFF, or AUTO (if npm can)")
set_property(CACHE BOBBIN_NODE_PACKAGES PROPERTY STRINGS AUTO ON OFF)

# bobbin_install_node_packages(<result>): <result> is what went wrong, empty if nothing did.
function(bobbin_install_node_packages result)
    set(sources ${PROJECT_SOURCE_DIR}/resources/node)
    set(folder ${PROJECT_BINARY_DIR}/node)
    set(stamp ${folder}/node_modules/.lock-of-bobbin) # in the folder that npm empties before it begins
    set(${result} "" PARENT_SCOPE)

    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
        ${sources}/package.json ${sources}/package-lock.json)
    file(SHA256 ${sources}/package-lock.json wanted)
    if(EXISTS ${stamp})
        file(READ ${stamp} installed)
        if(installed STREQUAL wanted)
            return()
        endif()
    endif()

    find_program(BOBBIN_NPM NAMES npm npm.cmd)
    mark_as_advanced(BOBBIN_NPM)
    if(NOT BOBBIN_NPM)
        set(${result} "there is no npm" PARENT_SCOPE)
        return()
    endif()
    message(STATUS "Installing npm packages")
    file(COPY ${sources}/package.json ${sources}/package-lock.json DESTINATION ${folder})
    # Few and short retries: without a network, configuring must not take minutes.
    execute_process(
        COMMAND ${BOBBIN_NPM} ci --ignore-scripts --no-audit --no-fund --prefer-offline
            --fetch-retries=1 --fetch-retry-mintimeout=1000 --fetch-timeout=60000
        WORKING_DIRECTORY ${folder}
        TIMEOUT 300
        RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT status EQUAL 0)
        set(${result} "npm failed (${status})" PARENT_SCOPE)
        if(BOBBIN_NODE_PACKAGES STREQUAL "AUTO")
            set(${result} "npm failed (${status}); it says why with -D BOBBIN_NODE_PACKAGES=ON" PARENT_SCOPE)
        else()
            message(NOTICE "${output}")
        endif()
        return()
    endif()
    file(WRITE ${stamp} ${wanted})
endfunction()

set(BOBBIN_NODE_MODULES)
if(BOBBIN_NODE_PACKAGES)
    bobbin_install_node_packages(problem)
    if(NOT problem)
        set(BOBBIN_NODE_MODULES ${PROJECT_BINARY_DIR}/node/node_modules)
        message(STATUS "npm packages: ${BOBBIN_NODE_MODULES}")
    elseif(BOBBIN_NODE_PACKAGES STREQUAL "AUTO")
        message(STATUS "npm packages: left out, and what needs them; ${problem}")
    else()
        message(FATAL_ERROR "The npm packages cannot be installed: ${problem}")
    endif()
else()
    message(STATUS "npm packages: left out, and what needs them, as BOBBIN_NODE_PACKAGES says")
endif()
