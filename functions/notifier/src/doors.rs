//! Two queues lead to this function: notices to tell, and what SES tells of mails that were sent.

use runtime::Context;
use runtime::batch::{Message, MessageHandler, Outcome};

/// Gives a message to whom its queue is for.
#[derive(Debug)]
pub struct Doors<N, B> {
    /// Who tells notices.
    pub notices: N,
    /// Who takes what comes back, and the ARN of the queue that it comes by; none where nothing does.
    pub bounces: Option<(String, B)>,
}

impl<N: MessageHandler, B: MessageHandler> MessageHandler for Doors<N, B> {
    async fn handle(&self, message: &Message, context: &Context) -> Outcome {
        match &self.bounces {
            Some((queue, bounces)) if *queue == message.queue_arn => {
                bounces.handle(message, context).await
            }
            _ => self.notices.handle(message, context).await,
        }
    }
}
