#pragma once

#include <QString>

namespace bobbin {

/// Where everything of one user is kept.
struct DataPaths {
    QString folder; ///< Holds all that follows but, in the standard places, the settings.
    QString database;
    QString settings;
    QString backups;
    QString lock;

    /// Everything in `folder`.
    [[nodiscard]] static DataPaths in(const QString &folder);
    /// The places that the platform gives to a program's data and settings.
    [[nodiscard]] static DataPaths standard();

    /// Makes the folder with access for its owner alone; false if that is not possible.
    [[nodiscard]] bool create() const;
};

} // namespace bobbin
