#include "fuzztargets.h"

#ifdef FUZZ_WITH_GUI
#include <QGuiApplication>
using Application = QGuiApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

#include <cstdint>

#ifdef FUZZ_WITH_GUI
// Fontconfig loses a pattern for each font that it is asked for, which is nothing that Bobbin could give
// back.
extern "C" const char *__lsan_default_suppressions() { return "leak:libfontconfig.so\n"; }
#endif

// What libFuzzer calls. FUZZ_TARGET is the name of the function in fuzztargets.h.

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // Never deleted: behind the end of main() Qt does not give back its fonts any more, which would look like
    // a leak.
    [[maybe_unused]] static const auto *const application = new Application(*argc, *argv);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    bobbin::fuzz::FUZZ_TARGET({data, static_cast<qsizetype>(size)});
    return 0;
}
