//! What an edit of a page changes in the generated code: that, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::time::SystemTime;

use pretty_assertions::assert_eq;
use similar::TextDiff;
use stubdown::write::{Changes, Output};
use tests::generation::{self, analyse, cargo_check, crate_for, modules_for};

const THREAD: &str = "resources/conversationthread.md";
const CREATE_THREAD: &str = "api/conversation-post-threads.md";
const GET_THREAD: &str = "api/conversationthread-get.md";

/// The pages of `specs/`, to be edited.
struct Pages(BTreeMap<String, String>);

impl Pages {
    fn of_specs() -> Self {
        Self(generation::specs().into_iter().collect())
    }

    /// Replaces the only place of `old` on a page.
    fn edit(mut self, page: &str, old: &str, new: &str) -> Self {
        let text = self.0.get_mut(page).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old:?} on {page}");
        *text = text.replace(old, new);
        self
    }

    fn texts(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
    }

    fn modules(&self) -> Output {
        modules_for(&analyse(&self.texts()))
    }

    fn service_crate(&self) -> Output {
        crate_for(&analyse(&self.texts()), "edited")
    }
}

/// The lines that differ in the generated modules: a unified diff without context and line numbers.
fn changed_lines(before: &Pages, after: &Pages) -> String {
    let (before, after) = (before.modules(), after.modules());
    let paths: BTreeSet<_> = before.files.keys().chain(after.files.keys()).collect();
    let mut lines = String::new();
    for path in paths {
        let [old, new] = [&before, &after].map(|output| output.files.get(path).map_or("", String::as_str));
        if old != new {
            lines += &format!("{path}\n");
            for hunk in TextDiff::from_lines(old, new).unified_diff().context_radius(0).iter_hunks() {
                lines += "@@\n";
                hunk.iter_changes().for_each(|change| lines += &format!("{}{change}", change.tag()));
            }
        }
    }
    lines
}

#[test]
fn a_property() {
    let edited = Pages::of_specs()
        .edit(
            THREAD,
            "| preview               | String ",
            "| muted                 | Boolean                              | Whether the thread is quiet. |\n\
             | preview               | String ",
        )
        .edit(THREAD, "  \"preview\": \"string\",\n", "  \"muted\": true,\n  \"preview\": \"string\",\n");
    let expected = "\
types/conversation_thread.rs
@@
+    /// Whether the thread is quiet.
+    pub muted: Field<bool>,
@@
+    \"muted\" => muted,
";
    assert_eq!(changed_lines(&Pages::of_specs(), &edited), expected);
}

/// The edit of a status: the sentence and the example.
fn accepted_instead_of_created(pages: Pages) -> Pages {
    pages.edit(CREATE_THREAD, "`201 Created`", "`202 Accepted`").edit(
        CREATE_THREAD,
        "HTTP/1.1 201 Created",
        "HTTP/1.1 202 Accepted",
    )
}

#[test]
fn a_status() {
    let expected = "\
operations/groups.rs
@@
-    success: &[201],
+    success: &[202],
server/groups.rs
@@
-            Created<types::ConversationThread>,
+            Accepted<types::ConversationThread>,
";
    assert_eq!(changed_lines(&Pages::of_specs(), &accepted_instead_of_created(Pages::of_specs())), expected);
}

