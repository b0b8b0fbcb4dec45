#include "media/sandbox.hpp"

#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <initializer_list>

namespace media {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
/// A sanitizer keeps its books in terabytes of addresses, and asks the system more than we do.
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

bool limit(int what, std::int64_t most) {
    const auto value = static_cast<rlim_t>(most);
    const rlimit both{value, value};
    return ::setrlimit(static_cast<__rlimit_resource>(what), &both) == 0;
}

bool set_limits(const Confines& confines) {
    constexpr std::int64_t descriptors = 4;  // Input, output, nothing, and the sign of life.
    if (!is_sanitized && !limit(RLIMIT_AS, confines.memory_bytes)) return false;
    return limit(RLIMIT_CPU, confines.seconds) && limit(RLIMIT_FSIZE, confines.output_bytes) &&
           limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, descriptors);
}

/// Nothing of the file system is left to it, where the kernel knows Landlock and whoever started us
/// lets us use it; elsewhere the filter of calls alone keeps it from opening anything.
bool leave_file_system() {
    constexpr std::uint64_t every_access = LANDLOCK_ACCESS_FS_MAKE_SYM * 2 - 1;
    const landlock_ruleset_attr attributes{.handled_access_fs = every_access};
    const auto rules =
        ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, std::uint32_t{0});
    if (rules < 0) return true;
    const bool done = ::syscall(SYS_landlock_restrict_self, rules, std::uint32_t{0}) == 0;
    ::close(static_cast<int>(rules));
    return done;
}

bool allow(scmp_filter_ctx filter, std::initializer_list<int> calls) {
    for (const int call : calls) {
        if (::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0) return false;
    }
    return true;
}

/// Memory, yes; memory that can be run, no.
bool allow_without_code(scmp_filter_ctx filter, int call) {
    return ::seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
                              SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
}

bool allow_what_decoding_needs(scmp_filter_ctx filter) {
    // fcntl and ioctl are not among them: the standard library asks nothing of what read and write
    // are called on directly.
    const bool usual =
        allow(filter, {SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(brk), SCMP_SYS(munmap),
                       SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(exit_group),
                       SCMP_SYS(exit), SCMP_SYS(rt_sigreturn), SCMP_SYS(clock_gettime)}) &&
        allow_without_code(filter, SCMP_SYS(mmap)) &&
        allow_without_code(filter, SCMP_SYS(mprotect));
    if (!is_sanitized) return usual;
    return usual && allow(filter, {SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigprocmask),
                                   SCMP_SYS(rt_sigaction), SCMP_SYS(sched_yield), SCMP_SYS(prctl),
                                   SCMP_SYS(getpid), SCMP_SYS(gettid)});
}

/// Any other call ends the process at once.
bool filter_calls() {
    const scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (filter == nullptr) return false;
    const bool done = allow_what_decoding_needs(filter) && ::seccomp_load(filter) == 0;
    ::seccomp_release(filter);
    return done;
}

}  // namespace

bool confine(const Confines& confines) {
    return ::prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && ::prctl(PR_SET_DUMPABLE, 0) == 0 &&
           ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && leave_file_system() &&
           set_limits(confines) && filter_calls();
}

}  // namespace media
