//! A service on the generated stubs: conversations of groups, kept in memory.
//!
//! ```console
//! $ cargo run -p graph-conversations --example service
//! ```
//!
//! Everybody may call, unless there is a key set to verify access tokens with:
//!
//! ```console
//! $ cargo run -p graph-conversations --example service -- --address 127.0.0.1:8080 \
//!     --jwks keys.json --issuer https://login.example.com/ --audience api://conversations
//! ```

mod conversations;
mod handlers;
mod options;

use std::error::Error;

use graph_conversations::server::Authorization;
use stubdown_runtime::server::{JwtVerifier, Keys};
use tokio::net::TcpListener;

use conversations::Conversations;
use options::{Options, Tokens};

/// Where the paths of the documentation begin.
const VERSION: &str = "/v1.0";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::from_arguments(std::env::args().skip(1))?;
    let listener = TcpListener::bind(&options.address).await?;
    let own_url = format!("http://{}{VERSION}", listener.local_addr()?);
    let base_url = options.base_url.as_ref().unwrap_or(&own_url);

    let mut server = handlers::server(Conversations::new(base_url));
    if let Some(tokens) = &options.tokens {
        server = server.authorize(Authorization::new(verifier(tokens)?));
    }
    let router = axum::Router::new().nest(VERSION, server.into_router());

    println!("listening on {own_url}");
    // Requests that have begun are answered before the process ends.
    axum::serve(listener, router).with_graceful_shutdown(stopped()).await?;
    println!("stopped");
    Ok(())
}

fn verifier(tokens: &Tokens) -> Result<JwtVerifier, Box<dyn Error>> {
    let keys = Keys::document(&std::fs::read(&tokens.key_set)?)?;
    Ok(JwtVerifier::new(keys, [tokens.issuer.as_str()], [tokens.audience.as_str()]))
}

/// Waits until somebody presses Ctrl-C, or the system wants the process to end.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    // Where there are no signals to wait for, the process ends when it is killed.
    if interrupted.await.is_err() {
        std::future::pending::<()>().await;
    }
}
