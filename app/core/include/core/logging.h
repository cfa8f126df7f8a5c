#pragma once

#include <QLoggingCategory>

// One category per layer, quiet below "info" unless asked:
//     QT_LOGGING_RULES="bobbin.net.debug=true" bobbin
Q_DECLARE_LOGGING_CATEGORY(lcStore) // bobbin.store     schema, statements that failed
Q_DECLARE_LOGGING_CATEGORY(lcNet) // bobbin.net       requests, status, timing; never headers or bodies
Q_DECLARE_LOGGING_CATEGORY(lcSecrets) // bobbin.secrets   keychain errors; never the secret
Q_DECLARE_LOGGING_CATEGORY(lcSession) // bobbin.session   turns, retries
Q_DECLARE_LOGGING_CATEGORY(lcPractice) // bobbin.practice  the practice service
Q_DECLARE_LOGGING_CATEGORY(lcMaths) // bobbin.maths    MathJax, not formulas
Q_DECLARE_LOGGING_CATEGORY(lcUi) // bobbin.ui
