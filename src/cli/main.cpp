// The program. What it can do is in command.hpp and the file named after each command.

#include <cstdio>

#include "cli/command.hpp"

int main(int argc, char** argv) {
    try {
        return cli::run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fairground: %s\n", error.what());
    } catch (...) {
        std::fputs("fairground: something went wrong that has no name\n", stderr);
    }
    return cli::failed;
}
