//! Work of several threads on items that come one after the other, taken in their order.
//!
//! Nothing here knows what the work is. Whatever the number of threads, results are taken in the
//! order of the items, so that nobody can see how many there were.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Items a thread that are under way at once: one that is worked on, and one that waits or whose
/// result waits for an earlier one.
const UNDER_WAY: usize = 2;

/// Makes items with `next` until there are no more, has `work` done on them by so many threads,
/// and gives the results to `take` in the order of the items.
///
/// `next` and `take` are called by the thread that calls this; with one thread, `work` as well.
///
/// # Errors
/// The first error of `next` or `take`, in the order of the items. Nothing is taken behind it.
pub(super) fn in_order<T, R, E, S>(
    threads: NonZeroUsize,
    state: &mut S,
    mut next: impl FnMut(&mut S) -> Result<Option<T>, E>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(&mut S, R) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
    R: Send,
{
    // Most files are one item, for which no thread is worth its start and its memory.
    let mut ahead = VecDeque::new();
    while threads.get() > 1
        && ahead.len() < 2
        && let Some(item) = next(state).transpose()
    {
        ahead.push_back(item);
    }
    let is_worth_it = ahead.len() == 2;
    let mut next = |state: &mut S| match ahead.pop_front() {
        Some(item) => item.map(Some),
        None => next(state),
    };
    if !is_worth_it {
        while let Some(item) = next(state)? {
            take(state, work(item))?;
        }
        return Ok(());
    }
    let (items, waiting) = channel::<(usize, T)>();
    let (waiting, work) = (&Mutex::new(waiting), &work);
    thread::scope(move |scope| {
        let (done, results) = channel::<(usize, thread::Result<R>)>();
        for _ in 0..threads.get() {
            let done = done.clone();
            scope.spawn(move || {
                while let Some((number, item)) = received(waiting) {
                    // A panic is a result: the thread that waits for it must not wait for ever.
                    let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                    // Who takes the results may have stopped at an error.
                    if done.send((number, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);
        let most = threads.get() * UNDER_WAY;
        let mut queue = Queue { results, first: 0, came: VecDeque::new() };
        let mut ended = Ok(());
        for number in 0.. {
            match next(state) {
                Ok(Some(item)) => {
                    // Threads end only when there are no more items.
                    if items.send((number, item)).is_err() {
                        break;
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    ended = Err(error);
                    break;
                }
            }
            while number + 1 - queue.first >= most {
                let Some(result) = queue.wait() else { break };
                take(state, result)?;
            }
            while let Some(result) = queue.ready() {
                take(state, result)?;
            }
        }
        drop(items);
        while let Some(result) = queue.wait() {
            take(state, result)?;
        }
        ended
    })
}

/// The next item, for one of the threads; `None` when there are no more.
fn received<T>(waiting: &Mutex<Receiver<T>>) -> Option<T> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Results, which come in any order.
struct Queue<R> {
    results: Receiver<(usize, thread::Result<R>)>,
    /// The number of the result to be taken next.
    first: usize,
    /// Those from `first` on, as far as they came.
    came: VecDeque<Option<thread::Result<R>>>,
}

impl<R> Queue<R> {
    /// The next result, if it came.
    fn ready(&mut self) -> Option<R> {
        while let Ok((number, result)) = self.results.try_recv() {
            self.keep(number, result);
        }
        self.pop()
    }

    /// The next result; `None` when there are no more.
    fn wait(&mut self) -> Option<R> {
        loop {
            if let Some(result) = self.pop() {
                return Some(result);
            }
            let (number, result) = self.results.recv().ok()?;
            self.keep(number, result);
        }
    }

    fn pop(&mut self) -> Option<R> {
        if self.came.front()?.is_none() {
            return None;
        }
        self.first += 1;
        self.came.pop_front()?.map(|result| result.unwrap_or_else(|panic| resume_unwind(panic)))
    }

    fn keep(&mut self, number: usize, result: thread::Result<R>) {
        let at = number - self.first;
        while self.came.len() <= at {
            self.came.push_back(None);
        }
        self.came[at] = Some(result);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).unwrap()
    }

    /// Squares of numbers below `end`; `next` fails at `fails_at`, and `take` at `stops_at`.
    fn squares(
        count: usize,
        end: u64,
        fails_at: u64,
        stops_at: u64,
    ) -> (Vec<u64>, Result<(), String>) {
        let mut state = (0, Vec::new());
        let result = in_order(
            threads(count),
            &mut state,
            |(at, _)| {
                if *at == fails_at {
                    return Err(format!("no item {at}"));
                }
                *at += 1;
                Ok((*at <= end).then(|| *at - 1))
            },
            |number| {
                // The later ones are done first.
                thread::sleep(std::time::Duration::from_micros(200 * (7 - number % 7)));
                (number, number * number)
            },
            |(_, taken), (number, square)| {
                if number == stops_at {
                    return Err(format!("no result {number}"));
                }
                taken.push(square);
                Ok(())
            },
        );
        (state.1, result)
    }

    #[test]
    fn results_come_in_the_order_of_the_items_whoever_works() {
        let expected: Vec<u64> = (0..100).map(|number| number * number).collect();
        for count in [1, 2, 7, 200] {
            assert_eq!(squares(count, 100, 999, 999), (expected.clone(), Ok(())), "{count}");
            assert_eq!(squares(count, 0, 999, 999), (Vec::new(), Ok(())), "{count}");
        }
    }

    #[test]
    #[should_panic(expected = "the 30th")]
    fn a_panic_of_a_thread_is_not_waited_for() {
        let _ = in_order(
            threads(3),
            &mut 0,
            |at| {
                *at += 1;
                Ok::<_, ()>((*at < 1000).then_some(*at))
            },
            |number| assert!(number != 30, "the 30th"),
            |_, ()| Ok(()),
        );
    }

    #[test]
    fn what_came_before_an_error_is_taken_and_nothing_behind_it() {
        let before: Vec<u64> = (0..40).map(|number| number * number).collect();
        for count in [1, 2, 7] {
            let no_item = Err("no item 40".to_owned());
            assert_eq!(squares(count, 100, 40, 999), (before.clone(), no_item), "{count}");
            let no_result = Err("no result 40".to_owned());
            assert_eq!(squares(count, 100, 999, 40), (before.clone(), no_result), "{count}");
        }
    }
}