#[test]
fn a_permission() {
    let edited = Pages::of_specs().edit(
        CREATE_THREAD,
        "| Group.ReadWrite.All                         |",
        "| Group-Conversation.ReadWrite.All, Group.ReadWrite.All |",
    );
    let expected = "\
client/groups.rs
@@
-    /// - work or school account: `Group.ReadWrite.All`
+    /// - work or school account: `Group-Conversation.ReadWrite.All`, `Group.ReadWrite.All`
operations/groups.rs
@@
-        delegated_work: Grant::OneOf(&[\"Group.ReadWrite.All\"]),
+        delegated_work: Grant::OneOf(&[\"Group-Conversation.ReadWrite.All\", \"Group.ReadWrite.All\"]),
";
    assert_eq!(changed_lines(&Pages::of_specs(), &edited), expected);
}

#[test]
fn a_member_of_an_enum() {
    let row = "| html   | 1     | HTML.";
    let edited = Pages::of_specs().edit(
        "resources/bodytype.md",
        row,
        &format!("| markdown | 2   | Markdown, as in `README.md`. |\n{row}"),
    );
    let expected = "\
types/body_type.rs
@@
+    /// Markdown, as in `README.md`.
+    Markdown,
@@
+    \"markdown\" => Markdown,
";
    assert_eq!(changed_lines(&Pages::of_specs(), &edited), expected);
}

#[test]
fn a_description() {
    let edited = Pages::of_specs().edit(THREAD, "Whether the thread is closed to new posts.", "True when it is over.");
    let expected = "\
types/conversation_thread.rs
@@
-    /// Whether the thread is closed to new posts.
+    /// True when it is over.
";
    assert_eq!(changed_lines(&Pages::of_specs(), &edited), expected);
}

#[test]
fn a_route() {
    let route = "DELETE /groups/{id}/conversations/{id}/threads/{id}\n";
    let before = Pages::of_specs().edit("api/conversationthread-delete.md", route, "");
    let expected = "\
client/groups.rs
@@
+    /// Delete conversation thread
+    ///
+    /// Delete a conversationThread of a group. Its posts and their attachments go with it.
+    ///
+    /// `DELETE /groups/{group_id}/conversations/{conversation_id}/threads/{thread_id}`
+    /// Page: `api/conversationthread-delete.md`
+    ///
+    /// Permissions, of which one is enough, the least privileged first:
+    /// - work or school account, application: `Group-Conversation.ReadWrite.All`, `Group.ReadWrite.All`
+    /// - personal account: not supported
+    pub fn delete(&self) -> Call<()> {
+        self.0.call(&operations::GROUPS_CONVERSATIONS_THREADS_DELETE)
+    }
+
operations/groups.rs
@@
+/// Delete conversation thread
+///
+/// `DELETE /groups/{group_id}/conversations/{conversation_id}/threads/{thread_id}`
+pub static GROUPS_CONVERSATIONS_THREADS_DELETE: Operation = Operation {
+    id: \"groups_conversations_threads_delete\",
+    method: Method::Delete,
+    path: \"/groups/{group_id}/conversations/{conversation_id}/threads/{thread_id}\",
+    success: &[204],
+    permissions: Permissions {
+        delegated_work: Grant::OneOf(&[\"Group-Conversation.ReadWrite.All\", \"Group.ReadWrite.All\"]),
+        delegated_personal: Grant::NotSupported,
+        application: Grant::OneOf(&[\"Group-Conversation.ReadWrite.All\", \"Group.ReadWrite.All\"]),
+        ..Permissions::DEFAULT
+    },
+    title: \"Delete conversation thread\",
+    page: \"api/conversationthread-delete.md\",
+    ..Operation::DEFAULT
+};
+
@@
-    permissions: Permissions {
-        delegated_work: Grant::OneOf(&[\"Group-Conversation.ReadWrite.All\", \"Group.ReadWrite.All\"]),
-        delegated_personal: Grant::NotSupported,
-        application: Grant::OneOf(&[\"Group-Conversation.ReadWrite.All\", \"Group.ReadWrite.All\"]),
-        ..Permissions::DEFAULT
-    },
+    permissions: GROUPS_CONVERSATIONS_THREADS_DELETE.permissions,
operations/mod.rs
@@
+    &GROUPS_CONVERSATIONS_THREADS_DELETE,
server/groups.rs
@@
+    /// Delete conversation thread
+    ///
+    /// `DELETE /groups/{group_id}/conversations/{conversation_id}/threads/{thread_id}`
+    pub fn groups_conversations_threads_delete(
+        self,
+        handler: impl Handler<S, GroupConversationThreadPath, (), NoContent>,
+    ) -> Self {
+        Self(self.0.on(&operations::GROUPS_CONVERSATIONS_THREADS_DELETE, handler))
+    }
+
";
    assert_eq!(changed_lines(&before, &Pages::of_specs()), expected);
}

#[test]
fn only_the_files_concerned_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = |path: &str| File::options().write(true).open(folder.path().join(path)).unwrap();
    let long_ago = SystemTime::UNIX_EPOCH;
    let before = Pages::of_specs().modules();
    before.write(folder.path()).unwrap();
    before.files.keys().for_each(|path| file(path).set_modified(long_ago).unwrap());

    let route = "POST /groups/{id}/conversations/{id}/threads\n";
    let with_another = format!("{route}POST /me/conversations/{{id}}/threads\n");
    let after = Pages::of_specs().edit(CREATE_THREAD, route, &with_another).modules();
    let changes = after.write(folder.path()).unwrap();

    let added = ["client/me.rs", "operations/me.rs", "server/me.rs"].map(String::from);
    let changed = ["client/mod.rs", "operations/mod.rs", "server/mod.rs", "server/paths.rs"].map(String::from);
    let unchanged = before.files.len() - changed.len();
    assert_eq!(changes, Changes { added: added.to_vec(), changed: changed.to_vec(), unchanged, ..Changes::default() });
    let written: Vec<&String> =
        after.files.keys().filter(|path| file(path).metadata().unwrap().modified().unwrap() != long_ago).collect();
    assert_eq!(written, added.iter().chain(&changed).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());

    let back = before.write(folder.path()).unwrap();
    let stale = added.to_vec();
    assert_eq!(back, Changes { changed: changed.to_vec(), stale, unchanged, ..Changes::default() });
}

/// A service with two handlers, written against `specs/`.
const SERVICE: &str = r#"//! A service.

use edited::server::{Created, GroupConversationPath, GroupThreadPath, Request, Server};
use edited::{Error, types::ConversationThread};

async fn create_thread(
    _: (),
    request: Request<GroupConversationPath, ConversationThread>,
) -> Result<Created<ConversationThread>, Error> {
    Ok(Created::new(request.body))
}

async fn get_thread(_: (), request: Request<GroupThreadPath>) -> Result<ConversationThread, Error> {
    Ok(ConversationThread { id: request.path.thread_id.into(), ..edited::default() })
}

fn main() {
    let _router = Server::new(())
        .groups_conversations_threads_create(create_thread)
        .groups_threads_get(get_thread)
        .into_router();
}
"#;

/// One crate, edited again and again: Cargo then compiles no more than has changed.
#[test]
fn a_service_that_no_longer_fits_does_not_compile() {
    let folder = tempfile::tempdir().unwrap();
    let check = |pages: Pages| {
        pages.service_crate().write(folder.path()).unwrap();
        cargo_check(folder.path())
    };
    fs::create_dir_all(folder.path().join("src/bin")).unwrap();
    fs::write(folder.path().join("src/bin/service.rs"), SERVICE).unwrap();
    check(Pages::of_specs()).unwrap_or_else(|errors| panic!("{errors}"));

    let refused = |pages: Pages, words: &[&str]| {
        let errors = check(pages).unwrap_err();
        assert!(words.iter().all(|words| errors.contains(words)), "{errors}");
    };

    let another_status = accepted_instead_of_created(Pages::of_specs());
    refused(
        another_status,
        &[".groups_conversations_threads_create(create_thread)", "`Success<202, edited::types::ConversationThread>`"],
    );

    let body = |link: &str| format!("The request body is the JSON representation of a {link}.");
    let (thread, post) = ("[conversationThread](../resources/conversationthread.md)", "[post](../resources/post.md)");
    let another_body = Pages::of_specs().edit(CREATE_THREAD, &body(thread), &body(post));
    refused(
        another_body,
        &[
            ".groups_conversations_threads_create(create_thread)",
            "expected function signature `fn((), edited::server::Request<_, edited::types::Post>) -> _`",
        ],
    );

    let without_route = Pages::of_specs().edit(GET_THREAD, "GET /groups/{id}/threads/{id}\n", "");
    refused(without_route, &[".groups_threads_get(get_thread)", "no method named `groups_threads_get`"]);
}
