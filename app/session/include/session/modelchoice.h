#pragma once

#include "core/ids.h"

#include <QStringList>

namespace bobbin {

class ServiceRegistry;
struct Service;

/// A model, and the service to ask for it.
struct ModelChoice {
    ServiceId service;
    QString model;

    friend bool operator==(const ModelChoice &, const ModelChoice &) = default;
};

/// The models of `service` to choose from: what it listed, after what is used of it all the same, its default
/// model and `used`.
[[nodiscard]] QStringList modelsOf(const ServiceRegistry &services, const Service &service,
                                   const QString &used = {});

/// The model to begin with where nobody has chosen one: a small general one that is known, else the first
/// that can chat to judge by its name; empty if there is none.
[[nodiscard]] QString chooseModel(const QStringList &models);

} // namespace bobbin
