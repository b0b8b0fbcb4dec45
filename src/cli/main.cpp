// The program. What it can do is in command.hpp and the file named after each command.

#include <cstdio>

#include "cli/command.hpp"
#include "media/decoder.hpp"

int main(int argc, char** argv) {
    // The server starts this program again for every picture that it has to look into.
    if (media::is_decoder(argc, argv)) media::be_decoder(argv);
    try {
        return cli::run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fairground: %s\n", error.what());
    } catch (...) {
        std::fputs("fairground: something went wrong that has no name\n", stderr);
    }
    return cli::failed;
}
