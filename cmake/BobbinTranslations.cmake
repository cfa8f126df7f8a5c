# Puts the translations into the program under :/i18n. Included where the program is defined, since the rules
# that make files and the target that takes them must stand in one folder. After changing texts:
#     cmake --build … --target update_translations
#
# English needs a file only for plurals: the texts in the sources say “%n message(s)”.
set(translations ${PROJECT_SOURCE_DIR}/translations/bobbin_de.ts)
set(plurals ${PROJECT_SOURCE_DIR}/translations/bobbin_en.ts)
file(GLOB_RECURSE translated CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/app/*.cpp ${PROJECT_SOURCE_DIR}/app/*.h ${PROJECT_SOURCE_DIR}/ui/*.cpp ${PROJECT_SOURCE_DIR}/ui/*.h)

qt_add_lupdate(bobbin TS_FILES ${translations} SOURCES ${translated} OPTIONS -no-obsolete -locations none)
add_custom_target(bobbin_plurals_lupdate
    COMMAND Qt6::lupdate -project ${CMAKE_CURRENT_BINARY_DIR}/.lupdate/bobbin_project.json
        -pluralonly -no-obsolete -locations none -ts ${plurals}
    VERBATIM)
add_dependencies(bobbin_plurals_lupdate bobbin_lupdate) # which lists the sources in that file
add_dependencies(update_translations bobbin_plurals_lupdate)

qt_add_lrelease(bobbin TS_FILES ${translations} ${plurals} OPTIONS -silent QM_FILES_OUTPUT_VARIABLE compiled)
qt_add_resources(bobbin bobbin_translations PREFIX /i18n BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${compiled})
