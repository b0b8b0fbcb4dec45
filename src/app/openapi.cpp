#include <unistd.h>

#include <filesystem>

#include "app/app.hpp"

namespace app {

std::string openapi_document() {
    const std::filesystem::path directory = std::filesystem::temp_directory_path() /
                                            ("fairground_openapi_" + std::to_string(::getpid()));
    Settings settings;
    settings.data = directory.string();
    settings.port = 0;
    std::string document;
    {
        const App app(
            settings, [] { return base::Time{}; }, Backstage::by_hand);
        document = app.openapi();
    }
    std::filesystem::remove_all(directory);
    return document;
}

}  // namespace app
