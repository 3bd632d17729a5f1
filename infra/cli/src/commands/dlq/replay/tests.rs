#![allow(clippy::unwrap_used)]

use std::cell::RefCell;
use std::collections::VecDeque;

use super::*;

/// A dead-letter queue and its source, in memory.
#[derive(Default)]
struct Played {
    dead: RefCell<VecDeque<String>>,
    received: RefCell<Vec<String>>,
    source: RefCell<Vec<String>>,
    /// Not taken by the source.
    refused: Option<&'static str>,
    /// Not deleted.
    kept: Option<&'static str>,
    /// Fails again as soon as it is put back.
    poison: Option<&'static str>,
}

fn fault() -> DeliveryError {
    DeliveryError::NotTaken {
        count: 1,
        code: "played".to_owned(),
    }
}

impl Played {
    fn holding(letters: &[&str]) -> Self {
        Self {
            dead: RefCell::new(letters.iter().map(|letter| (*letter).to_owned()).collect()),
            ..Self::default()
        }
    }

    fn left(&self) -> Vec<String> {
        self.dead.borrow().iter().cloned().collect()
    }
}

impl Dead for Played {
    type Letter = String;

    async fn receive(&self, most: u32) -> Result<Vec<String>, DeliveryError> {
        let mut dead = self.dead.borrow_mut();
        let many = dead.len().min(most as usize);
        let batch: Vec<String> = dead.drain(..many).collect();
        self.received.borrow_mut().extend(batch.iter().cloned());
        Ok(batch)
    }

    async fn copy_back(&self, letter: &String) -> Result<String, DeliveryError> {
        if self.refused == Some(letter) {
            return Err(fault());
        }
        self.source.borrow_mut().push(letter.clone());
        if self.poison == Some(letter) {
            self.dead
                .borrow_mut()
                .push_back(format!("copy of {letter}"));
        }
        Ok(format!("copy of {letter}"))
    }

    async fn remove(&self, letter: &String) -> Result<(), DeliveryError> {
        if self.kept == Some(letter) {
            return Err(fault());
        }
        self.received
            .borrow_mut()
            .retain(|received| received != letter);
        Ok(())
    }

    async fn release(&self, letter: &String) -> Result<(), DeliveryError> {
        self.received
            .borrow_mut()
            .retain(|received| received != letter);
        self.dead.borrow_mut().push_back(letter.clone());
        Ok(())
    }

    fn id(letter: &String) -> &str {
        letter
    }
}

async fn run(played: &Played, limit: Option<u32>) -> (Report, bool) {
    let mut report = Report::default();
    let result = replay(played, limit, &mut report).await;
    (report, result.is_ok())
}

fn put_back(count: u32) -> Report {
    Report {
        put_back: count,
        failed_again: false,
    }
}

#[tokio::test]
async fn all_go_back_in_their_order_and_none_is_left() {
    let names: Vec<String> = (0..23).map(|number| format!("m{number:02}")).collect();
    let played = Played::holding(&names.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run(&played, None).await, (put_back(23), true));
    assert_eq!(*played.source.borrow(), names);
    assert!(played.left().is_empty() && played.received.borrow().is_empty());
}

#[tokio::test]
async fn a_limit_holds_and_the_rest_stays() {
    let played = Played::holding(&["a", "b", "c"]);
    assert_eq!(run(&played, Some(2)).await, (put_back(2), true));
    assert_eq!(played.left(), ["c"]);
    assert_eq!(run(&played, Some(0)).await, (put_back(0), true));
}

#[tokio::test]
async fn what_the_queue_does_not_take_stays_and_none_behind_it_overtakes() {
    let played = Played {
        refused: Some("b"),
        ..Played::holding(&["a", "b", "c"])
    };
    assert_eq!(run(&played, None).await, (put_back(1), false));
    assert_eq!(*played.source.borrow(), ["a"]);
    assert_eq!(played.left(), ["b", "c"]);
}

#[tokio::test]
async fn what_is_not_deleted_is_in_both_queues_rather_than_in_none() {
    let played = Played {
        kept: Some("a"),
        ..Played::holding(&["a", "b"])
    };
    assert_eq!(run(&played, None).await, (put_back(1), false));
    assert_eq!(*played.source.borrow(), ["a"]);
    assert_eq!(played.left(), ["a", "b"]);
}

#[tokio::test]
async fn a_message_that_fails_again_does_not_go_round_for_ever() {
    let played = Played {
        poison: Some("a"),
        ..Played::holding(&["a", "b"])
    };
    let (report, good) = run(&played, None).await;
    assert_eq!(
        (report, good),
        (
            Report {
                put_back: 2,
                failed_again: true
            },
            true
        )
    );
    assert_eq!(played.left(), ["copy of a"]);
}
