#!/usr/bin/python3
"""Works with Bobbin as a screen reader does: from another process, through AT-SPI.

accessibility.py PROGRAM: starts the program with its practice service in a throw-away folder, sends a
message, reads the reply, and checks the names and roles that assistive technology relies on. Needs a
display with a window manager and an accessibility bus (packaging/session.sh provides them).
"""

import os
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

PATIENCE = 30  # seconds


def wait_for(what, find):
    """Returns what find() gives as soon as it is neither None nor False."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            found = find()
        except gi.repository.GLib.Error:  # the tree changed while it was read
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"there is no {what}")


def children(accessible):
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child is not None:
            yield child


def descendants(accessible):
    for child in children(accessible):
        yield child
        yield from descendants(child)


def application(pid):
    desktop = Atspi.get_desktop(0)
    return next((app for app in children(desktop) if app.get_process_id() == pid), None)


def find(app, name, roles):
    return next((a for a in descendants(app) if a.get_name() == name and a.get_role() in roles), None)


def press(accessible):
    actions = [accessible.get_action_name(i) for i in range(accessible.get_n_actions())]
    assert accessible.do_action(actions.index("Press")), actions


def check(app):
    role = Atspi.Role
    expected = {
        "Conversations": {role.LIST},
        "Search conversations": {role.TEXT, role.ENTRY},
        "New conversation": {role.PUSH_BUTTON},
        "Messages": {role.LIST},
        "Message": {role.TEXT, role.ENTRY},
        "Send": {role.PUSH_BUTTON},
        "Model": {role.COMBO_BOX},
        "Context": {role.PROGRESS_BAR, role.PUSH_BUTTON},
    }
    for name, roles in expected.items():
        wait_for(f"“{name}”", lambda name=name, roles=roles: find(app, name, roles))
        print("found", name)

    field = find(app, "Message", {role.TEXT, role.ENTRY})
    assert Atspi.EditableText.set_text_contents(field, "What are the shortcuts?")
    press(wait_for("Send", lambda: find(app, "Send", {role.PUSH_BUTTON})))

    messages = find(app, "Messages", {role.LIST})
    question = wait_for("question", lambda: messages.get_child_at_index(0))
    assert question.get_role() == role.LIST_ITEM, question.get_role_name()
    assert question.get_name().startswith("You said:"), question.get_name()
    wait_for("end of the reply", lambda: find(app, "Send", {role.PUSH_BUTTON}))
    reply = wait_for("reply", lambda: messages.get_child_at_index(1))
    wait_for("text of the reply", lambda: "Ctrl+K" in reply.get_name())
    assert reply.get_name().startswith("Assistant said:"), reply.get_name()

    text = reply.get_text_iface()
    assert text is not None, "a message has no text interface"
    length = Atspi.Text.get_character_count(reply)
    assert "Ctrl+K" in Atspi.Text.get_text(reply, 0, length)
    Atspi.Text.add_selection(reply, 0, 8)
    selection = Atspi.Text.get_selection(reply, 0)
    assert (selection.start_offset, selection.end_offset) == (0, 8), "text cannot be selected"
    print("read a reply of", length, "characters")

    conversations = find(app, "Conversations", {role.LIST})
    first = wait_for("conversation in the list", lambda: next(children(conversations), None))
    assert first.get_name() == "What are the shortcuts?", first.get_name()
    context = find(app, "Context", expected["Context"])
    assert "tokens" in context.get_description(), context.get_description()


def main():
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
        environment["QT_QPA_PLATFORM"] = "xcb"
        environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        environment["LC_ALL"] = "C.UTF-8"
        program = subprocess.Popen([sys.argv[1], "--demo", "--data-dir", folder], env=environment)
        try:
            check(wait_for("program on the accessibility bus", lambda: application(program.pid)))
        finally:
            program.terminate()
            program.wait(PATIENCE)
        assert program.returncode == 0, f"the program ended with {program.returncode}"
    print("all is well")


main()
