use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
#[cfg(feature = "reqwest")]
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
#[cfg(feature = "reqwest")]
use tower::service_fn;
use tower::util::BoxCloneSyncService;
use tower::{Service, ServiceExt};

#[cfg(feature = "reqwest")]
use super::network::Network;

/// The body of an answer on its way through a transport.
pub type ResponseBody = UnsyncBoxBody<Bytes, BoxError>;

/// What sends requests: any tower service, boxed.
pub type Transport = BoxCloneSyncService<Request<Full<Bytes>>, Response<ResponseBody>, BoxError>;

/// Any error of a transport.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// What requests leave a client through: the network as it is, or a service that was brought.
#[derive(Clone)]
pub(super) enum Carrier {
    /// The way of nearly all calls. In a box it would cost each of them several allocations.
    #[cfg(feature = "reqwest")]
    Network(Arc<Network>),
    Service(Transport),
}

impl Carrier {
    #[cfg(feature = "reqwest")]
    pub(super) fn network(network: Network) -> Self {
        Self::Network(Arc::new(network))
    }

    /// The same as a service, for layers around it.
    pub(super) fn transport(&self) -> Transport {
        match self {
            #[cfg(feature = "reqwest")]
            Self::Network(network) => {
                let network = Arc::clone(network);
                BoxCloneSyncService::new(service_fn(move |request| {
                    let network = Arc::clone(&network);
                    async move { network.forward(request).await }
                }))
            }
            Self::Service(transport) => transport.clone(),
        }
    }
}

pub(super) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of a transport that knows that nothing of the request was sent, such as a connection that was refused.
/// A call that ended so can be sent again, whatever its method is.
#[derive(Debug)]
pub struct NotSent(pub BoxError);

impl fmt::Display for NotSent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the request was not sent")
    }
}

impl StdError for NotSent {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.0.as_ref())
    }
}

pub(super) fn boxed<S, B>(service: S) -> Transport
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    let service =
        service.map_response(|response: Response<B>| response.map(|body| body.map_err(Into::into).boxed_unsync()));
    BoxCloneSyncService::new(service.map_err(Into::into))
}
