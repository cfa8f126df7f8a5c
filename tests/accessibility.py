#!/usr/bin/python3
"""Works with Bobbin as a screen reader does: from another process, through AT-SPI.

accessibility.py PROGRAM: starts the program with its practice service in a throw-away folder, sends a
message, reads the reply, and checks the names and roles that assistive technology relies on. Then reads a
long conversation message by message, selects text in one and follows a link. Then starts it where there can be
no data folder, and tries again when there can. Needs a display with a window
manager and an accessibility bus (packaging/session.sh provides them).
"""

import json
import os
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 30  # seconds
LENGTH = 10_000  # messages of the long conversation


def wait_for(what, find):
    """Returns what find() gives as soon as it is neither None nor False."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            found = find()
        except GLib.Error:  # the tree changed while it was read
            found = None
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"there is no {what}")


def pump():
    """Lets the events that have come reach their listeners."""
    while GLib.MainContext.default().iteration(False):
        pass


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

    announced = []
    listener = Atspi.EventListener.new(
        lambda event: announced.append(event.source.get_name()) if event.source.get_role() == role.ALERT else None)
    listener.register("object:state-changed:showing")
    press(wait_for("Send", lambda: find(app, "Send", {role.PUSH_BUTTON})))

    messages = find(app, "Messages", {role.LIST})
    question = wait_for("question", lambda: messages.get_child_at_index(0))
    assert question.get_role() == role.LIST_ITEM, question.get_role_name()
    assert question.get_name().startswith("You said:"), question.get_name()
    wait_for("end of the reply", lambda: find(app, "Send", {role.PUSH_BUTTON}))
    reply = wait_for("reply", lambda: messages.get_child_at_index(1))
    wait_for("text of the reply", lambda: "Ctrl+K" in reply.get_name())
    assert reply.get_name().startswith("Assistant said:"), reply.get_name()

    wait_for("announcement", lambda: pump() or announced)
    assert announced == ["The answer is complete."], announced
    listener.deregister("object:state-changed:showing")

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


def loaded_name(message):
    """The name of a message, which is there a moment after it was asked for."""
    def name():
        pump()  # says that it has changed
        return message.get_name() if "not loaded" not in message.get_name() else None

    return wait_for("message", name)


def check_long_conversation(app):
    role = Atspi.Role
    messages = wait_for("list of messages", lambda: find(app, "Messages", {role.LIST}))
    wait_for("long conversation", lambda: messages.get_child_count() >= LENGTH)
    begin = time.monotonic()
    for index in range(LENGTH):
        name = loaded_name(messages.get_child_at_index(index))
        assert f"number {index} of all" in name, (index, name)
    print("read", LENGTH, "messages in", round(time.monotonic() - begin, 1), "s")

    message = messages.get_child_at_index(LENGTH // 2)
    Atspi.Text.add_selection(message, 5, 14)
    selection = Atspi.Text.get_selection(message, 0)
    assert (selection.start_offset, selection.end_offset) == (5, 14), "text cannot be selected"

    link = wait_for("link", lambda: next((c for c in children(messages.get_child_at_index(1))
                                          if c.get_role() == role.LINK), None))
    target = messages.get_child_at_index(LENGTH - 3)
    press(link)
    wait_for("message that the link leads to",
             lambda: target.get_state_set().contains(Atspi.StateType.SHOWING))
    print("followed a link")


def write_long_conversation(program, folder, environment):
    """Returns a link to a conversation of LENGTH messages, in the second of which is a link to the last but two."""
    def run(*arguments):
        return subprocess.run([program, "--data-dir", folder, *arguments], env=environment, check=True,
                              capture_output=True, timeout=PATIENCE * 2).stdout

    file = os.path.join(folder, "long.json")
    with open(file, "w", encoding="utf-8") as out:
        json.dump([{"role": "assistant" if index % 2 else "user",
                    "content": f"This is number {index} of all."} for index in range(LENGTH)], out)
    run("--import", file)
    history = json.loads(run("--export", "-"))
    long = history["conversations"][0]
    link = f"bobbin:conversation/{long['id']}"
    messages = long["messages"]
    messages[1]["content"] += f" [Onward]({link}/message/{messages[LENGTH - 3]['id']})"
    with open(file, "w", encoding="utf-8") as out:
        json.dump(history, out)
    database = os.path.join(folder, "history.sqlite")
    for name in (database, database + "-wal", database + "-shm"):
        if os.path.exists(name):
            os.remove(name)
    run("--import", file)
    return link


def check_second_try(app, obstacle):
    """The program says what is in its way, and goes on when that is gone, without being started anew."""
    role = Atspi.Role
    wait_for("message", lambda: next((a for a in descendants(app) if obstacle in a.get_name()), None))
    again = wait_for("Retry", lambda: find(app, "Retry", {role.PUSH_BUTTON}))
    os.remove(obstacle)
    press(again)
    wait_for("window", lambda: find(app, "Conversations", {role.LIST}))
    print("opened at the second try")


def with_program(arguments, environment, check_it):
    program = subprocess.Popen([sys.argv[1], *arguments], env=environment)
    try:
        check_it(wait_for("program on the accessibility bus", lambda: application(program.pid)))
    finally:
        program.terminate()
        program.wait(PATIENCE)
    assert program.returncode == 0, f"the program ended with {program.returncode}"


def main():
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    environment["QT_QPA_PLATFORM"] = "xcb"
    environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    environment["LC_ALL"] = "C.UTF-8"
    with tempfile.TemporaryDirectory() as folder:
        with_program(["--demo", "--data-dir", folder], environment, check)
    with tempfile.TemporaryDirectory() as folder:
        link = write_long_conversation(sys.argv[1], folder, environment)
        with_program(["--data-dir", folder, link], environment, check_long_conversation)
    with tempfile.TemporaryDirectory() as folder:
        obstacle = os.path.join(folder, "obstacle")
        with open(obstacle, "w", encoding="utf-8"):
            pass
        with_program(["--data-dir", os.path.join(obstacle, "data")], environment,
                     lambda app: check_second_try(app, obstacle))
    print("all is well")


main()
