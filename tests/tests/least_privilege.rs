//! What the operations of a generated crate need, computed while it is compiled.

use graph_conversations::operations;
use stubdown_runtime::least_privilege::{Obstacle, Privileges, least_privilege};
use stubdown_runtime::operation::{Operation, SignIn};

const READING: &[&Operation] = &[
    &operations::GROUPS_CONVERSATIONS_LIST,
    &operations::GROUPS_THREADS_LIST,
    &operations::GROUPS_THREADS_GET,
    &operations::GROUPS_THREADS_POSTS_LIST,
];
const WRITING: &[&Operation] =
    &[&operations::GROUPS_THREADS_LIST, &operations::GROUPS_THREADS_GET, &operations::GROUPS_THREADS_REPLY];

const fn needed(operations: &[&'static Operation]) -> Privileges {
    match least_privilege(operations, SignIn::DelegatedWork) {
        Ok(privileges) => privileges,
        Err(_) => panic!("the pages do not say what these operations need"),
    }
}

const TO_READ: Privileges = needed(READING);
const TO_WRITE: Privileges = needed(WRITING);

#[test]
fn permissions_are_known_when_the_code_is_compiled() {
    assert_eq!(TO_READ.names(), ["Group-Conversation.Read.All"]);
    assert_eq!(TO_WRITE.names(), ["Group-Conversation.ReadWrite.All"], "it is enough for reading, too");
}

#[test]
fn whole_apis_can_be_asked_for() {
    const ALL: Result<Privileges, Obstacle> = least_privilege(operations::ALL, SignIn::DelegatedWork);
    assert!(!ALL.unwrap().names().is_empty());
    let personal = least_privilege(operations::ALL, SignIn::DelegatedPersonal).unwrap_err();
    assert_eq!(
        personal.to_string(),
        "this kind of caller cannot call groups_conversations_list (api/group-list-conversations.md)"
    );
}
