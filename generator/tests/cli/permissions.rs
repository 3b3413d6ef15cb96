//! `stubdown permissions`: the least permissions that endpoints need, and why.

use std::fs;
use std::process::Output;

use crate::{LIST, command, project};

/// A page like [`LIST`] with another request line and other permissions.
fn page(title: &str, request: &str, permissions: [&str; 2]) -> String {
    LIST.replace("List lamps", title)
        .replace("GET /rooms/{id}/lamps", request)
        .replace("Lamp.Read, Lamp.ReadWrite", permissions[0])
        .replace("|Lamp.Read.All|", &format!("|{}|", permissions[1]))
}

fn permissions(operations: &[&str]) -> (i32, String) {
    let project = project();
    let pages = project.path().join("specs/api");
    let write = page("Switch lamps", "POST /rooms/{id}/lamps/switch", ["Lamp.ReadWrite", "Not supported."]);
    fs::write(pages.join("lamp-switch.md"), write).unwrap();
    let rooms = page("List rooms", "GET /rooms", ["Room.Read, House.Manage", "Room.Read.All"]);
    fs::write(pages.join("room-list.md"), rooms).unwrap();
    let mut command = command(&project, "permissions specs");
    for operation in operations {
        command.args(["--operation", operation]);
    }
    let Output { status, stdout, .. } = command.output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap())
}

#[test]
fn an_endpoint_needs_its_least_privileged_permission() {
    let (status, answer) = permissions(&["get /rooms/{any}/lamps"]);
    let expected = "\
Work or school account: Lamp.Read
  Lamp.Read
    the least for GET /rooms/{room_id}/lamps

Personal account: not supported

Application: Lamp.Read.All
  Lamp.Read.All
    the least for GET /rooms/{room_id}/lamps
";
    assert_eq!((status, answer.as_str()), (0, expected));
}

#[test]
fn several_endpoints_need_the_fewest_of_their_least_privileged_permissions() {
    let (status, answer) = permissions(&[]);
    let expected = "\
Work or school account: Room.Read, Lamp.ReadWrite
  Room.Read
    the least for GET /rooms
  Lamp.ReadWrite
    the least for POST /rooms/{room_id}/lamps/switch
    does for GET /rooms/{room_id}/lamps, too, instead of Lamp.Read

Personal account: not supported

Application: Room.Read.All, Lamp.Read.All
  Room.Read.All
    the least for GET /rooms
  Lamp.Read.All
    the least for GET /rooms/{room_id}/lamps
  not supported: POST /rooms/{room_id}/lamps/switch
";
    assert_eq!((status, answer.as_str()), (0, expected));
}

#[test]
fn a_page_stands_for_its_endpoints() {
    assert_eq!(permissions(&["api/lamp-list.md"]), permissions(&["GET /rooms/{id}/lamps"]));
    let (status, _) = permissions(&["GET /rooms/{id}"]);
    assert_eq!(status, 2);
}
