//! Faults of connections, over sockets.

use std::time::Duration;

use stubdown_runtime::bytes::Bytes;
use stubdown_runtime::client::{Client, Node, Retry};
use stubdown_runtime::operation::Operation;
use stubdown_runtime::{Cause, Error, Value};
use tokio::time::timeout;

use crate::script::{CREATE, DELETE, GET, PUT, UPDATE};
use crate::socket::{Socket, fine, reset, write};

fn quick() -> Retry {
    Retry::default().base_delay(Duration::from_millis(10)).try_timeout(Some(Duration::from_millis(500)))
}

async fn send(client: Client, operation: &'static Operation) -> Result<Value, Error> {
    let call = Node::root(client).literal("/notes").call::<Value>(operation).json(&Value::from("new"));
    timeout(Duration::from_secs(20), std::future::IntoFuture::into_future(call))
        .await
        .unwrap_or_else(|_| panic!("a hang"))
}

/// What a connection does to the first request; the second one is answered.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Reset,
    Close,
    Stall,
    HalfHead,
    HalfBody,
    HalfChunks,
    StalledBody,
    Nonsense,
}

const FAULTS: [Fault; 8] = [
    Fault::Reset,
    Fault::Close,
    Fault::Stall,
    Fault::HalfHead,
    Fault::HalfBody,
    Fault::HalfChunks,
    Fault::StalledBody,
    Fault::Nonsense,
];

async fn faulty(fault: Fault) -> Socket {
    Socket::new(move |number, mut stream| async move {
        let stall = tokio::time::sleep(Duration::from_secs(60));
        if number > 0 {
            return fine(&mut stream).await;
        }
        match fault {
            Fault::Reset => reset(stream),
            Fault::Close => {}
            Fault::Stall => stall.await,
            Fault::HalfHead => write(&mut stream, "HTTP/1.1 200 OK\r\ncontent-le").await,
            Fault::HalfBody => write(&mut stream, "HTTP/1.1 200 OK\r\ncontent-length: 60\r\n\r\n\"fi").await,
            Fault::HalfChunks => {
                write(&mut stream, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n\"fi\r\n").await
            }
            Fault::StalledBody => {
                write(&mut stream, "HTTP/1.1 200 OK\r\ncontent-length: 60\r\n\r\n\"fi").await;
                stall.await;
            }
            Fault::Nonsense => write(&mut stream, "220 smtp.contoso.com ready\r\n").await,
        }
    })
    .await
}

