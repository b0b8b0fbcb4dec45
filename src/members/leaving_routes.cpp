#include "http/words.hpp"
#include "members/leaving.hpp"
#include "members/sign_in.hpp"

namespace members {
namespace {

struct ObstacleView {
    std::string code;
    std::string detail;  // The sentence, in the reader's language.
};
BOOST_DESCRIBE_STRUCT(ObstacleView, (), (code, detail))

struct StaysView {
    Topic topic{};
    Kept kept{};
};
BOOST_DESCRIBE_STRUCT(StaysView, (), (topic, kept))

struct LeavingView {
    std::vector<ObstacleView> obstacles;
    std::vector<Topic> goes;       // Of these something is blanked or deleted.
    std::vector<StaysView> stays;  // And this stays.
};
BOOST_DESCRIBE_STRUCT(LeavingView, (), (obstacles, goes, stays))

template <class T, class Same>
void add_once(std::vector<T>& list, const T& one, Same same) {
    for (const T& known : list) {
        if (same(known, one)) return;
    }
    list.push_back(one);
}

/// By topic, in their order. What says nothing of a member, machines' tables, is left out.
LeavingView view(const Leaving& leaving) {
    LeavingView view;
    for (const Topic topic : base::every<Topic>()) {
        if (topic == Topic::machine) continue;
        for (const Belonging& belonging : leaving.belongings) {
            if (belonging.topic != topic) continue;
            if (belonging.kept == Kept::nothing || !belonging.blank.empty()) {
                add_once(view.goes, topic, std::equal_to<>{});
            }
            if (belonging.kept == Kept::nothing) continue;
            add_once(view.stays, StaysView{topic, belonging.kept},
                     [](const StaysView& a, const StaysView& b) {
                         return a.topic == b.topic && a.kept == b.kept;
                     });
        }
    }
    return view;
}

struct LeaveForm {
    AnyPassword password;
};
BOOST_DESCRIBE_STRUCT(LeaveForm, (), (password))

struct Fits {
    bool fits = false;
};

using SignedOut = http::WithSession<http::Nothing>;

void add_looking(http::Router& router, const std::shared_ptr<Gate>& gate) {
    router.query(
        http::Method::get, "/api/v1/me/copy", "Everything that the market holds about me, as JSON",
        http::Access::member(),
        [gate](db::Snapshot& snapshot, const http::Call& call,
               const http::NoForm&) -> base::Result<http::File> {
            const MemberId member = call.caller.member;
            const Person self = TRY(person(snapshot, member));
            if (!gate->copies_by_member.take(std::to_string(member.value), snapshot.now())) {
                return too_many_attempts;
            }
            return http::File{"copy-of-" + self.handle + ".json",
                              std::make_shared<const std::string>(
                                  copy_of(snapshot, gate->settings.leaving, member))};
        },
        {.long_running = true, .by_token = false});
    router.query(http::Method::get, "/api/v1/me/leaving",
                 "What becomes of what is mine when I leave, and what stands in the way",
                 http::Access::member(),
                 [gate](db::Snapshot& snapshot, const http::Call& call,
                        const http::NoForm&) -> base::Result<LeavingView> {
                     LeavingView answer = view(gate->settings.leaving);
                     for (const base::Refusal& one :
                          obstacles(snapshot, gate->settings.leaving, call.caller.member)) {
                         const std::string code{one.code()};
                         answer.obstacles.push_back(
                             {code, http::sentence(call.language, "refusal." + code, one.args())});
                     }
                     return answer;
                 },
                 {.by_token = false});
}

}  // namespace

void add_leaving(http::Router& router, const std::shared_ptr<Gate>& gate) {
    add_looking(router, gate);
    http::Errand<LeaveForm, ToCompare, Fits, SignedOut> errand;
    errand.look = [gate](db::Snapshot& snapshot, const http::Call& call, const LeaveForm& form) {
        return look_up_own(snapshot, call.caller.member, form.password.value, *gate);
    };
    errand.outside = [gate](const ToCompare& wanted, const std::function<void(Fits)>& done) {
        done({own_fits(wanted, *gate)});
    };
    errand.finish = [gate](db::Tx& tx, const http::Call& call, const LeaveForm&,
                           const ToCompare& wanted,
                           const Fits& outcome) -> base::Result<SignedOut> {
        if (!outcome.fits || !still_true(tx, wanted.credential)) return password_wrong;
        TRY(leave(tx, gate->settings.leaving, call.caller.member));
        return SignedOut{};
    };
    router.errand(http::Method::post, "/api/v1/me/leave",
                  "Leave the market for good: the account ends, and what nobody has to keep goes",
                  http::Access::member(), std::move(errand),
                  {.secret_body = true, .by_token = false});
}

}  // namespace members
