#include "secrets/secretstore.h"

#include <QCoreApplication>

namespace bobbin {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(bobbin::SecretStore)
};

} // namespace

SecretStore::~SecretStore() = default;

QString explain(const SecretError &error)
{
    using Kind = SecretError::Kind;
    switch (error.kind) {
    case Kind::NotFound:
        return Tr::tr(
            "No key was found in the keychain. If the keychain is locked, unlock it and try again.");
    case Kind::Denied:
        return Tr::tr("The keychain refused (%1). Unlock it or allow the access, then try again.")
            .arg(error.detail);
    case Kind::NoKeychain:
        return Tr::tr("This system has no keychain that runs (%1).").arg(error.detail);
    case Kind::TimedOut:
        return Tr::tr("The keychain did not answer. It may be waiting for its password.");
    case Kind::Failed:
        break;
    }
    return Tr::tr("The keychain failed (%1).").arg(error.detail);
}

} // namespace bobbin
