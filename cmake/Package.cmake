# The Debian package, made by tools/package: the program, its unit, its configuration, and the
# documents for whoever runs it. What is packaged is the one program, not the tests.

set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(packaging ${CMAKE_SOURCE_DIR}/packaging)

install(TARGETS fairground DESTINATION usr/bin)
install(FILES ${packaging}/fairground.service DESTINATION lib/systemd/system)
install(FILES ${packaging}/fairground.toml DESTINATION etc/fairground)
install(FILES docs/operate.md docs/configuration.md docs/metrics.md CHANGELOG.md
        DESTINATION usr/share/doc/fairground)
install(FILES LICENSE DESTINATION usr/share/doc/fairground RENAME copyright)
install(FILES docs/monitoring/grafana.json docs/monitoring/alerts.yml
        DESTINATION usr/share/doc/fairground/monitoring)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_NAME fairground)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Fairground <root@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "social-commerce server: trade among friends, the money held")
set(CPACK_PACKAGE_DESCRIPTION
"One program and one directory: friends, shops, orders, double-entry books. Money is held until the
goods are right. Stores a market in SQLite or PostgreSQL.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS adduser)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS fonts-noto-cjk)  # Documents as PDF.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "postgresql, nginx")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${packaging}/debian/postinst ${packaging}/debian/prerm
    ${packaging}/debian/postrm ${packaging}/debian/conffiles)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
