//! Who is told where the first way to somebody is refused.

use domain::config::Route;
use domain::notice::{Notice, NoticeKind};
use domain::*;

use crate::builders::*;

fn email(name: &str) -> Route {
    Route::Email(format!("{name}@tienda.example"))
}

fn slack(id: &str) -> Route {
    Route::Slack(id.to_owned())
}

/// Ana has both ways, Lucía's second is the channel that Ana has too, and Elena is both fallback and manager.
fn care() -> Care {
    let mut care = shop();
    let mut routes = |id: &str, routes: Vec<Route>| {
        care.agents.get_mut(&AgentId::new(id)).unwrap().routes = routes;
    };
    routes("ana", vec![slack("C1"), email("ana")]);
    routes("lucia", vec![email("lucia"), slack("C1"), slack("U0LUCIA")]);
    care
}

fn told(agent: &str) -> Notice {
    let care = care();
    let thread = thread_since(&care, monday());
    let agent = &care.agents[&AgentId::new(agent)];
    let kind = NoticeKind::Assigned;
    Notice::about(&care, &thread, agent, kind, &["message"], monday()).unwrap()
}

fn ways(notice: &Notice) -> Vec<(&str, &Route)> {
    notice
        .otherwise
        .iter()
        .map(|way| (way.agent.as_str(), &way.route))
        .collect()
}

#[test]
fn the_own_other_ways_come_first_then_lead_fallback_and_manager_and_no_way_twice() {
    assert_eq!(
        ways(&told("ana")),
        [
            ("ana", &email("ana")),
            ("lucia", &email("lucia")),
            ("lucia", &slack("U0LUCIA")),
            ("elena", &email("elena")),
        ]
    );
}

#[test]
fn whoever_stands_in_for_others_has_others_too() {
    assert_eq!(
        ways(&told("lucia")),
        [
            ("lucia", &slack("C1")),
            ("lucia", &slack("U0LUCIA")),
            ("elena", &email("elena")),
        ]
    );
    assert_eq!(ways(&told("elena"))[0], ("lucia", &email("lucia")));
}

#[test]
fn what_reaches_somebody_else_says_for_whom_it_was() {
    let by: Vec<Notice> = told("ana").by_every_way();
    let for_whom: Vec<Option<&str>> = by.iter().map(|way| way.instead_of.as_deref()).collect();
    let ana = Some("Ana");
    assert_eq!(for_whom, [None, None, ana, ana, ana]);
    assert_eq!(by[0], told("ana"));
    assert!(by.iter().all(|way| way.id == told("ana").id));
    let receipt = Notice {
        kind: NoticeKind::Receipt,
        ..told("ana")
    };
    assert_eq!(
        receipt.by_every_way().len(),
        1,
        "a customer's mail is theirs"
    );
}

#[test]
fn after_a_bounce_the_next_way_is_taken_once_and_then_those_behind_it() {
    let first = told("ana");
    let second = first.after_a_bounce_of("Ana@tienda.example").unwrap();
    assert_eq!(
        (second.to.route.clone(), second.instead_of.as_deref()),
        (email("lucia"), Some("Ana"))
    );
    assert_ne!(second.id, first.id);
    assert_eq!(
        first.after_a_bounce_of("ana@tienda.example"),
        Some(second.clone())
    );

    let third = second.after_a_bounce_of("lucia@tienda.example").unwrap();
    assert_eq!(
        (third.to.route.clone(), third.instead_of.as_deref()),
        (slack("U0LUCIA"), Some("Ana"))
    );
    assert_ne!(third.id, second.id);
    let last = first.after_a_bounce_of("elena@tienda.example");
    assert_eq!(last, None, "nobody is left");
}

#[test]
fn an_address_that_nobody_has_counts_as_the_first() {
    let next = told("ana")
        .after_a_bounce_of("gone@tienda.example")
        .unwrap();
    assert_eq!(next.to.route, email("ana"));
    assert_eq!(next.otherwise.len(), 3);
}
