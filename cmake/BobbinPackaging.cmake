# What `cmake --install` puts where, and the packages that the target "package" makes of it.
include(GNUInstallDirs)

if(BOBBIN_CAN_ENCRYPT)
    # Not where the system looks for libraries: the program alone uses it.
    set(private_libraries ${CMAKE_INSTALL_LIBDIR}/bobbin)
    install(TARGETS bobbin_sqlite LIBRARY DESTINATION ${private_libraries} NAMELINK_SKIP)
    file(RELATIVE_PATH to_libraries
        /prefix/${CMAKE_INSTALL_BINDIR} /prefix/${private_libraries})
    set_target_properties(bobbin PROPERTIES INSTALL_RPATH "$ORIGIN/${to_libraries}")
endif()
install(TARGETS bobbin RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(UNIX AND NOT APPLE)
    set(app_id chat.bobbin.Bobbin) # as in app/main.cpp
    set(metainfo ${CMAKE_BINARY_DIR}/${app_id}.metainfo.xml)
    configure_file(packaging/linux/${app_id}.metainfo.xml.in ${metainfo} @ONLY)
    install(FILES ${metainfo} DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
    install(FILES packaging/linux/${app_id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    set(icons ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
    install(FILES resources/icons/bobbin.svg DESTINATION ${icons}/scalable/apps RENAME ${app_id}.svg)
    foreach(size 16 32 48 64 128 256)
        install(FILES resources/icons/bobbin-${size}.png DESTINATION ${icons}/${size}x${size}/apps RENAME ${app_id}.png)
    endforeach()
    install(FILES README.md CHANGELOG.md docs/third-party.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
    install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
endif()

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_VENDOR "The Bobbin developers")
set(CPACK_PACKAGE_DESCRIPTION
"Bobbin keeps every conversation with a language model on your computer, in
a database of your own. It works with OpenAI, with every service that
speaks its Chat Completions API and with models on your own computer, finds
any word in years of conversations, keeps API keys in the system's keyring,
and exports everything as JSON, Markdown or HTML.")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_CURRENT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "The Bobbin developers <packages@bobbin.example>")
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/sqlite)
# Loaded while the program runs, so that no library dependency names them.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite, libsecret-1-0")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnome-keyring | kwalletmanager, fonts-noto-color-emoji, qt6-translations-l10n, qt6-wayland")
include(CPack)
