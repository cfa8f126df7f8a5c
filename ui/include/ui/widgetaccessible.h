#pragma once

namespace bobbin {

/// Makes the widgets that Qt does not describe well known to assistive technology: the notice is an alert,
/// and the model picker has its name also on Unix, where Qt names a combo box after its value. To be
/// called once, before windows are made.
void installWidgetAccessibility();

} // namespace bobbin
