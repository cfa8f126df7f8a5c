#include "models/branchrows.h"

namespace bobbin {
namespace {

// The children of every message; those without a parent are the children of place 0, and each message has
// the place after its own.
struct Family {
    explicit Family(const MessageTree &tree);

    QList<QList<int>> children; // oldest first
    QList<int> main; // the one that goes on at its parent's level; -1 if there is none
};

Family::Family(const MessageTree &tree) : children(tree.size() + 1), main(tree.size() + 1, -1)
{
    QList<int> sizes(tree.size() + 1, 1);
    for (qsizetype i = 0; i < tree.size(); ++i)
        children[tree.at(i).parent + 1].append(static_cast<int>(i));
    for (qsizetype i = tree.size() - 1; i >= 0; --i)
        sizes[tree.at(i).parent + 1] += sizes.at(i + 1);
    for (qsizetype place = 0; place < children.size(); ++place) {
        for (const int child : children.at(place)) {
            if (main.at(place) < 0 || sizes.at(child + 1) >= sizes.at(main.at(place) + 1))
                main[place] = child; // of equals the newest
        }
    }
}

} // namespace

QList<BranchRow> layOutBranches(const MessageTree &tree)
{
    struct Step {
        int message;
        int parentRow;
        int level;
        int alternative;
    };
    const Family family(tree);
    QList<BranchRow> rows;
    rows.reserve(tree.size());
    QList<Step> ahead; // the next one last
    const auto descend = [&](int place, int row, int level) {
        const QList<int> &children = family.children.at(place);
        const int main = family.main.at(place);
        for (qsizetype i = children.size() - 1; i >= 0; --i) {
            const Step step {children.at(i), row, children.at(i) == main ? level : level + 1,
                             static_cast<int>(i)};
            if (step.message == main)
                ahead.insert(ahead.size() - (children.size() - 1 - i), step);
            else
                ahead.append(step);
        }
    };
    descend(0, -1, 0);
    while (!ahead.isEmpty()) {
        const Step step = ahead.takeLast();
        const TreeMessage &message = tree.at(step.message);
        const int row = static_cast<int>(rows.size());
        rows.append({.id = message.id,
                     .parent = step.parentRow,
                     .level = step.level,
                     .alternative = step.alternative,
                     .alternatives = static_cast<int>(family.children.at(message.parent + 1).size()),
                     .role = message.role,
                     .state = message.state,
                     .isMilestone = message.isMilestone});
        descend(step.message + 1, row, step.level);
    }
    return rows;
}

} // namespace bobbin
