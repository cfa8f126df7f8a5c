#include "core/logging.h"

Q_LOGGING_CATEGORY(lcStore, "bobbin.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcNet, "bobbin.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSecrets, "bobbin.secrets", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSession, "bobbin.session", QtInfoMsg)
Q_LOGGING_CATEGORY(lcPractice, "bobbin.practice", QtInfoMsg)
Q_LOGGING_CATEGORY(lcMaths, "bobbin.maths", QtInfoMsg)
Q_LOGGING_CATEGORY(lcUi, "bobbin.ui", QtInfoMsg)
