use stubdown_runtime::operation::{Alternative, Grant, Method, Operation, Permissions};

const GROUP_PERMISSIONS: Permissions = Permissions {
    delegated_work: Grant::AnyOf(&[Alternative { all: &["Group.ReadWrite.All"], ..Alternative::DEFAULT }]),
    delegated_personal: Grant::NotSupported,
    application: Grant::Unknown,
    ..Permissions::DEFAULT
};

pub static THREADS_LIST: Operation = Operation {
    id: "groups_threads_list",
    method: Method::Get,
    path: "/groups/{group_id}/threads",
    success: &[200],
    permissions: GROUP_PERMISSIONS,
    title: "List threads",
    page: "api/group-list-threads.md",
    ..Operation::DEFAULT
};

pub static THREADS_CREATE: Operation = Operation {
    id: "groups_threads_create",
    method: Method::Post,
    path: "/groups/{group_id}/threads",
    success: &[201],
    permissions: GROUP_PERMISSIONS,
    title: "Create thread",
    page: "api/group-post-threads.md",
    ..Operation::DEFAULT
};

pub static THREAD_GET: Operation = Operation {
    id: "groups_thread_get",
    method: Method::Get,
    path: "/groups/{group_id}/threads/{thread_id}",
    success: &[200],
    permissions: GROUP_PERMISSIONS,
    title: "Get thread",
    page: "api/conversationthread-get.md",
    ..Operation::DEFAULT
};

pub static THREAD_DELETE: Operation = Operation {
    id: "groups_thread_delete",
    method: Method::Delete,
    path: "/groups/{group_id}/threads/{thread_id}",
    success: &[204],
    permissions: GROUP_PERMISSIONS,
    title: "Delete thread",
    page: "api/conversationthread-delete.md",
    ..Operation::DEFAULT
};

pub static THREADS_DELTA: Operation = Operation {
    id: "groups_threads_delta",
    method: Method::Get,
    path: "/groups/{group_id}/threads/delta",
    success: &[200],
    permissions: GROUP_PERMISSIONS,
    title: "Changed threads",
    page: "api/conversationthread-delta.md",
    ..Operation::DEFAULT
};

pub static THREAD_REPLY: Operation = Operation {
    id: "groups_thread_reply",
    method: Method::Post,
    path: "/groups/{group_id}/threads/{thread_id}/reply",
    success: &[202],
    permissions: GROUP_PERMISSIONS,
    title: "Reply",
    page: "api/conversationthread-reply.md",
    ..Operation::DEFAULT
};

pub static REPORT_GET: Operation = Operation {
    id: "reports_activity_get",
    method: Method::Get,
    path: "/reports/getActivity(period='{period}',top={top})",
    success: &[302],
    permissions: GROUP_PERMISSIONS,
    title: "Get activity",
    page: "api/report-getactivity.md",
    ..Operation::DEFAULT
};

pub static PHOTO_PUT: Operation = Operation {
    id: "groups_photo_put",
    method: Method::Put,
    path: "/groups/{group_id}/photo/$value",
    success: &[200],
    permissions: GROUP_PERMISSIONS,
    title: "Update photo",
    page: "api/profilephoto-update.md",
    ..Operation::DEFAULT
};

pub static ALL: &[&Operation] = &[
    &THREADS_LIST,
    &THREADS_CREATE,
    &THREAD_GET,
    &THREAD_DELETE,
    &THREADS_DELTA,
    &THREAD_REPLY,
    &REPORT_GET,
    &PHOTO_PUT,
];
