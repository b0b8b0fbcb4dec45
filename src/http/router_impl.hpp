#pragma once

// The typed halves of router.hpp.

#include "http/command.hpp"
#include "http/router.hpp"

namespace http {

template <class Form, class Run>
class TypedCommand final : public RouteCommand {
public:
    TypedCommand(const Router& router, const Route& route, std::shared_ptr<Exchange> exchange,
                 Form form, const Run& run)
        : RouteCommand(router, route, std::move(exchange)), form_(std::move(form)), run_(run) {}

protected:
    base::Result<Answer> perform(db::Tx& tx) override {
        const auto view = run_(tx, exchange().call, form_);
        if (!view) return view.error();
        return router().to_answer(*view, route().status);
    }

private:
    Form form_;
    const Run& run_;
};

/// Both steps of an errand share this.
template <class Form, class Intent, class Outcome, class View>
struct ErrandRun {
    const Router& router;
    const Route& route;
    const Errand<Form, Intent, Outcome, View>& errand;
    std::shared_ptr<Exchange> exchange;
    Form form;
    Intent intent{};
    Outcome outcome{};
};

template <class Run>
class LastStep final : public RouteCommand {
public:
    explicit LastStep(std::shared_ptr<Run> run)
        : RouteCommand(run->router, run->route, run->exchange), run_(std::move(run)) {}

protected:
    base::Result<Answer> perform(db::Tx& tx) override {
        const auto view =
            run_->errand.finish(tx, exchange().call, run_->form, run_->intent, run_->outcome);
        if (!view) return view.error();
        return router().to_answer(*view, route().status);
    }
    bool performs_on_intent() const override { return true; }
    bool admitted() const override { return static_cast<bool>(run_->errand.begin); }

private:
    std::shared_ptr<Run> run_;
};

template <class Run>
void go_outside(const std::shared_ptr<Run>& run) {
    run->errand.outside(run->intent, [run](auto outcome) {
        run->outcome = std::move(outcome);
        submit(run->router, std::make_unique<LastStep<Run>>(run), run->exchange, db::Lane::begun);
    });
}

template <class Run>
class FirstStep final : public RouteCommand {
public:
    explicit FirstStep(std::shared_ptr<Run> run)
        : RouteCommand(run->router, run->route, run->exchange), run_(std::move(run)) {}

protected:
    base::Result<Answer> perform(db::Tx& tx) override {
        run_->intent = TRY(run_->errand.begin(tx, exchange().call, run_->form));
        return Answer{0, to_json(run_->intent), ""};
    }
    base::Result<Answer> resume(const std::string& text) override {
        const json::object parts = TRY(gather({}, text));
        using Intent = decltype(run_->intent);
        run_->intent = TRY(read_form<Intent>(parts));
        return Answer{0, text, ""};
    }
    void durable(const Answer& answer) override {
        if (answer.status != 0) return RouteCommand::durable(answer);  // Finished earlier.
        go_outside(run_);
    }

private:
    std::shared_ptr<Run> run_;
};

template <class Handler>
void Router::query(Method method, std::string path, std::string summary, Access access,
                   Handler handler, Traits traits) {
    using Form = typename types_of<Handler>::Form;
    using View = typename types_of<Handler>::View;
    Route& route =
        add(method, std::move(path), std::move(summary), std::move(access), Sort::query, traits);
    route.form = form_schema<Form>;
    route.view = view_schema<View>;
    const std::size_t place = routes_.size() - 1;
    route.run = [this, place, handler](const std::shared_ptr<Exchange>& exchange) {
        const Route& self = routes_[place];
        auto form = read_form<Form>(exchange->parts);
        if (!form) return exchange->send(problem(form.error(), exchange->call.language));
        look(self, exchange,
             [this, &self, handler, form = *std::move(form)](
                 db::Snapshot& snapshot, const Call& call) -> base::Result<Answer> {
                 const auto view = handler(snapshot, call, form);
                 if (!view) return view.error();
                 return to_answer(*view, self.status);
             });
    };
}

template <class Handler>
void Router::command(Method method, std::string path, std::string summary, Access access,
                     Handler handler, Traits traits) {
    using Form = typename types_of<Handler>::Form;
    using View = typename types_of<Handler>::View;
    Route& route =
        add(method, std::move(path), std::move(summary), std::move(access), Sort::command, traits);
    route.form = form_schema<Form>;
    route.view = view_schema<View>;
    const std::size_t place = routes_.size() - 1;
    route.run = [this, place, handler](const std::shared_ptr<Exchange>& exchange) {
        auto form = read_form<Form>(exchange->parts);
        if (!form) return exchange->send(problem(form.error(), exchange->call.language));
        submit(*this,
               std::make_unique<TypedCommand<Form, Handler>>(*this, routes_[place], exchange,
                                                             *std::move(form), handler),
               exchange);
    };
}

template <class Form, class Intent, class Outcome, class View>
void Router::errand(Method method, std::string path, std::string summary, Access access,
                    Errand<Form, Intent, Outcome, View> errand, Traits traits) {
    Route& route =
        add(method, std::move(path), std::move(summary), std::move(access), Sort::errand, traits);
    route.form = form_schema<Form>;
    route.view = view_schema<View>;
    const std::size_t place = routes_.size() - 1;
    route.run = [this, place,
                 errand = std::move(errand)](const std::shared_ptr<Exchange>& exchange) {
        using Run = ErrandRun<Form, Intent, Outcome, View>;
        const Route& self = routes_[place];
        auto form = read_form<Form>(exchange->parts);
        if (!form) return exchange->send(problem(form.error(), exchange->call.language));
        auto run =
            std::make_shared<Run>(Run{*this, self, errand, exchange, *std::move(form), {}, {}});
        if constexpr (base::Described<Intent>) {
            if (errand.begin) {
                return submit(*this, std::make_unique<FirstStep<Run>>(run), exchange);
            }
        }
        const auto admitted_look = [this, run](db::Snapshot& snapshot,
                                               Call& call) -> base::Result<base::Done> {
            TRY(admit(snapshot, run->route, call));
            run->intent = TRY(run->errand.look(snapshot, call, run->form));
            return base::done;
        };
        begin_errand(exchange, admitted_look, [run] { go_outside(run); });
    };
}

}  // namespace http
