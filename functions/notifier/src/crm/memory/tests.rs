use super::*;

const KEEP: SignedDuration = SignedDuration::from_mins(10);

fn at(seconds: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
}

#[test]
fn no_more_answers_are_held_than_there_is_room_for() {
    let mut memory = Memory::default();
    for number in 0..MOST {
        memory.keep(number.to_string(), &CrmAnswer::Unknown, KEEP, at(0));
    }
    memory.keep("late".to_owned(), &CrmAnswer::Unknown, KEEP, at(1));
    assert!(memory.answers.len() <= MOST);
    assert!(memory.recall("late", at(2)).is_some());
}

#[test]
fn old_answers_make_room_before_new_ones_do() {
    let mut memory = Memory::default();
    memory.keep("new".to_owned(), &CrmAnswer::Unknown, KEEP * 2, at(0));
    for number in 1..MOST {
        memory.keep(number.to_string(), &CrmAnswer::Unknown, KEEP, at(0));
    }
    memory.keep("late".to_owned(), &CrmAnswer::Unknown, KEEP, at(700));
    assert!(memory.recall("new", at(700)).is_some());
    assert_eq!(memory.answers.len(), 2);
}

#[test]
fn a_failure_of_one_address_leaves_the_others_and_ends() {
    let mut memory = Memory::default();
    memory.note_failure("a".to_owned(), false, at(0));
    assert_eq!(memory.recall("a", at(29)), Some(CrmAnswer::Unavailable));
    assert_eq!(memory.recall("b", at(29)), None);
    assert_eq!(memory.recall("a", at(30)), None);
}

#[test]
fn while_all_fails_what_is_known_is_still_told() {
    let mut memory = Memory::default();
    memory.keep("a".to_owned(), &CrmAnswer::Unknown, KEEP, at(0));
    memory.note_failure("b".to_owned(), true, at(0));
    assert_eq!(memory.recall("a", at(1)), Some(CrmAnswer::Unknown));
    assert_eq!(memory.recall("c", at(1)), Some(CrmAnswer::Unavailable));
    assert_eq!(memory.recall("c", at(30)), None);
}
