//! Complaints, in English.

use jiff::civil::Date;

use super::English;
use crate::render::words::ComplaintWords;

impl ComplaintWords for English {
    fn reasoned_answer(&self, before: Option<&str>) -> String {
        match before {
            Some(when) => format!("a reasoned answer before {when}"),
            None => "it asks for a reasoned answer; no term is configured".to_owned(),
        }
    }

    fn send_the_receipt(&self, reference: &str, received: &str) -> String {
        format!(
            "we have no verified address of the customer: send it with your answer, with the reference {reference} and the date \
             on which it came ({received})."
        )
    }

    fn long_date(&self, date: Date) -> String {
        date.strftime("%A %-d %B %Y").to_string()
    }

    fn received_your_complaint(&self) -> &'static str {
        "We have received your complaint"
    }

    fn reference_label(&self) -> &'static str {
        "Reference"
    }

    fn received_label(&self) -> &'static str {
        "Received"
    }

    fn answer_label(&self) -> &'static str {
        "Answer"
    }

    fn answered_by(&self, date: &str) -> String {
        format!("we will give you a reasoned answer on {date} at the latest")
    }

    fn answered_in_time(&self) -> &'static str {
        "we will give you a reasoned answer within the legal term"
    }

    fn your_words(&self) -> &'static str {
        "You wrote to us"
    }

    fn dispute_body(&self, name: &str, adheres: bool) -> String {
        let adhered = if adheres {
            "to which we adhere"
        } else {
            "to which we do not adhere"
        };
        format!(
            "If our answer does not satisfy you, you can turn to {name}, a dispute resolution body {adhered}:"
        )
    }

    fn this_is_proof(&self) -> &'static str {
        "This mail is the proof that we have received your complaint: please keep it."
    }

    fn how_to_add(&self) -> &'static str {
        "It is an automatic message, and nobody reads what is answered to it. If you want to add something, write to us where \
         you wrote before and name the reference."
    }
}
