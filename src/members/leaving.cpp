#include "members/leaving.hpp"

#include <memory>
#include <string>
#include <utility>

#include "base/text.hpp"
#include "http/json.hpp"
#include "members/former.hpp"
#include "members/mail.hpp"
#include "members/secrets.hpp"
#include "members/tokens.hpp"

namespace members {
namespace {

constexpr std::string_view forget_job = "forget_member";

/// A row as JSON, by the names of its columns; see Belonging::rows.
struct Shown {
    std::string json;
};

void write_value(std::string& out, const db::Row& row, int column, std::string_view name) {
    if (row.null(column)) {
        out += "null";
    } else if (name.ends_with("_at")) {
        http::write_json(out, base::time_of(row.integer(column)));
    } else if (name.ends_with("_id")) {
        http::write_text(out, std::to_string(row.integer(column)));
    } else if (name.ends_with("_number")) {
        http::write_number(out, row.integer(column));
    } else {
        http::write_text(out, row.text(column));
    }
}

/// Found by db::from_row(): takes the whole row, whatever its columns are.
void from_column(const db::Row& row, int /*first*/, Shown& out) {
    out.json = "{";
    for (int column = 0; column < row.columns(); ++column) {
        if (column > 0) out.json += ", ";
        http::write_text(out.json, row.name(column));
        out.json += ": ";
        write_value(out.json, row, column, row.name(column));
    }
    out.json += '}';
}

/// One part of the copy: a table's rows, each on a line of its own.
void write_belonging(db::Snapshot& snapshot, const Belonging& belonging, MemberId member,
                     std::string& out) {
    out += "    {\"table\": ";
    http::write_text(out, belonging.table);
    out += ", \"kept\": ";
    http::write_json(out, belonging.kept);
    out += ", \"rows\": [";
    std::string_view between = "\n      ";
    snapshot.each<Shown>(
        [&](const Shown& row) {
            out += std::exchange(between, ",\n      ");
            out += row.json;
        },
        belonging.rows, member);
    out += "]}";
}

/// So many rows, about, in one transaction: nobody waits behind a whole life.
constexpr std::int64_t rows_at_once = 500;

/// Goes on with the part at which the job was; says at which it is now, nothing when it is over.
/// Whoever has left writes nothing any more, so that what was found empty stays so.
base::Result<std::optional<std::size_t>> forget_some(db::Tx& tx, const Leaving& leaving,
                                                     MemberId member, std::size_t part) {
    for (; part < leaving.pieces.size(); ++part) {
        if (TRY(leaving.pieces[part](tx, member))) return std::optional{part};
    }
    std::int64_t changed = 0;
    for (; part < leaving.pieces.size() + leaving.belongings.size(); ++part) {
        const Belonging& one = leaving.belongings[part - leaving.pieces.size()];
        for (std::int64_t some = 1; !one.blank.empty() && some > 0;) {
            if (changed >= rows_at_once) return std::optional{part};
            some = tx.run(one.blank, member);
            changed += some;
        }
    }
    return std::optional<std::size_t>{};
}

/// A handle that says nothing of who had it, and that nobody can sign up with.
std::string former_handle(MemberId member) {
    return std::string{former_begin} + std::to_string(member.value);
}

}  // namespace

bool has_left(const Person& person) {
    return person.handle.starts_with(former_begin);
}

std::vector<base::Refusal> obstacles(db::Snapshot& snapshot, const Leaving& leaving,
                                     MemberId member) {
    std::vector<base::Refusal> list;
    const auto who = members::member(snapshot, member);
    if (!who) return {who.error()};
    if (!who->permissions.empty()) list.push_back(has_permissions);
    for (const Guard& guard : leaving.guards) {
        const auto may = guard(snapshot, member);
        if (!may) list.push_back(may.error());
    }
    return list;
}

base::Result<base::Done> leave(db::Tx& tx, const Leaving& leaving, MemberId member) {
    const auto against = obstacles(tx, leaving, member);
    if (!against.empty()) return against.front();
    const Person who = TRY(person(tx, member));
    if (has_left(who)) return base::done;
    tx.run("insert into former_handles (digest, at) values ($1, $2)", digest_of_handle(who.handle),
           tx.now());
    tx.run("delete from sessions where member = $1", member);
    end_tokens(tx, member);
    tx.run("delete from credentials where member = $1", member);
    forget_mail(tx, member);
    tx.run("update members set handle = $2, name = $3, folded = '', language = $4 where id = $1",
           member, former_handle(member), nameless, Language::en);
    events::at(tx, forget_job, tx.now(), member.value);
    return events::tell(tx, {"member_left", member.value});
}

std::string copy_of(db::Snapshot& snapshot, const Leaving& leaving, MemberId member) {
    std::string out = "{";
    std::string_view between = "\n";
    for (const Topic topic : base::every<Topic>()) {
        out += std::exchange(between, ",\n");
        out += "  ";
        http::write_json(out, topic);
        out += ": [";
        std::string_view comma = "\n";
        for (const Belonging& belonging : leaving.belongings) {
            if (belonging.topic != topic || belonging.rows.empty()) continue;
            out += std::exchange(comma, ",\n");
            write_belonging(snapshot, belonging, member, out);
        }
        out += "]";
    }
    return out + "\n}\n";
}

void add_leaving_job(events::Hub& hub, Leaving leaving) {
    const auto all = std::make_shared<const Leaving>(std::move(leaving));
    hub.job(std::string{forget_job},
            [all](db::Tx& tx, const events::Job& job) -> base::Result<base::Done> {
                const auto part = base::to_number(job.payload).value_or(0);
                const auto next = TRY(
                    forget_some(tx, *all, MemberId{job.subject}, static_cast<std::size_t>(part)));
                if (next) {
                    events::at(tx, forget_job, tx.now(), job.subject, std::to_string(*next));
                }
                return base::done;
            });
}

db::Bytes digest_of_handle(std::string_view handle) {
    return db::Bytes{digest_of_secret(handle)};
}

bool was_somebodys(db::Snapshot& snapshot, std::string_view handle) {
    return snapshot.number("select count(*) from former_handles where digest = $1",
                           digest_of_handle(handle)) > 0;
}

std::vector<Belonging> belongings() {
    return {
        {"members", Topic::account,
         "select id as member_id, handle, name, language, permissions, since as since_at "
         "from members where id = $1",
         "", Kept::numbers},
        {"credentials", Topic::account,
         "select changed as password_changed_at from credentials where member = $1"},
        {"sessions", Topic::account,
         "select device, address, created as created_at, seen as seen_at, expires as expires_at "
         "from sessions where member = $1 order by created"},
        {"api_tokens", Topic::account,
         "select name, scopes, created as created_at, seen as seen_at, expires as expires_at "
         "from api_tokens where member = $1 order by created"},
        {"mail_addresses", Topic::account,
         "select address, pending, changed as changed_at from mail_addresses where member = $1",
         "delete from mail_addresses where member = $1"},
        {"mail_tokens", Topic::account,
         "select purpose, expires as expires_at from mail_tokens where member = $1 order by "
         "expires",
         "delete from mail_tokens where member = $1"},
        {"reset_asks", Topic::account,
         "select at as asked_at from reset_asks where member = $1 order by at",
         "delete from reset_asks where member = $1"},
        {"devices", Topic::account,
         "select seen as seen_at from devices where member = $1 order by seen",
         "delete from devices where member = $1"},
        {"former_handles", Topic::machine, "", "", Kept::numbers},
        {"setup", Topic::machine},
        {"audit", Topic::machine,
         "select at as done_at, permission, act, reason from audit where who = $1 order by seq", "",
         Kept::record},
    };
}

}  // namespace members
