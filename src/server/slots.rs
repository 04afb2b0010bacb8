//! How many documents are extracted at the same time, and how many calls may wait for their turn.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::error::RequestError;

/// Extraction is pure computation, so that more at a time than there are cores only makes each one slower. What cannot start at once
/// waits in a queue of fixed length, first come first served; beyond it a unary call is refused.
///
/// Cheap to clone; clones share the slots. A program that embeds the server and extracts by itself takes its slots from here too.
#[derive(Clone, Debug)]
pub struct Slots {
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    limit: usize,
    queue: usize,
}

/// The right to extract, until dropped. Clones share one slot.
#[derive(Clone, Debug)]
pub struct Slot {
    _permit: Arc<OwnedSemaphorePermit>,
}

impl Slots {
    /// `limit` slots and room for `queue` waiting calls.
    pub fn new(limit: usize, queue: usize) -> Self {
        Self { running: Arc::new(Semaphore::new(limit)), waiting: Arc::new(Semaphore::new(queue)), limit, queue }
    }

    /// A slot, at once or after waiting in the queue.
    ///
    /// # Errors
    /// [`RequestError::Overloaded`], at once, when the queue is full.
    pub async fn acquire(&self) -> Result<Slot, RequestError> {
        if let Ok(permit) = Arc::clone(&self.running).try_acquire_owned() {
            return Ok(Slot::new(permit));
        }
        let Ok(_place) = self.waiting.try_acquire() else {
            return Err(RequestError::Overloaded { limit: self.limit });
        };
        self.acquire_patiently().await
    }

    /// How many calls are in the queue.
    pub fn waiting(&self) -> usize {
        self.queue - self.waiting.available_permits()
    }

    /// A slot, however long that takes: for streams, which flow control slows down without refusing anything.
    ///
    /// # Errors
    /// Never in practice: the slots are not closed.
    pub async fn acquire_patiently(&self) -> Result<Slot, RequestError> {
        let permit = Arc::clone(&self.running).acquire_owned().await;
        permit.map(Slot::new).map_err(|_| RequestError::ShuttingDown)
    }
}

impl Slot {
    fn new(permit: OwnedSemaphorePermit) -> Self {
        Self { _permit: Arc::new(permit) }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll, Waker};

    use super::*;

    fn poll_once<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[tokio::test]
    async fn what_does_not_fit_waits_and_what_does_not_fit_the_queue_is_refused() {
        let slots = Slots::new(1, 1);
        let running = slots.acquire().await.unwrap();
        let mut waiting = pin!(slots.acquire());
        assert!(poll_once(waiting.as_mut()).is_pending());
        assert_eq!(slots.waiting(), 1);
        assert_eq!(slots.acquire().await.unwrap_err(), RequestError::Overloaded { limit: 1 });
        let mut patient = pin!(slots.acquire_patiently());
        assert!(poll_once(patient.as_mut()).is_pending(), "a stream is never refused");
        drop(running);
        let second = waiting.await.unwrap();
        assert!(poll_once(patient.as_mut()).is_pending(), "first come first served");
        assert_eq!(slots.waiting(), 0);
        drop(second);
        patient.await.unwrap();
    }
}
