use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tower::retry::budget::{Budget, TpsBudget};

use super::after::some_wait;

/// When and how often calls are sent again: a layer that [`Client::new`](super::super::Client::new) brings, and that
/// [`Client::retry`](super::super::Client::retry) sets. The module `client` says which faults count.
///
/// A `Retry-After` of the service is kept to. Without one the waits grow twofold from [`base_delay`](Self::base_delay)
/// on, each shortened by chance by up to a half, and use up a budget that all clones share: ten such resends a second
/// and a fifth of the calls that succeed. Past it calls fail at once, so that clients do not hold a service down.
#[derive(Clone)]
#[must_use]
pub struct Retry {
    max_resends: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    pub(super) try_timeout: Option<Duration>,
    pub(in crate::client) total_timeout: Option<Duration>,
    pub(super) budget: Arc<dyn Budget + Send + Sync>,
}

/// How long to wait before a call is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wait {
    /// As long as the service says.
    AsAsked(Duration),
    /// As long as the policy says.
    AsChosen,
}

impl Default for Retry {
    /// Four resends; waits from half a second to 30 seconds, three minutes where the service asks for it; two minutes
    /// for a try and ten for a call.
    fn default() -> Self {
        Self {
            max_resends: 4,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(30),
            max_retry_after: Duration::from_secs(180),
            try_timeout: Some(Duration::from_secs(120)),
            total_timeout: Some(Duration::from_secs(600)),
            budget: Arc::new(TpsBudget::new(Duration::from_secs(10), 10, 0.2)),
        }
    }
}

impl Retry {
    /// Sends every call once, without a limit of time.
    pub fn none() -> Self {
        Self { max_resends: 0, try_timeout: None, total_timeout: None, ..Self::default() }
    }

    /// How often a call is sent again.
    pub const fn max_resends(mut self, times: u32) -> Self {
        self.max_resends = times;
        self
    }

    /// The first wait, where the service does not say how long.
    pub const fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest wait, where the service does not say how long.
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest `Retry-After` that is waited for. After a longer one the call fails at once, with the answer.
    pub const fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// How long one try may take, with the body of the answer unless that is streamed; none for any time.
    pub const fn try_timeout(mut self, limit: Option<Duration>) -> Self {
        self.try_timeout = limit;
        self
    }

    /// How long a call may take, with all tries and waits; none for any time. A wait that would go beyond it is not begun.
    pub const fn total_timeout(mut self, limit: Option<Duration>) -> Self {
        self.total_timeout = limit;
        self
    }

    /// Another budget for resends that the service did not ask for.
    pub fn budget(mut self, budget: impl Budget + Send + Sync + 'static) -> Self {
        self.budget = Arc::new(budget);
        self
    }

    /// How long a try may take at most, whatever was left for the call.
    pub(in crate::client) fn try_limit(&self) -> Option<Duration> {
        [self.try_timeout, self.total_timeout].into_iter().flatten().min()
    }

    /// How long to wait before the next try; none when this was the last one.
    pub(super) fn pause(&self, wait: Wait, resends: u32) -> Option<Duration> {
        if resends >= self.max_resends {
            return None;
        }
        match wait {
            Wait::AsAsked(delay) if delay > self.max_retry_after => None,
            Wait::AsAsked(delay) => Some(some_wait(delay).map_or_else(|| self.chosen(resends), spread)),
            Wait::AsChosen => self.budget.withdraw().then(|| self.chosen(resends)),
        }
    }

    fn chosen(&self, resends: u32) -> Duration {
        let most = self.base_delay.saturating_mul(2_u32.saturating_pow(resends)).min(self.max_delay);
        Duration::try_from_secs_f64(most.as_secs_f64() * (1.0 - fastrand::f64() / 2.0)).unwrap_or(most)
    }
}

/// A wait that was asked for, and up to a tenth more: the clients that were refused together must not come back together.
fn spread(delay: Duration) -> Duration {
    delay.saturating_add((delay / 10).min(Duration::from_secs(1)).mul_f64(fastrand::f64()))
}

impl fmt::Debug for Retry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Retry")
            .field("max_resends", &self.max_resends)
            .field("base_delay", &self.base_delay)
            .field("max_delay", &self.max_delay)
            .field("max_retry_after", &self.max_retry_after)
            .field("try_timeout", &self.try_timeout)
            .field("total_timeout", &self.total_timeout)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Retry, Wait};

    #[test]
    fn chosen_waits_grow_twofold_up_to_a_limit_and_are_shortened_by_chance() {
        let retry = Retry::default().max_resends(u32::MAX);
        for (resends, most) in [(0, 500), (1, 1000), (2, 2000), (5, 16_000), (6, 30_000), (40, 30_000)] {
            let waits = (0..50).map(|_| retry.chosen(resends)).collect::<std::collections::BTreeSet<_>>();
            let (first, last) = (waits.first().unwrap(), waits.last().unwrap());
            assert!(Duration::from_millis(most / 2) <= *first && *last <= Duration::from_millis(most), "{waits:?}");
            assert!(waits.len() > 1, "no chance in {waits:?}");
        }
    }

    #[test]
    fn a_wait_that_was_asked_for_is_never_shortened() {
        let retry = Retry::default();
        for seconds in [1, 30, 180] {
            let asked = Duration::from_secs(seconds);
            let wait = retry.pause(Wait::AsAsked(asked), 0).unwrap();
            assert!(asked <= wait && wait <= asked + Duration::from_secs(1), "{wait:?}");
        }
        assert_eq!(retry.pause(Wait::AsAsked(Duration::from_secs(181)), 0), None);
        assert!(retry.pause(Wait::AsAsked(Duration::ZERO), 0).unwrap() >= Duration::from_millis(250));
        assert_eq!(retry.pause(Wait::AsAsked(Duration::from_secs(1)), 4), None);
    }

    #[test]
    fn the_budget_is_for_waits_that_nobody_asked_for() {
        let retry = Retry::default();
        let chosen = (0..1000).filter(|_| retry.pause(Wait::AsChosen, 0).is_some()).count();
        assert!((50..=150).contains(&chosen), "{chosen}");
        assert!(retry.clone().pause(Wait::AsChosen, 0).is_none(), "clones share the budget");
        assert!(retry.pause(Wait::AsAsked(Duration::from_secs(1)), 0).is_some());
    }
}
