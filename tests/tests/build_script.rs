//! What three lines of `build.rs` generate is usable: `tests/build.rs` and `tests/build-script-pages`.

use stubdown_runtime::client::Client;
use stubdown_runtime::{Collection, Error};
use tests::from_build_script::server::{Request, RoomLampPath, RoomPath, Server};
use tests::from_build_script::types::{Lamp, LampColour, LampsDimRequest};
use tests::from_build_script::{House, default};

fn lamp(id: &str) -> Lamp {
    Lamp { id: id.into(), is_lit: true.into(), colour: LampColour::Daylight.into(), ..default() }
}

async fn list_lamps(_: (), request: Request<RoomPath>) -> Result<Collection<Lamp>, Error> {
    Ok(Collection::from(vec![lamp(&format!("{} sink", request.path.room_id))]))
}

async fn dim_lamp(_: (), request: Request<RoomLampPath, LampsDimRequest>) -> Result<Lamp, Error> {
    let is_lit = request.body.percent.value().is_some_and(|percent| *percent > 0);
    Ok(Lamp { is_lit: is_lit.into(), ..lamp(&request.path.lamp_id) })
}

#[tokio::test]
async fn a_client_and_a_server_from_a_build_script_talk_to_each_other() {
    let router = Server::new(()).rooms_lamps_list(list_lamps).rooms_lamps_dim(dim_lamp).into_router();
    let house = House::new(Client::with_service("http://house.example", router).unwrap());
    let lamps = house.rooms().by_id("kitchen").lamps();
    assert_eq!(lamps.list().await.unwrap().into_items().unwrap(), [lamp("kitchen sink")]);
    let dark = lamps.by_id("sink").dim(&LampsDimRequest { percent: 0.into(), ..default() }).await.unwrap();
    assert_eq!(dark, Lamp { is_lit: false.into(), ..lamp("sink") });
}
