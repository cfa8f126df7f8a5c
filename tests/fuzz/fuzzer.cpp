#include "fuzztargets.h"

#ifdef FUZZ_WITH_GUI
#include <QGuiApplication>
using Application = QGuiApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

#include <cstdint>

// What libFuzzer calls. FUZZ_TARGET is the name of the function in fuzztargets.h.

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    static Application application(*argc, *argv);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    bobbin::fuzz::FUZZ_TARGET({data, static_cast<qsizetype>(size)});
    return 0;
}