#[tokio::test]
async fn a_broken_connection_loses_no_call_and_doubles_no_post() {
    for fault in FAULTS {
        for (operation, repeated) in [(&GET, true), (&PUT, true), (&DELETE, true), (&CREATE, false), (&UPDATE, false)] {
            let socket = faulty(fault).await;
            let outcome = send(socket.client().retry(quick()), operation).await;
            if repeated {
                assert_eq!(outcome.unwrap(), "fine", "{fault:?}");
                assert_eq!(socket.requests(), 2, "{fault:?}");
            } else {
                let error = outcome.unwrap_err();
                assert!(matches!(error.cause(), Cause::Transport(_) | Cause::Timeout(_)), "{fault:?}: {error:?}");
                assert!(error.is_retryable());
                assert_eq!(socket.requests(), 1, "{fault:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_for_every_method() {
    // A port that nobody listens on yet.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(150)).await;
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        let (mut stream, _) = listener.accept().await.unwrap();
        crate::socket::read_request(&mut stream).await;
        fine(&mut stream).await;
    });
    let retry =
        Retry::default().max_resends(20).base_delay(Duration::from_millis(50)).max_delay(Duration::from_millis(50));
    let client = Client::new(&format!("http://{address}/v1.0")).unwrap().retry(retry);
    assert_eq!(send(client, &CREATE).await.unwrap(), "fine");
}

#[tokio::test]
async fn a_host_that_is_not_there_is_an_error_without_its_url() {
    let client = Client::new("http://127.0.0.1:1/v1.0").unwrap().retry(quick());
    let call = Node::root(client).literal("/notes").call::<Value>(&GET).query("$filter", "secret");
    let error = call.await.unwrap_err();
    assert!(matches!(error.cause(), Cause::Transport(_)));
    assert!(!format!("{error:?}").contains("secret"), "{error:?}");
}

#[tokio::test]
async fn a_download_that_breaks_off_is_an_error_after_what_came() {
    for fault in [Fault::HalfBody, Fault::HalfChunks] {
        let socket = faulty(fault).await;
        let call = Node::root(socket.client()).literal("/notes").call::<Bytes>(&GET);
        let mut download = call.download().await.unwrap();
        assert_eq!(download.try_next().await.unwrap().unwrap(), "\"fi");
        let error = download.try_next().await.unwrap_err();
        assert!(matches!(error.cause(), Cause::Transport(_)), "{error:?}");
        assert!(download.try_next().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn a_download_that_stalls_is_an_error() {
    let socket = faulty(Fault::StalledBody).await;
    let http = reqwest::Client::builder().read_timeout(Duration::from_millis(200)).build().unwrap();
    let client = Client::with_reqwest(&socket.base_url, http).unwrap();
    let mut download = Node::root(client).literal("/notes").call::<Bytes>(&GET).download().await.unwrap();
    assert_eq!(download.try_next().await.unwrap().unwrap(), "\"fi");
    let stalled = timeout(Duration::from_secs(10), download.try_next()).await.unwrap_or_else(|_| panic!("a hang"));
    assert!(matches!(stalled.unwrap_err().cause(), Cause::Transport(_)));
}

/// What the default transport makes of silence, after `sent`, in a call or a download that has no other limit of time.
async fn silence(client: impl FnOnce(Client) -> Client, sent: &'static str) -> (Error, Duration) {
    let socket = Socket::new(move |_, mut stream| async move {
        write(&mut stream, sent).await;
        std::future::pending().await
    })
    .await;
    let call = Node::root(client(socket.client())).literal("/notes").call::<Bytes>(&GET);
    let outcome = tokio::spawn(async move {
        let mut download = call.download().await?;
        while download.try_next().await?.is_some() {}
        Ok(())
    });
    // From here on only the clock goes on.
    while socket.requests() == 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    tokio::time::sleep(Duration::from_millis(100)).await;
    tokio::time::pause();
    let start = tokio::time::Instant::now();
    let end = (outcome.await.unwrap().unwrap_err(), start.elapsed());
    tokio::time::resume();
    end
}

#[tokio::test]
async fn two_minutes_of_silence_are_an_error() {
    let clients: [fn(Client) -> Client; 3] = [
        |client| client.retry(Retry::default().max_resends(0).try_timeout(None)),
        |client| client.retry(Retry::none()),
        |client| client.retry(Retry::none()).layer(&tower::layer::util::Identity::new()),
    ];
    for client in clients {
        for sent in ["", "HTTP/1.1 200 OK\r\ncontent-le", "HTTP/1.1 200 OK\r\ncontent-length: 60\r\n\r\n\"fi"] {
            let (error, after) = silence(client, sent).await;
            assert!(matches!(error.cause(), Cause::Timeout(_)), "{error:?}");
            assert!((119..=121).contains(&after.as_secs()), "{after:?}");
        }
    }
}

/// A server that sends bodies of 100 MB.
async fn endless() -> Socket {
    Socket::new(|_, mut stream| async move {
        write(&mut stream, "HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\nconnection: close\r\n\r\n").await;
        let block = "x".repeat(1_000_000);
        for _ in 0..100 {
            write(&mut stream, &block).await;
        }
    })
    .await
}

#[tokio::test]
async fn a_body_of_100_megabytes_needs_no_more_memory_than_the_limit() {
    // In a process of its own, whose memory is that of this test alone.
    if std::env::var_os("ALONE").is_none() {
        let name = "network::a_body_of_100_megabytes_needs_no_more_memory_than_the_limit";
        let mut process = std::process::Command::new(std::env::current_exe().unwrap());
        let output = process.args(["--exact", name]).env("ALONE", "1").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        return;
    }
    let socket = endless().await;
    let client = socket.client().response_limit(8 << 20);
    let before = memory();
    for _ in 0..4 {
        let error = send(client.clone(), &GET).await.unwrap_err();
        assert!(error.to_string().ends_with("it is larger than the limit of 8388608 bytes"), "{error}");
    }
    let call = Node::root(client).literal("/notes").call::<Bytes>(&GET);
    let mut download = call.download().await.unwrap();
    let mut received = 0;
    while let Some(bytes) = download.try_next().await.unwrap() {
        received += bytes.len();
    }
    assert_eq!(received, 100_000_000, "as a stream it comes whole");
    if let (Some(before), Some(after)) = (before, memory()) {
        assert!(after < before + (40 << 20), "{} MB more", (after - before) >> 20);
    }
}

/// The peak of the memory of this process in bytes, as Linux tells it.
fn memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
}
