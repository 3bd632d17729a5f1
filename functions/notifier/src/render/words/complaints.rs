//! The words for complaints: to agents, and to the customer as a receipt. A receipt is formal, and holds no word of ours
//! that a customer would not know.

use jiff::civil::Date;

/// A language's words for complaints.
pub(crate) trait ComplaintWords {
    /// Until when a reasoned answer is due; none where no term is configured.
    fn reasoned_answer(&self, before: Option<&str>) -> String;
    /// That the agent has to send the receipt.
    fn send_the_receipt(&self, reference: &str, received: &str) -> String;

    /// A date in full, always with its year.
    fn long_date(&self, date: Date) -> String;
    /// That the complaint was received, to stand after the reference in a subject.
    fn received_your_complaint(&self) -> &'static str;
    /// What stands before the reference.
    fn reference_label(&self) -> &'static str;
    /// What stands before when it was received.
    fn received_label(&self) -> &'static str;
    /// What stands before until when it is answered.
    fn answer_label(&self) -> &'static str;
    /// Until when it is answered, with reasons.
    fn answered_by(&self, date: &str) -> String;
    /// That it is answered with reasons, where no term is configured.
    fn answered_in_time(&self) -> &'static str;
    /// What stands before the customer's own words.
    fn your_words(&self) -> &'static str;
    /// Who settles it where the answer does not satisfy.
    fn dispute_body(&self, name: &str, adheres: bool) -> String;
    /// That this mail proves the receipt.
    fn this_is_proof(&self) -> &'static str;
    /// How to add something.
    fn how_to_add(&self) -> &'static str;
}
