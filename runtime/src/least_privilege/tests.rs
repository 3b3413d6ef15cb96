use super::{Obstacle, least_privilege};
use crate::operation::{Alternative, Grant, Method, Operation, Permissions, SignIn};

/// An operation whose alternatives are written `A B | C | D ?` in the order of the page; `?` marks a condition.
fn operation(alternatives: &str) -> &'static Operation {
    let alternatives: Vec<Alternative> = alternatives
        .split('|')
        .map(|alternative| {
            let condition = alternative.ends_with('?').then_some("sometimes");
            let names: Vec<&str> = alternative.trim_end_matches('?').split_whitespace().collect();
            let names = names.into_iter().map(|name| &*name.to_owned().leak()).collect::<Vec<&'static str>>();
            Alternative { all: names.leak(), condition, ..Alternative::DEFAULT }
        })
        .collect();
    with(Grant::AnyOf(alternatives.leak()))
}

fn with(application: Grant) -> &'static Operation {
    let permissions = Permissions { delegated_personal: Grant::NotSupported, application, ..Permissions::DEFAULT };
    Box::leak(Box::new(Operation {
        id: "an_operation",
        method: Method::Get,
        path: "/",
        success: &[200],
        permissions,
        ..Operation::DEFAULT
    }))
}

fn least(operations: &[&str]) -> Vec<&'static str> {
    let operations: Vec<_> = operations.iter().map(|alternatives| operation(alternatives)).collect();
    least_privilege(&operations, SignIn::Application).unwrap().names().to_vec()
}

#[test]
fn each_operation_gets_its_least_privileged_alternative() {
    assert_eq!(least(&[]), [] as [&str; 0]);
    assert_eq!(least(&["Read | Write"]), ["Read"]);
    assert_eq!(least(&["Read Members | Write"]), ["Read", "Members"]);
    assert_eq!(
        least(&["User.Read | All", "Group.Read | All"]),
        ["User.Read", "Group.Read"],
        "and no greater one for both"
    );
}

#[test]
fn what_another_operation_needs_anyway_makes_lesser_ones_superfluous() {
    assert_eq!(least(&["Read | Write", "Write"]), ["Write"]);
    assert_eq!(least(&["Write", "Read | Write"]), ["Write"]);
    assert_eq!(least(&["Read | Write Members", "Write", "Members"]), ["Write", "Members"]);
    assert_eq!(least(&["A | B C", "B | A", "C | A"]), ["A"], "one is fewer than two");
}

#[test]
fn ties_go_to_what_is_documented_first() {
    assert_eq!(least(&["A | B", "B | A"]), ["A"]);
    assert_eq!(least(&["B | A", "A | B"]), ["B"]);
    assert_eq!(least(&["C", "A | B", "B | A"]), ["C", "A"]);
}

#[test]
fn an_alternative_with_a_condition_is_the_last_resort() {
    assert_eq!(least(&["A ?| B"]), ["B"]);
    assert_eq!(least(&["A ?| B", "A"]), ["B", "A"]);
    assert_eq!(least(&["A ?| B ?"]), ["A"]);
}

#[test]
fn with_many_candidates_none_of_the_chosen_can_be_left_out() {
    let own: Vec<String> = (0..31).map(|at| format!("P{at} | Shared")).collect();
    let mut operations: Vec<&str> = own.iter().map(String::as_str).collect();
    assert_eq!(least(&operations).len(), 31);
    operations.push("Shared");
    assert_eq!(least(&operations), ["Shared"]);
}

proptest::proptest! {
    #[test]
    fn the_set_is_the_smallest_one_by_the_rule(
        tables in proptest::collection::vec("[A-F]( [A-F])?( \\| [A-F]( [A-F])?){0,3}", 1..6),
    ) {
        let operations: Vec<_> = tables.iter().map(|table| operation(table)).collect();
        let chosen = least_privilege(&operations, SignIn::Application).unwrap().names().to_vec();
        let mut candidates: Vec<&str> = Vec::new();
        for name in tables.iter().flat_map(|table| table.split('|').next().unwrap().split_whitespace()) {
            if !candidates.contains(&name) {
                candidates.push(name);
            }
        }
        let suffices = |names: &[&str]| {
            operations.iter().all(|operation| operation.permissions.application.allows(names) == Some(true))
        };
        let sets = (0..1_u32 << candidates.len()).map(|set| {
            let names = candidates.iter().copied().enumerate().filter(|(at, _)| set & (1 << at) != 0);
            names.unzip::<usize, &str, Vec<_>, Vec<_>>()
        });
        let best = sets.filter(|(_, names)| suffices(names)).min_by_key(|(at, _)| (at.len(), at.clone()));
        proptest::prop_assert_eq!(chosen, best.unwrap().1);
    }
}

#[test]
fn obstacles_name_the_operation() {
    let unknown = with(Grant::Unknown);
    let refused = with(Grant::NotSupported);
    let read = operation("Read");
    let application = |operations: &[&'static Operation]| least_privilege(operations, SignIn::Application);
    assert_eq!(application(&[read, unknown]), Err(Obstacle::Unknown(unknown)));
    assert_eq!(application(&[read, refused]), Err(Obstacle::NotSupported(refused)));
    assert!(application(&[with(Grant::AnyOf(&[]))]).is_err());
    assert_eq!(least_privilege(&[read], SignIn::DelegatedWork), Err(Obstacle::Unknown(read)));
    assert_eq!(least_privilege(&[read], SignIn::DelegatedPersonal), Err(Obstacle::NotSupported(read)));
    let many: Vec<_> = (0..40).map(|at| operation(&format!("P{at}"))).collect();
    assert_eq!(application(&many), Err(Obstacle::TooMany));
}
